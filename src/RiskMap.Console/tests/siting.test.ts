import { beforeEach, describe, expect, it } from 'vitest'
import { useSketch } from '../src/composables/useSketch'
import { industryFault, isCas, sectionOf } from '../src/lib/codes'
import { crossings, middles, polygonOf, type Ring, ringOf, shifted, squareMetres } from '../src/lib/polygon'
import { hashWith } from '../src/lib/deskAddress'
import { casOf, emptyPlan, faultsOf, inputsOf, type Plan, tonnesOf } from '../src/lib/siting'
import { readWords, sitingNames, wordsOf } from '../src/lib/sitingAddress'
import type { FeatureCollection } from '../src/lib/types'
import { sketchFeatures } from '../src/map/sketchLayers'

const square: Ring = [[118.2, 24.6], [118.201, 24.6], [118.201, 24.601], [118.2, 24.601]]
const bow: Ring = [[0, 0], [1, 1], [1, 0], [0, 1]]
const chemicals = [{ value: '7664-41-7', title: { zh: '氨', en: 'Ammonia' } }]

describe('an outline', () => {
  it('has the area of the metric plane', () => {
    // 11221.916 m² in EPSG:4548 after GDAL, whose scale at 121.6 km from the meridian is 1 + 121.6² / (2 · 6371²).
    const scale = 1 + 121.585 ** 2 / (2 * 6371 ** 2)
    expect(squareMetres(square)).toBeCloseTo(11221.916 / scale ** 2, 0)
    expect(squareMetres(square.toReversed())).toBeCloseTo(squareMetres(square), 6)
    expect(squareMetres(square.slice(0, 2))).toBe(0)
  })

  it('that crosses itself is told, with the edges that meet', () => {
    expect(crossings(square)).toEqual([])
    expect(crossings(bow)).toEqual([[0, 2]])
    expect(crossings([[0, 0], [2, 0], [1, 0], [1, 1]]).length).toBeGreaterThan(0)
    expect(crossings([[0, 0], [1, 0], [1, 1], [0, 0], [-1, -1]]).length).toBeGreaterThan(0)
    expect(crossings(square.slice(0, 2))).toEqual([])
  })

  it('goes out closed and against the clock', () => {
    const { coordinates: [outline = []] } = polygonOf(square.toReversed())
    expect(outline).toHaveLength(5)
    expect(outline[0]).toEqual(outline[4])
    expect(polygonOf(square).coordinates[0]).toEqual([...square, square[0]])
    expect(ringOf(polygonOf(square))).toEqual(square)
  })

  it('is taken from the largest part of what stands on the map', () => {
    const small: Ring = [[0, 0], [0.0001, 0], [0.0001, 0.0001]]
    const both = { type: 'MultiPolygon' as const, coordinates: [polygonOf(small).coordinates, polygonOf(square).coordinates] }
    expect(ringOf(both)).toEqual(square)
    expect(ringOf({ type: 'Point', coordinates: [0, 0] })).toBeUndefined()
    expect(ringOf(null)).toBeUndefined()
  })

  it('keeps its area when it is moved by metres', () => {
    const moved = shifted(square, 100, -50)
    expect(squareMetres(moved)).toBeCloseTo(squareMetres(square), 0)
    expect((moved[0]?.[0] ?? 0) - 118.2).toBeCloseTo(0.001 * (100 / 101.2745), 7)
  })
})

describe('a drawing', () => {
  const { ring, mode, past, isCrossed, canClose, begin, add, close, cancel, undo, move, insert, remove, take, clear } = useSketch()
  const draw = (corners: Ring) => {
    begin('drawing')
    corners.forEach(add)
    close()
  }

  beforeEach(() => {
    take([])
    past.value = []
  })

  it('closes with three corners or more', () => {
    begin('drawing')
    square.slice(0, 2).forEach(add)
    close()
    expect(mode.value).toBe('drawing')
    add(square[2] ?? [])
    expect(canClose.value).toBe(true)
    close()
    expect(mode.value).toBe('closed')
    expect(ring.value).toEqual(square.slice(0, 3))
  })

  it('gives up and has again what stood there', () => {
    draw(square)
    begin('drawing')
    add([1, 1])
    cancel()
    expect([mode.value, ring.value]).toEqual(['closed', square])
  })

  it('takes each step back, and a drag whole', () => {
    draw(square)
    move(0, [118.1, 24.6])
    move(0, [118.11, 24.6], true)
    undo()
    expect(ring.value).toEqual(square)
    insert(1, middles(square)[0] ?? [])
    remove(1)
    undo()
    undo()
    expect(ring.value).toEqual(square)
    undo()
    expect(mode.value).toBe('drawing')
  })

  it('keeps three corners, and says when it crosses itself', () => {
    draw(square.slice(0, 3))
    remove(0)
    expect(ring.value).toHaveLength(3)
    take(bow)
    expect(isCrossed.value).toBe(true)
    clear()
    expect([mode.value, isCrossed.value]).toEqual(['empty', false])
    undo()
    expect(ring.value).toEqual(bow)
  })

  it('is drawn open while it grows, then closed with its middles, its crossing edges marked', () => {
    const parts = (drawn: FeatureCollection) => drawn.features.map(({ properties }) => properties?.['part'] as string)
    expect(parts(sketchFeatures(square.slice(0, 2), false, [], [0, 0]))).toEqual(['edge', 'next', 'corner', 'corner'])
    expect(parts(sketchFeatures(square, true, [])).filter((part) => part === 'middle')).toHaveLength(4)
    const wrong = sketchFeatures(bow, true, crossings(bow)).features.filter(({ properties }) => properties?.['part'] === 'edge' && properties['wrong'])
    expect(wrong).toHaveLength(2)
  })
})

