import { describe, expect, it } from 'vitest'
import { fieldTitle, formatDistance, formatUnit, formatValue, isMissing, localised } from '../src/lib/format'
import { boundsOf } from '../src/lib/geometry'
import { collectionOfTileLayer } from '../src/lib/layers'
import { areaById, ranked, stateOf } from '../src/lib/risk'
import type { AreaRisk, FieldSchema, Geometry } from '../src/lib/types'
import { isOlder } from '../src/lib/version'
import { labelFilter, labelText } from '../src/map/districtLabels'
import { sortCandidates } from '../src/map/pick'

const words = { yes: 'yes', no: 'no', persons: 'people', beds: 'beds' }

describe('values', () => {
  const grade: FieldSchema = { 'x-title': { zh: '风险等级', en: 'Grade' }, 'x-enum-titles': { red: { zh: '重大', en: 'Major' } } }

  it('show codes and titles in the language asked for', () => {
    expect(formatValue('red', grade, 'zh', words)).toBe('重大')
    expect(formatValue('red', grade, 'en', words)).toBe('Major')
    expect(fieldTitle('grade', grade, 'en')).toBe('Grade')
  })

  it('fall back to the other language, then to the raw name', () => {
    expect(localised({ zh: '企业' }, 'en', 'enterprises')).toBe('企业')
    expect(localised(undefined, 'en', 'enterprises')).toBe('enterprises')
    expect(fieldTitle('headcount', undefined, 'zh')).toBe('headcount')
    expect(formatValue('unknown-code', grade, 'zh', words)).toBe('unknown-code')
  })

  it('read codes and units as OGC schemas write them too', () => {
    const field: FieldSchema = { 'x-codes': [{ value: 'red', title: { zh: '重大', en: 'Major' } }] }
    expect(formatValue('red', field, 'en', words)).toBe('Major')
    expect(formatValue(['red'], { items: field }, 'zh', words)).toBe('重大')
    expect(formatValue(3, { 'x-ogc-unit': '{persons}' }, 'en', words)).toBe('3 people')
  })

  it('bear their unit', () => {
    expect(formatValue(1250.5, { type: 'number', 'x-unit': 't' }, 'en', words)).toBe('1,250.5 t')
  })

  it('write units for readers', () => {
    expect([undefined, '1', '{persons}', 'km2', 'm3', '{persons}/km2', '{sites}'].map((unit) => formatUnit(unit, words)))
      .toEqual(['', '', 'people', 'km²', 'm³', 'people/km²', 'sites'])
  })

  it('show lists one entry a line', () => {
    const inventory = [{ cas: '7664-41-7', tonnes: 12 }, { cas: '7782-50-5', tonnes: null }]
    expect(formatValue(inventory, undefined, 'en', words)).toBe('cas 7664-41-7 · tonnes 12\ncas 7782-50-5')
    const field: FieldSchema = { items: { properties: { cas: { 'x-title': { zh: 'CAS 号' } }, tonnes: { 'x-unit': 't' } } } }
    expect(formatValue(inventory, field, 'zh', words)).toBe('CAS 号 7664-41-7 · tonnes 12 t\nCAS 号 7782-50-5')
    expect(formatValue(['toxic'], { 'x-enum-titles': { toxic: { en: 'Toxic' } } }, 'en', words)).toBe('Toxic')
  })

  it('are missing when empty, but not when zero or false', () => {
    expect([null, undefined, '', []].map(isMissing)).toEqual([true, true, true, true])
    expect([0, false, '0'].map(isMissing)).toEqual([false, false, false])
  })

  it('show distances in metres, then kilometres', () => {
    expect(formatDistance(999.4, 'en')).toBe('999 m')
    expect(formatDistance(1540, 'en')).toBe('1.5 km')
  })
})

describe('risk', () => {
  const areas: AreaRisk[] = [
    { id: 1, name: 'low', index: 12, colour: 'blue' },
    { id: 2, name: 'unknown', index: null, colour: null },
    { id: 3, name: 'high', index: 88, colour: 'red' },
    { id: 4, name: 'odd', index: 5, colour: 'green' as never },
  ]

  it('gives the map a colour only where the answer has one of the four', () => {
    expect(areas.map((area) => stateOf(area).colour)).toEqual(['blue', 'none', 'red', 'none'])
  })

  it('ranks the highest first and what cannot be told last', () => {
    expect(ranked(areas).map(({ name }) => name)).toEqual(['high', 'low', 'odd', 'unknown'])
  })

  it('joins by feature id, as number or text', () => {
    const answer = { areas }
    expect(areaById(answer, '3')?.name).toBe('high')
    expect(areaById(answer, 9)).toBeUndefined()
    expect(areaById(undefined, 3)).toBeUndefined()
  })
})

describe('geometry', () => {
  const square = (x: number, y: number, side: number) => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]

  it('has a bounding box over all its parts', () => {
    const geometry: Geometry = { type: 'MultiPolygon', coordinates: [[square(0, 0, 2)], [square(5, -1, 1)]] }
    expect(boundsOf(geometry)).toEqual([0, -1, 6, 2])
    expect(boundsOf(null)).toBeUndefined()
  })
})

describe('labels of districts', () => {
  it('bear the risk below the name, and only those whose risk is known', () => {
    const labels = [{ id: 3, text: 'I 红 80' }, { id: 4, text: '' }]
    expect(labelText(labels)).toEqual(
      ['format', ['coalesce', ['get', 'name'], ''], {}, '\n', {}, ['match', ['id'], 3, 'I 红 80', 4, '', ''], { 'font-scale': 0.8 }])
    expect(labelFilter(labels)).toEqual(['match', ['id'], [3, 4], true, false])
  })

  it('are the names alone while no risk is known', () => {
    expect(labelText([])).toEqual(['coalesce', ['get', 'name'], ''])
    expect(labelFilter([])).toBeUndefined()
  })

  it('belong to the collection that they name', () => {
    expect(['parks_label', 'parks', 'confined-spaces'].map(collectionOfTileLayer)).toEqual(['parks', 'parks', 'confined-spaces'])
  })
})

describe('picking', () => {
  it('offers the small and rare before the wide, each feature once', () => {
    const found = [
      { collection: 'districts', id: 1, name: 'd' }, { collection: 'roads', id: 7, name: 'r' },
      { collection: 'enterprises', id: 3, name: 'e' }, { collection: 'enterprises', id: 3, name: 'e' },
    ]
    expect(sortCandidates(found).map(({ collection }) => collection)).toEqual(['enterprises', 'roads', 'districts'])
  })
})

describe('version', () => {
  it('orders versions of one life only', () => {
    expect(isOlder('s.e.9-0a', 's.e.10-0a')).toBe(true)
    expect(isOlder('s.e.10-0a', 's.e.10-0b')).toBe(false)
    expect(isOlder('s.e.11-0a', 's.e.10-0a')).toBe(false)
    expect(isOlder('s.other.9-0a', 's.e.10-0a')).toBe(false)
    expect(isOlder('s.e.9-0a', '')).toBe(false)
  })
})
