import type { LayerSpecification } from 'maplibre-gl'
import { verdictColours } from '../lib/verdicts'

export const sitingSource = 'siting'

const part = (name: string) => ['==', ['get', 'part'], name] as never
const colour = ['match', ['get', 'verdict'], ...Object.entries(verdictColours).flat(), '#5b6670'] as never
const isShown = ['get', 'shown'] as never

/** What a certificate draws: the distances that fall short between their two ends, and where the outline would pass. Each line bears its metres. */
export const sitingLayers: LayerSpecification[] = [
  { id: 'siting-proposed-face', type: 'fill', source: sitingSource, filter: part('proposed'), paint: { 'fill-color': '#1f7a3d', 'fill-opacity': 0.14 } },
  { id: 'siting-proposed', type: 'line', source: sitingSource, filter: part('proposed'),
    paint: { 'line-color': '#1f7a3d', 'line-width': 2.5, 'line-dasharray': [3, 2] } },
  { id: 'siting-halo', type: 'line', source: sitingSource, filter: part('distance'), layout: { 'line-cap': 'round' },
    paint: { 'line-color': '#ffffff', 'line-width': ['case', isShown, 10, 6] as never, 'line-opacity': 0.9 } },
  { id: 'siting-distance', type: 'line', source: sitingSource, filter: part('distance'), layout: { 'line-cap': 'round' },
    paint: { 'line-color': colour, 'line-width': ['case', isShown, 5, 2.5] as never } },
  { id: 'siting-end', type: 'circle', source: sitingSource, filter: part('end'),
    paint: { 'circle-radius': ['case', isShown, 6, 4] as never, 'circle-color': '#ffffff', 'circle-stroke-color': colour, 'circle-stroke-width': 2.5 } },
  { id: 'siting-label', type: 'symbol', source: sitingSource, filter: part('label'),
    layout: { 'text-field': ['get', 'text'], 'text-size': 13, 'text-max-width': 20,
      'text-variable-anchor': ['bottom', 'top', 'left', 'right'], 'text-radial-offset': 0.6, 'symbol-sort-key': ['case', isShown, 0, 1] as never },
    paint: { 'text-color': '#1d2733', 'text-halo-color': '#ffffff', 'text-halo-width': 2 } },
]
