import type { StyleSpecification } from 'maplibre-gl'
import { reactive } from 'vue'

/** The collections that the reader has switched off; at first those whose every layer the style hides. */
const hidden = reactive(new Set<string>())

function begin(style: StyleSpecification): void {
  const shown = new Set<string>()
  const known = new Set<string>()
  for (const layer of style.layers) {
    if (!('source-layer' in layer)) continue
    known.add(String(layer['source-layer']))
    if (layer.layout?.visibility !== 'none') shown.add(String(layer['source-layer']))
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
