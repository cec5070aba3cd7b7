import type { LayerSpecification } from 'maplibre-gl'
import { actionColours, zoneColours } from '../lib/dispatchColours'

export const dispatchSource = 'dispatch'

const [navy, red, green, white, ink] = ['#17375e', '#b5121b', '#1f7a3d', '#ffffff', '#1d2733']
const part = (name: string) => ['==', ['get', 'part'], name] as never
const by = (name: string, colours: Record<string, string>, other: string) => ['match', ['get', name], ...Object.entries(colours).flat(), other] as never
const isShown = ['get', 'shown'] as never
const zone = by('zone', zoneColours, red)
const route = by('layer', { teams: navy, depots: '#7a5418' }, navy)
const shownWidth = (shown: number, other: number) => ['case', isShown, shown, other] as never

/** What a plan draws: zones, ways, units, the places that the release reaches, closures, where to gather, the spill and the wind. */
export const dispatchLayers: LayerSpecification[] = [
  { id: 'dispatch-zone', type: 'fill', source: dispatchSource, filter: part('zone'), paint: { 'fill-color': zone, 'fill-opacity': ['match', ['get', 'zone'], 'fan', 0.1, 0.2] as never } },
  { id: 'dispatch-zone-edge', type: 'line', source: dispatchSource, filter: ['all', part('zone'), ['!=', ['get', 'zone'], 'fan']] as never, layout: { 'line-join': 'round' },
    paint: { 'line-color': zone, 'line-width': 2.5 } },
  { id: 'dispatch-fan-edge', type: 'line', source: dispatchSource, filter: ['all', part('zone'), ['==', ['get', 'zone'], 'fan']] as never,
    paint: { 'line-color': zone, 'line-width': 1.5, 'line-dasharray': [3, 2] } },
  { id: 'dispatch-route-halo', type: 'line', source: dispatchSource, filter: part('route'), layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': white, 'line-width': shownWidth(10, 6), 'line-opacity': 0.9 } },
  { id: 'dispatch-route', type: 'line', source: dispatchSource, filter: ['all', part('route'), ['!', ['get', 'straight']]] as never, layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': route, 'line-width': shownWidth(6, 3) } },
  { id: 'dispatch-route-straight', type: 'line', source: dispatchSource, filter: ['all', part('route'), ['get', 'straight']] as never,
    paint: { 'line-color': route, 'line-width': shownWidth(5, 2.5), 'line-dasharray': [2, 2] } },
  { id: 'dispatch-place', type: 'circle', source: dispatchSource, filter: part('place'),
    paint: { 'circle-radius': 6, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-width': 3, 'circle-stroke-color': by('action', actionColours, actionColours['no-data'] ?? ink) } },
  { id: 'dispatch-closure', type: 'circle', source: dispatchSource, filter: part('closure'),
    paint: { 'circle-radius': 7, 'circle-color': red, 'circle-stroke-color': white, 'circle-stroke-width': 1.5 } },
  { id: 'dispatch-closure-mark', type: 'symbol', source: dispatchSource, filter: part('closure'),
    layout: { 'text-field': '–', 'text-size': 17, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': white, 'text-halo-color': white, 'text-halo-width': 0.6 } },
  { id: 'dispatch-unit', type: 'circle', source: dispatchSource, filter: part('unit'),
    paint: { 'circle-radius': shownWidth(9, 7), 'circle-color': route, 'circle-stroke-color': white, 'circle-stroke-width': 2 } },
  { id: 'dispatch-wind-halo', type: 'line', source: dispatchSource, filter: part('wind'), layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': white, 'line-width': 8 } },
  { id: 'dispatch-wind', type: 'line', source: dispatchSource, filter: part('wind'), layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': '#0b6aa2', 'line-width': 4 } },
  { id: 'dispatch-staging', type: 'circle', source: dispatchSource, filter: part('staging'),
    paint: { 'circle-radius': 8, 'circle-color': green, 'circle-stroke-color': white, 'circle-stroke-width': 2.5 } },
  { id: 'dispatch-spill', type: 'circle', source: dispatchSource, filter: part('spill'),
    paint: { 'circle-radius': 8, 'circle-color': ink, 'circle-stroke-color': '#ffd400', 'circle-stroke-width': 3.5 } },
  { id: 'dispatch-label', type: 'symbol', source: dispatchSource, filter: ['has', 'text'] as never,
    layout: { 'text-field': ['get', 'text'], 'text-size': 12.5, 'text-max-width': 14, 'text-variable-anchor': ['top', 'bottom', 'left', 'right'], 'text-radial-offset': 0.9,
      'text-optional': true, 'symbol-sort-key': ['match', ['get', 'part'], 'spill', 0, 'staging', 1, 'unit', 2, 3] as never },
    paint: { 'text-color': ink, 'text-halo-color': white, 'text-halo-width': 2 } },
]
