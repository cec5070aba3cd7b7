import type { Map, MapGeoJSONFeature, Point } from 'maplibre-gl'
import type { Candidate } from '../composables/useSelection'
import { collectionOfTileLayer } from '../lib/layers'
import type { Position } from '../lib/types'
import { hitLayer, tileSource } from './prepareStyle'

/** What a reader means first when several features lie under the pointer: the small and rare before the wide. */
const order = ['incidents', 'closures', 'enterprises', 'confined-spaces', 'depots', 'teams', 'places',
  'parks', 'zones', 'site-boundaries', 'roads', 'population', 'districts']
const tolerancePixels = 5
const rank = (collection: string) => (order.includes(collection) ? order.indexOf(collection) : order.length)

function candidateOf(feature: MapGeoJSONFeature): Candidate[] {
  return typeof feature.id === 'number' && feature.sourceLayer
    ? [{ collection: collectionOfTileLayer(feature.sourceLayer), id: feature.id, name: String(feature.properties?.['name'] ?? '') }]
    : []
}

/** One entry a feature, the likeliest first. */
export function sortCandidates(found: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return found
    .filter(({ collection, id }) => !seen.has(`${collection}/${id}`) && seen.add(`${collection}/${id}`))
    .sort((a, b) => rank(a.collection) - rank(b.collection))
}

const drawnLayers = (map: Map) => map.getStyle().layers
  .filter((layer) => 'source' in layer && layer.source === tileSource && layer.id !== hitLayer)
  .map((layer) => layer.id)

const near = (map: Map, { x, y }: Point, layers: string[]) => map.queryRenderedFeatures(
  [[x - tolerancePixels, y - tolerancePixels], [x + tolerancePixels, y + tolerancePixels]], { layers })

/** The features near a pixel; districts only where the pixel itself lies in them. */
export function featuresAt(map: Map, point: Point): Candidate[] {
  const drawn = drawnLayers(map)
  const areas = drawn.filter((id) => id.startsWith('districts'))
  const others = drawn.filter((id) => !areas.includes(id))
  return sortCandidates([...near(map, point, others), ...map.queryRenderedFeatures([point.x, point.y], { layers: areas })].flatMap(candidateOf))
}

/** Where a cluster under a pixel stands; undefined where none is. */
export function clusterAt(map: Map, point: Point): Position | undefined {
  const cluster = map.queryRenderedFeatures([point.x, point.y], { layers: drawnLayers(map) }).find(({ properties }) => properties?.['cluster'])
  return cluster?.geometry.type === 'Point' ? cluster.geometry.coordinates : undefined
}

/** The ids of the districts of every level around a pixel. */
export function districtsAt(map: Map, { x, y }: Point): number[] {
  return map.queryRenderedFeatures([x, y], { layers: [hitLayer] }).flatMap(candidateOf).map(({ id }) => id)
}
