import { computed } from 'vue'
import { usePointing } from './usePointing'
import { useSketch } from './useSketch'

const { takesClicks: sketchTakes, justClosed } = useSketch()
const { isPointing, justTaken } = usePointing()

/** Whether clicks on the map are a tool's, not the reader's of features. */
const takesClicks = computed(() => sketchTakes.value || isPointing.value)

/** Whether a click may be the other half of one with which a tool ended. */
const justEnded = () => justClosed() || justTaken()

export function useMapTools() {
  return { takesClicks, justEnded }
}
