import type { StyleSpecification } from 'maplibre-gl'
import { reactive } from 'vue'
import { collectionOf } from '../lib/layers'

/** The collections that the reader has switched off; at first those whose every layer the style hides. */
const hidden = reactive(new Set<string>())

function begin(style: StyleSpecification): void {
  const shown = new Set<string>()
  const known = new Set<string>()
  for (const layer of style.layers) {
    const collection = collectionOf(layer)
    if (collection === undefined) continue
    known.add(collection)
    if (layer.layout?.visibility !== 'none') shown.add(collection)
  }
  hidden.clear()
  for (const collection of known) if (!shown.has(collection)) hidden.add(collection)
}

function toggle(collection: string): void {
  if (!hidden.delete(collection)) hidden.add(collection)
}

export function useLayers() {
  return { hidden, begin, toggle }
}
