import fs from 'node:fs'
import path from 'node:path'
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import type { StyleSpecification } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { isOpen, type Order, orderStates } from '../src/lib/dispatch'
import { stateColours } from '../src/lib/dispatchColours'
import { imagesOf, legendOf, outputsOf } from '../src/lib/legend'
import { prepareStyle } from '../src/map/prepareStyle'
import zh from '../src/locales/zh-CN.json'

const folder = path.join(import.meta.dirname, '../../../styles')
const text = fs.readFileSync(path.join(folder, 'riskmap.json'), 'utf8')
const style = JSON.parse(text) as StyleSpecification
const collections = ['districts', 'enterprises', 'confined-spaces', 'parks', 'zones', 'depots', 'teams', 'places',
  'site-boundaries', 'population', 'roads', 'closures', 'incidents', 'dispatch-orders']

describe('styles/riskmap.json', () => {
  it('is a valid MapLibre style, also as the console prepares it', () => {
    expect(validateStyleMin(style as never)).toEqual([])
    expect(validateStyleMin(prepareStyle(style) as never)).toEqual([])
    expect(validateStyleMin(prepareStyle(style, 'town', [{ id: 1, text: 'I' }, { id: 2, text: '' }]) as never)).toEqual([])
  })

  it('draws every layer of the city', () => {
    const drawn = new Set(style.layers.map((layer) => ('source-layer' in layer ? layer['source-layer'] : undefined)))
    expect(collections.filter((collection) => !drawn.has(collection))).toEqual([])
  })

  it('asks nothing of another host', () => {
    expect(text).not.toMatch(/https?:|"glyphs"|"sprite"/u)
  })

  it('has a file for each icon and pattern, and no file that it does not use', () => {
    const files = fs.readdirSync(path.join(folder, 'icons')).map((file) => path.basename(file, '.svg')).sort()
    expect(imagesOf(style)).toEqual(files)
  })

  it('keeps to plain layers, which a server can draw too', () => {
    expect(new Set(style.layers.map(({ type }) => type))).toEqual(new Set(['background', 'fill', 'line', 'circle', 'symbol']))
  })
})

describe('the legend', () => {
  const groups = Object.fromEntries(legendOf(style).map((group) => [group.layer, group]))
  const kindOf = (layer: string) => groups[layer]?.entries[0]?.swatch.kind

  it('shows districts, enterprises and parks by different symbols', () => {
    expect([kindOf('districts-risk'), kindOf('enterprises'), kindOf('parks-grade')]).toEqual(['fill', 'circle', 'icon'])
  })

  it('lists the four colours with the most severe first, and missing data beside them', () => {
    expect(groups['districts-risk']?.entries.map(({ value }) => value)).toEqual(['red', 'orange', 'yellow', 'blue'])
    expect(groups['districts-no-data']?.entries[0]?.swatch).toEqual({ kind: 'pattern', image: 'no-data' })
    expect(groups['enterprises']?.entries.map(({ value }) => value)).toEqual(['red', 'orange', 'yellow', 'blue', 'none'])
    expect(groups['parks-grade']?.entries.map(({ value }) => value)).toEqual(['A', 'B', 'C', 'D', 'none'])
  })

  it('has a title for each group and for each code', () => {
    for (const group of Object.values(groups)) {
      expect(zh, group.layer).toHaveProperty([`legend.${group.layer}`])
      for (const { value } of group.entries) {
        if (value !== '' && Number.isNaN(Number(value))) expect(zh, `${group.layer} ${value}`).toHaveProperty([`code.${value}`])
      }
    }
  })

  it('draws the orders that go on, in the colours of the desk', () => {
    const going = orderStates.filter((state) => isOpen({ state } as Order))
    expect(groups['dispatch-orders']?.entries.map(({ value, swatch }) => [value, 'colour' in swatch && swatch.colour])).toEqual(going.map((state) => [state, stateColours[state]]))
    expect(groups['incidents']?.entries.map(({ value }) => value)).toEqual(['open', 'closed', 'none'])
  })

  it('never gives missing data the colour of low risk', () => {
    for (const group of Object.values(groups)) {
      const missing = group.entries.find(({ value }) => value === 'none')
      const others = group.entries.filter(({ value }) => value !== 'none').map(({ swatch }) => JSON.stringify(swatch))
      if (missing) expect(others, group.layer).not.toContain(JSON.stringify(missing.swatch))
    }
  })

  it('reads the outputs of a match by input, several inputs to one output too', () => {
    expect(outputsOf(['match', ['get', 'kind'], ['a', 'b'], 'x', 'c', 'y', 'z']))
      .toEqual(new Map([['a', 'x'], ['b', 'x'], ['c', 'y'], ['none', 'z']]))
  })
})
