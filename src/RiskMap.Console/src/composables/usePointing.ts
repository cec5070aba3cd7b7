import { onBeforeUnmount, ref, watch } from 'vue'
import { rounded } from '../lib/polygon'
import type { Position } from '../lib/types'
import { pointOn } from '../map/pointTool'
import { useMap } from './useMap'

/** Whether the next click on the map is a place that somebody asks for. */
const isPointing = ref(false)

/** The other half of a double click is no wish of its own. */
const doubleClickMilliseconds = 400
let takenAt = -Infinity
const justTaken = () => performance.now() - takenAt < doubleClickMilliseconds

function begin(): void {
  isPointing.value = true
}

function cancel(): void {
  isPointing.value = false
}

export function usePointing() {
  return { isPointing, justTaken, begin, cancel }
}

/** Binds the tool to the map while a desk is open; `take` is told the place. */
export function usePointingMap(take: (place: Position) => void): void {
  const { map } = useMap()
  let remove = () => {}

  function taken(place: Position): void {
    takenAt = performance.now()
    cancel()
    take(rounded(place))
  }

  watch(map, (on) => {
    remove()
    remove = on ? pointOn(on, { isOn: isPointing, take: taken, cancel }) : () => {}
  }, { immediate: true })
  watch(isPointing, (points) => {
    if (map.value) map.value.getCanvas().style.cursor = points ? 'crosshair' : ''
  })
  onBeforeUnmount(() => {
    remove()
    cancel()
  })
}
