import type { GeoJSONSource, Point } from 'maplibre-gl'
import { onBeforeUnmount, shallowRef, watch } from 'vue'
import { getFeature } from '../lib/api'
import { ringOf } from '../lib/polygon'
import type { Position } from '../lib/types'
import { featuresAt } from '../map/pick'
import { sketchFeatures, sketchSource } from '../map/sketchLayers'
import { sketchOn, type SketchTool } from '../map/sketchTool'
import { useMap } from './useMap'
import { useSketch } from './useSketch'

/** Layers whose features are outlines that a plan may take over, the narrowest first. */
const outlineLayers = ['site-boundaries', 'parks', 'zones']

/** Binds the drawing to the map while the desk is open; `missed` is told when no outline lies where the reader pointed. */
export function useSketchMap(missed: () => void) {
  const { map, isStyled } = useMap()
  const sketch = useSketch()
  const next = shallowRef<Position>()
  let tool: SketchTool | undefined

  function show(): void {
    if (!isStyled.value) return
    const data = sketchFeatures(sketch.ring.value, sketch.isClosed.value, sketch.faults.value, sketch.mode.value === 'drawing' ? next.value : undefined)
    map.value?.getSource<GeoJSONSource>(sketchSource)?.setData(data)
  }

  async function pickAt(point: Point): Promise<void> {
    if (!map.value) return
    const found = featuresAt(map.value, point)
    const outline = outlineLayers.map((layer) => found.find(({ collection }) => collection === layer)).find((candidate) => candidate !== undefined)
    try {
      const ring = outline && ringOf((await getFeature(outline.collection, outline.id)).geometry)
      if (ring) sketch.take(ring)
      else missed()
    } catch (error) {
      console.error(error)
      missed()
    }
  }

  watch([sketch.ring, sketch.mode, next, isStyled], show, { immediate: true })
  watch(map, (on) => {
    tool?.remove()
    tool = on && sketchOn(on, sketch, (point) => void pickAt(point))
    tool?.pointed((position) => (next.value = position))
  }, { immediate: true })
  watch(sketch.takesClicks, (takes) => {
    if (!takes && map.value) map.value.getCanvas().style.cursor = ''
    next.value = undefined
  })
  onBeforeUnmount(() => {
    tool?.remove()
    sketch.cancel()
    map.value?.getSource<GeoJSONSource>(sketchSource)?.setData({ type: 'FeatureCollection', features: [] })
  })
}
