import type { StyleSpecification } from 'maplibre-gl'
import { onBeforeUnmount, onMounted, reactive, ref } from 'vue'
import { collectionOf } from '../lib/layers'

/** Whether the colours of risk step back: a desk that fills the map with its own areas would be read through them. */
const isQuiet = ref(false)

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
  return { hidden, isQuiet, begin, toggle }
}

/** Keeps the colours of risk off the map as long as a component stands. */
export function useQuietMap(): void {
  onMounted(() => (isQuiet.value = true))
  onBeforeUnmount(() => (isQuiet.value = false))
}
