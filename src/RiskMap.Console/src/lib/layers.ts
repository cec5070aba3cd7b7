import type { LayerSpecification } from 'maplibre-gl'

const labels = '_label'

/** The collection that a tile layer shows: itself, or that whose names the label points bear. */
export const collectionOfTileLayer = (name: string): string => (name.endsWith(labels) ? name.slice(0, -labels.length) : name)

/** The collection that a layer of the style draws, or undefined where it draws none. */
export const collectionOf = (layer: LayerSpecification): string | undefined =>
  'source-layer' in layer && layer['source-layer'] !== undefined ? collectionOfTileLayer(String(layer['source-layer'])) : undefined
