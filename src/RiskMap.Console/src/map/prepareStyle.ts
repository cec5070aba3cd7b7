import type { FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { coverageLayers, coverageSource } from './coverageLayers'
import { dispatchLayers, dispatchSource } from './dispatchLayers'
import { type DistrictLabel, labelFilter, labelText } from './districtLabels'
import { sitingLayers, sitingSource } from './sitingLayers'
import { sketchLayers, sketchSource } from './sketchLayers'

export const tileSource = 'riskmap'
export const labelLayer = 'districts-label'
export const selectionSource = 'selection'

/** An unseen layer that tells which district lies under a point, also when the districts are switched off. */
export const hitLayer = 'districts-hit'

const nothing = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } as const
const highlight = '#00b8d9'

const selectionLayers: LayerSpecification[] = [
  { id: 'selection-line', type: 'line', source: selectionSource,
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': highlight, 'line-width': 4, 'line-opacity': 0.9 } },
  { id: 'selection-point', type: 'circle', source: selectionSource, filter: ['==', ['geometry-type'], 'Point'],
    paint: { 'circle-radius': 15, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': highlight, 'circle-stroke-width': 4 } },
]

/** Set at the start where the risk is known already: a text that comes later makes the map lay out its tiles twice. */
function withRisk(layer: LayerSpecification, labels: readonly DistrictLabel[]): LayerSpecification {
  const filter = labelFilter(labels)
  if (layer.id !== labelLayer || layer.type !== 'symbol' || !filter) return layer
  return { ...layer, filter, layout: { ...layer.layout, 'text-field': labelText(labels) } }
}

/** The layers that show risk; they draw the districts of one level only. */
export const riskLayers = ['districts-risk', 'districts-no-data']

export const levelFilter = (level: string | undefined): FilterSpecification | undefined =>
  level === undefined ? undefined : ['==', ['get', 'level'], level]

/** Set here and not after the start: a filter that comes later makes the map lay out its tiles twice. */
function ofLevel(layer: LayerSpecification, level: string | undefined): LayerSpecification {
  const filter = levelFilter(level)
  return filter && riskLayers.includes(layer.id) && layer.type === 'fill' ? { ...layer, filter } : layer
}

/** The style as the console draws it: the one cartography, with risk at its level and in the labels, and what the console itself draws. */
export function prepareStyle(style: StyleSpecification, level?: string, labels: readonly DistrictLabel[] = []): StyleSpecification {
  const hit: LayerSpecification = {
    id: hitLayer, type: 'fill', source: tileSource, 'source-layer': 'districts', paint: { 'fill-opacity': 0 },
  }
  return {
    ...style,
    sources: { ...style.sources, [selectionSource]: nothing, [coverageSource]: nothing, [dispatchSource]: nothing, [sitingSource]: nothing, [sketchSource]: nothing },
    layers: [hit, ...style.layers.map((layer) => ofLevel(withRisk(layer, labels), level)), ...selectionLayers,
      ...coverageLayers, ...dispatchLayers, ...sketchLayers, ...sitingLayers],
  }
}
