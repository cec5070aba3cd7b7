import type { LayerSpecification } from 'maplibre-gl'
import { type Crossing, leastCorners, middles, type Ring } from '../lib/polygon'
import type { Feature, FeatureCollection, Geometry, Position } from '../lib/types'

export const sketchSource = 'sketch'

const [navy, red, white] = ['#17375e', '#b5121b', '#ffffff']
const part = (name: string) => ['==', ['get', 'part'], name] as never
const colour = ['case', ['get', 'wrong'], red, navy] as never

/** The drawing above all else: its face, its edges, the edges that cross in dashes beside the colour, and what can be dragged. */
export const sketchLayers: LayerSpecification[] = [
  { id: 'sketch-face', type: 'fill', source: sketchSource, filter: part('face'), paint: { 'fill-color': colour, 'fill-opacity': 0.16 } },
  { id: 'sketch-halo', type: 'line', source: sketchSource, filter: part('edge'), paint: { 'line-color': white, 'line-width': 6, 'line-opacity': 0.85 } },
  { id: 'sketch-edge', type: 'line', source: sketchSource, filter: part('edge'), layout: { 'line-cap': 'round' }, paint: { 'line-color': navy, 'line-width': 3 } },
  { id: 'sketch-wrong', type: 'line', source: sketchSource, filter: ['all', part('edge'), ['get', 'wrong']] as never,
    paint: { 'line-color': red, 'line-width': 4, 'line-dasharray': [2, 1] } },
  { id: 'sketch-next', type: 'line', source: sketchSource, filter: part('next'), paint: { 'line-color': navy, 'line-width': 2, 'line-dasharray': [2, 2] } },
  { id: 'sketch-middle', type: 'circle', source: sketchSource, filter: part('middle'),
    paint: { 'circle-radius': 3.5, 'circle-color': white, 'circle-stroke-color': navy, 'circle-stroke-width': 1.5 } },
  { id: 'sketch-corner', type: 'circle', source: sketchSource, filter: part('corner'),
    paint: { 'circle-radius': ['case', ['get', 'first'], 7, 5.5] as never, 'circle-color': white, 'circle-stroke-color': colour, 'circle-stroke-width': 3 } },
]

const feature = (name: string, type: 'Point' | 'LineString' | 'Polygon', coordinates: unknown, properties: Record<string, unknown> = {}): Feature =>
  ({ type: 'Feature', geometry: { type, coordinates } as Geometry, properties: { part: name, wrong: false, first: false, ...properties } })

/** What the map draws of an outline: while it is drawn an open line with the edge to come, then a closed face with its middles. */
export function sketchFeatures(ring: Ring, isClosed: boolean, faults: readonly Crossing[], next?: Position): FeatureCollection {
  const wrong = new Set(faults.flat())
  const corner = (index: number) => ring[index % ring.length] ?? []
  const edges = ring.slice(0, isClosed ? ring.length : -1)
    .map((from, index) => feature('edge', 'LineString', [from, corner(index + 1)], { wrong: wrong.has(index) }))
  const ends = [ring.at(-1), next, ring.length >= leastCorners - 1 ? ring[0] : undefined].filter((position) => position !== undefined)
  return {
    type: 'FeatureCollection',
    features: [
      ...(isClosed ? [feature('face', 'Polygon', [[...ring, corner(0)]], { wrong: wrong.size > 0 })] : []),
      ...edges,
      ...(next && ring.length > 0 ? [feature('next', 'LineString', ends)] : []),
      ...(isClosed ? middles(ring).map((position) => feature('middle', 'Point', position)) : []),
      ...ring.map((position, index) => feature('corner', 'Point', position, { first: !isClosed && index === 0, wrong: isClosed && wrong.has(index) })),
    ],
  }
}
