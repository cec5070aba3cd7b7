import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { collectionOf } from './layers'

/** How a legend entry is drawn. */
export type Swatch =
  | { kind: 'fill' | 'line'; colour: string }
  | { kind: 'circle'; colour: string; stroke: string }
  | { kind: 'icon' | 'pattern'; image: string }

export interface LegendEntry {
  /** The attribute's value, '' where the layer has one symbol only, 'none' for missing data. */
  value: string
  swatch: Swatch
}

export interface LegendGroup {
  layer: string
  collection: string
  entries: LegendEntry[]
}

type Expression = [string, ...unknown[]]
const isExpression = (value: unknown): value is Expression => Array.isArray(value) && typeof value[0] === 'string'
const transparent = 'rgba(0,0,0,0)'

/** The outputs of a `match` (or of a one-colour constant) by input value; the default is the symbol of missing data. */
export function outputsOf(value: unknown): Map<string, string> {
  if (typeof value === 'string') return new Map([['', value]])
  const outputs = new Map<string, string>()
  if (!isExpression(value)) return outputs
  const [operator, , ...rest] = value
  if (operator === 'interpolate') {
    for (let i = 1; i + 1 < rest.length; i += 2) outputs.set(String(rest[i]), String(rest[i + 1]))
  }
  if (operator === 'match') {
    for (let i = 0; i + 1 < rest.length; i += 2) {
      for (const input of [rest[i]].flat()) outputs.set(String(input), String(rest[i + 1]))
    }
    const otherwise = String(rest.at(-1))
    if (otherwise !== transparent) outputs.set('none', otherwise)
  }
  return outputs
}

function property(layer: LayerSpecification, group: 'paint' | 'layout', name: string): unknown {
  return (layer as { [key in typeof group]?: Record<string, unknown> })[group]?.[name]
}

function swatches(layer: LayerSpecification, kind: string): LegendEntry[] {
  const entries = (value: unknown, swatch: (output: string, input: string) => Swatch) =>
    [...outputsOf(value)].map(([input, output]) => ({ value: input, swatch: swatch(output, input) }))
  switch (kind) {
    case 'fill':
      return entries(property(layer, 'paint', 'fill-color'), (colour) => ({ kind: 'fill', colour }))
    case 'line':
      return entries(property(layer, 'paint', 'line-color'), (colour) => ({ kind: 'line', colour }))
    case 'circle': {
      const strokes = outputsOf(property(layer, 'paint', 'circle-stroke-color'))
      return entries(property(layer, 'paint', 'circle-color'), (colour, input) =>
        ({ kind: 'circle', colour, stroke: strokes.get(input) ?? '#ffffff' }))
    }
    case 'icon':
      return entries(property(layer, 'layout', 'icon-image'), (image) => ({ kind: 'icon', image }))
    case 'pattern':
      return entries(property(layer, 'paint', 'fill-pattern'), (image) => ({ kind: 'pattern', image }))
    default:
      return []
  }
}

/** The legend that the style itself declares: one group for each layer with `riskmap:legend` in its metadata. */
export function legendOf(style: StyleSpecification): LegendGroup[] {
  return style.layers.flatMap((layer) => {
    const kind = (layer.metadata as Record<string, unknown> | undefined)?.['riskmap:legend']
    const collection = collectionOf(layer)
    if (typeof kind !== 'string' || collection === undefined) return []
    return [{ layer: layer.id, collection, entries: swatches(layer, kind) }]
  })
}

/** The icons of the style's scales (`riskmap:symbols`), also of those that no layer draws yet. */
function symbolsOf(style: StyleSpecification): string[] {
  const scales = (style.metadata as Record<string, unknown> | undefined)?.['riskmap:symbols']
  return Object.values(scales ?? {}).flatMap((icons: unknown) => (Array.isArray(icons) ? icons.map(String) : []))
}

/** Every image name that the style can ask for: its icons and patterns. */
export function imagesOf(style: StyleSpecification): string[] {
  const names = style.layers.flatMap((layer) => [
    ...outputsOf(property(layer, 'layout', 'icon-image')).values(),
    ...outputsOf(property(layer, 'paint', 'fill-pattern')).values(),
  ])
  return [...new Set([...names, ...symbolsOf(style)])].sort()
}
