import type { GeoJSONSource } from 'maplibre-gl'
import { type ComputedRef, onBeforeUnmount, watch } from 'vue'
import type { FeatureCollection } from '../lib/types'
import { useMap } from './useMap'

export const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Keeps a source of the map filled with what is computed, as long as its component stands. */
export function useDrawing(source: string, data: ComputedRef<FeatureCollection>): void {
  const { map, isStyled } = useMap()
  const draw = (features: FeatureCollection) => map.value?.getSource<GeoJSONSource>(source)?.setData(features)

  watch([data, isStyled], () => isStyled.value && draw(data.value), { immediate: true })
  onBeforeUnmount(() => draw(nothing))
}
