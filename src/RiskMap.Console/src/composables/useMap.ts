import type { Map } from 'maplibre-gl'
import { ref, shallowRef } from 'vue'
import { boundsOf } from '../lib/geometry'
import type { Bounds, Geometry } from '../lib/types'

/** The one map of the page, for those who draw on it or move it; undefined until it stands. */
const map = shallowRef<Map>()

/** Whether the map has its style, so that its sources can be filled. */
const isStyled = ref(false)

/** Panels lie over the map; what is shown should fall between them. */
const padding = () => (window.innerWidth > 900
  ? { top: 40, bottom: 50, left: 340, right: 420 }
  : { top: 134, bottom: window.innerHeight * 0.45 + 16, left: 16, right: 16 })

/** The nearest that the map comes by itself. */
const nearest = 17

function showBounds(box: Bounds | undefined, maxZoom = nearest): void {
  if (box) map.value?.fitBounds(box, { padding: padding(), maxZoom, duration: 600 })
}

const showGeometry = (geometry: Geometry | null | undefined, maxZoom?: number) => showBounds(boundsOf(geometry ?? null), maxZoom)

export function useMap() {
  return { map, isStyled, padding, showBounds, showGeometry }
}
