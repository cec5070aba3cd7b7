import type { LayerSpecification } from 'maplibre-gl'

export const coverageSource = 'coverage'

const [navy, blue, red, green, white, ink] = ['#17375e', '#0b6aa2', '#b5121b', '#1f7a3d', '#ffffff', '#1d2733']
const part = (name: string) => ['==', ['get', 'part'], name] as never
const either = (yes: number, no: number) => ['case', ['get', 'shown'], yes, no] as never

/** Signs of bases are smaller where the whole city is in view. */
const radius = (yes: number, no: number) => ['interpolate', ['linear'], ['zoom'], 9, either(yes * 0.6, no * 0.6), 12, either(yes, no)] as never

/** The sides of the squares of few people and of the most that live in one cell of a city (50² to the hectare): their areas are as the people. */
const bySize = (least: number, most: number) => ['interpolate', ['linear'], ['sqrt', ['get', 'people']], 0, least, 50, most]
const removed = ['get', 'removed'] as never

/** What an answer about coverage draws. Each thing has a shape or pattern of its own: outlines for what is reached, hatches for what is not, crossed hatches for what is lost, a symbol for each kind of site. */
export const coverageLayers: LayerSpecification[] = [
  { id: 'coverage-reached', type: 'fill', source: coverageSource, filter: part('reached'), paint: { 'fill-color': blue, 'fill-opacity': ['case', ['get', 'shown'], 0.34, ['get', 'depth']] as never } },
  { id: 'coverage-ground', type: 'fill', source: coverageSource, filter: part('ground'), paint: { 'fill-pattern': 'coverage-ground', 'fill-opacity': 0.75 } },
  { id: 'coverage-reached-edge', type: 'line', source: coverageSource, filter: part('reached'), layout: { 'line-join': 'round' }, paint: { 'line-color': blue, 'line-width': either(4, 1.8) } },
  { id: 'coverage-next', type: 'fill', source: coverageSource, filter: part('next'), paint: { 'fill-color': green, 'fill-opacity': either(0.36, 0.12) } },
  { id: 'coverage-next-edge', type: 'line', source: coverageSource, filter: part('next'), layout: { 'line-join': 'round' },
    paint: { 'line-color': green, 'line-width': either(4, 2), 'line-dasharray': [3, 2] } },
  { id: 'coverage-lost', type: 'fill', source: coverageSource, filter: part('lost'), paint: { 'fill-pattern': 'coverage-lost', 'fill-opacity': 0.75 } },
  { id: 'coverage-lost-edge', type: 'line', source: coverageSource, filter: part('lost'), layout: { 'line-join': 'round' }, paint: { 'line-color': red, 'line-width': 2.5 } },
  { id: 'coverage-shut-halo', type: 'line', source: coverageSource, filter: part('shut'), layout: { 'line-cap': 'round' }, paint: { 'line-color': white, 'line-width': 10 } },
  { id: 'coverage-shut', type: 'line', source: coverageSource, filter: part('shut'), paint: { 'line-color': red, 'line-width': 6, 'line-dasharray': [0.6, 0.6] } },
  { id: 'coverage-people', type: 'symbol', source: coverageSource, filter: part('people'),
    layout: { 'icon-image': 'coverage-people', 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['get', 'people'] as never,
      'icon-size': ['interpolate', ['linear'], ['zoom'], 10, bySize(0.2, 0.7), 14, bySize(0.4, 1.6)] as never } },
  { id: 'coverage-site', type: 'symbol', source: coverageSource, filter: part('site'),
    layout: { 'icon-image': ['get', 'icon'] as never, 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['-', 0, ['get', 'rank']] as never,
      'icon-size': ['interpolate', ['linear'], ['zoom'], 10, 0.5, 14, 1] as never } },
  { id: 'coverage-station', type: 'circle', source: coverageSource, filter: part('station'),
    paint: { 'circle-radius': radius(11, 8), 'circle-color': ['case', removed, white, navy] as never, 'circle-stroke-color': ['case', removed, red, white] as never, 'circle-stroke-width': 2.5 } },
  { id: 'coverage-station-gone', type: 'symbol', source: coverageSource, filter: ['all', part('station'), removed] as never,
    layout: { 'text-field': '×', 'text-size': 20, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': red } },
  { id: 'coverage-next-place', type: 'circle', source: coverageSource, filter: part('next-place'),
    paint: { 'circle-radius': radius(13, 10), 'circle-color': green, 'circle-stroke-color': white, 'circle-stroke-width': 2.5 } },
  { id: 'coverage-next-number', type: 'symbol', source: coverageSource, filter: part('next-place'),
    layout: { 'text-field': ['get', 'text'] as never, 'text-size': ['interpolate', ['linear'], ['zoom'], 9, 9, 12, 13] as never, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': white } },
  { id: 'coverage-label', type: 'symbol', source: coverageSource, minzoom: 10, filter: ['match', ['get', 'part'], ['station', 'shut'], true, false] as never,
    layout: { 'text-field': ['get', 'text'] as never, 'text-size': 12.5, 'text-max-width': 12, 'text-variable-anchor': ['top', 'bottom', 'left', 'right'], 'text-radial-offset': 0.9, 'text-optional': true },
    paint: { 'text-color': ink, 'text-halo-color': white, 'text-halo-width': 2 } },
]