describe('codes', () => {
  it('of industries have an existing division and its section letter', () => {
    expect(industryFault('2614')).toBeUndefined()
    expect(industryFault(' c26 ')).toBeUndefined()
    expect(industryFault('F26')).toBe('section')
    expect(industryFault('9901')).toBe('division')
    expect(industryFault('2')).toBe('shape')
    expect([sectionOf('2614'), sectionOf('97'), sectionOf('00')]).toEqual(['C', 'T', undefined])
  })

  it('of chemicals have a check digit', () => {
    expect(isCas('7664-41-7')).toBe(true)
    expect(isCas('7664-41-8')).toBe(false)
  })
})

describe('a plan', () => {
  const plant = (changes: Partial<Plan> = {}): Plan => ({ ...emptyPlan(), industryCode: 'c2614', inventory: [{ chemical: '氨', tonnes: '20' }], ...changes })
  const members = (ring: Ring, plan: Plan) => faultsOf(ring, plan, chemicals).map(({ member }) => member)

  it('names a chemical by CAS number, by name in either language, or by both', () => {
    expect(['7664-41-7', '氨', 'ammonia', '7664-41-7 氨'].map((text) => casOf(text, chemicals))).toEqual(Array(4).fill('7664-41-7'))
    expect(casOf('氯', chemicals)).toBeUndefined()
    expect([tonnesOf('1,5'), tonnesOf('0'), tonnesOf('-1'), tonnesOf(''), tonnesOf('ten')]).toEqual([1.5, 0, undefined, undefined, undefined])
  })

  it('is asked as the process wants it, what is empty left out', () => {
    expect(inputsOf(square, plant({ landUse: 'M3' }), chemicals)).toEqual(
      { site: polygonOf(square), landUse: 'M3', industryCode: 'C2614', inventory: [{ cas: '7664-41-7', tonnes: 20 }] })
    expect(inputsOf(square, { ...plant(), kind: 'place', placeCategory: 'highly-sensitive', placeKind: 'school' }, chemicals)).toEqual(
      { site: polygonOf(square), inventory: [], placeCategory: 'highly-sensitive', placeKind: 'school' })
  })

  it('names each input that must be mended before it is sent', () => {
    expect(members(square, plant())).toEqual([])
    expect(members([], plant({ industryCode: '' }))).toEqual(['site', 'industryCode'])
    expect(members(bow, plant())).toEqual(['site'])
    expect(members(square, plant({ inventory: [{ chemical: '7664-41-7', tonnes: '1' }, { chemical: 'x', tonnes: 'y' }] }))).toEqual(['inventory/1/cas', 'inventory/1/tonnes'])
    expect(members(square, { ...plant(), kind: 'place' })).toEqual(['placeCategory'])
  })

  it('survives in an address, beside what the map keeps there', () => {
    const plan = plant({ inventory: [{ chemical: '7664-41-7', tonnes: '1.5' }, { chemical: '7782-50-5', tonnes: '2' }], facilities: ['a', 'b'], landUse: 'M3' })
    const hash = hashWith('#map=12/24.6/118.2', sitingNames, 'siting', wordsOf(square, plan))
    expect(hash).toContain('map=12/24.6/118.2&desk=siting&site=118.2,24.6;118.201,24.6')
    expect(readWords(hash)).toEqual({ ring: square, plan })
    expect(hashWith(hash, sitingNames, 'map')).toBe('#map=12/24.6/118.2')
    expect(readWords('#map=12/24.6/118.2&desk=siting')).toBeUndefined()
  })

  it('is left out of an address that would be too long', () => {
    const long: Ring = Array.from({ length: 200 }, (_, i) => [118 + i / 1000, 24.123456])
    expect(hashWith('', sitingNames, 'siting', wordsOf(long, plant()))).toBe('#desk=siting')
  })
})
