import type { Map, MapGeoJSONFeature, Point } from 'maplibre-gl'
import type { Candidate } from '../composables/useSelection'
import { hitLayer, tileSource } from './prepareStyle'

/** What a reader means first when several features lie under the pointer: the small and rare before the wide. */
const order = ['incidents', 'closures', 'enterprises', 'confined-spaces', 'depots', 'teams', 'places',
  'parks', 'zones', 'site-boundaries', 'roads', 'population', 'districts']
const tolerancePixels = 5
const rank = (collection: string) => (order.includes(collection) ? order.indexOf(collection) : order.length)

function candidateOf(feature: MapGeoJSONFeature): Candidate[] {
  return typeof feature.id === 'number' && feature.sourceLayer
    ? [{ collection: feature.sourceLayer, id: feature.id, name: String(feature.properties?.['name'] ?? '') }]
    : []
}

/** One entry a feature, the likeliest first. */
export function sortCandidates(found: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return found
    .filter(({ collection, id }) => !seen.has(`${collection}/${id}`) && seen.add(`${collection}/${id}`))
    .sort((a, b) => rank(a.collection) - rank(b.collection))
}

/** The features near a pixel; districts only where the pixel itself lies in them. */
export function featuresAt(map: Map, { x, y }: Point): Candidate[] {
  const drawn = map.getStyle().layers
    .filter((layer) => 'source' in layer && layer.source === tileSource && layer.id !== hitLayer)
    .map((layer) => layer.id)
  const areas = drawn.filter((id) => id.startsWith('districts'))
  const near = map.queryRenderedFeatures(
    [[x - tolerancePixels, y - tolerancePixels], [x + tolerancePixels, y + tolerancePixels]],
    { layers: drawn.filter((id) => !areas.includes(id)) })
  return sortCandidates([...near, ...map.queryRenderedFeatures([x, y], { layers: areas })].flatMap(candidateOf))
}

/** The ids of the districts of every level around a pixel. */
export function districtsAt(map: Map, { x, y }: Point): number[] {
  return map.queryRenderedFeatures([x, y], { layers: [hitLayer] }).flatMap(candidateOf).map(({ id }) => id)
}
