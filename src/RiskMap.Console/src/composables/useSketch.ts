import { computed, ref, shallowRef } from 'vue'
import { crossings, leastCorners, type Ring, rounded, shifted, squareMetres } from '../lib/polygon'
import type { Position } from '../lib/types'

/** What the reader does with the outline: nothing yet, setting corners, choosing one that is on the map, or having it closed and movable. */
export type SketchMode = 'empty' | 'drawing' | 'picking' | 'closed'

interface Step {
  ring: Ring
  mode: SketchMode
}

const ring = shallowRef<Ring>([])
const mode = ref<SketchMode>('empty')
const past = shallowRef<readonly Step[]>([])

/** What stood there before drawing or picking began: given up, it comes back. */
let before: Step = { ring: [], mode: 'empty' }
const mostSteps = 200

const isClosed = computed(() => mode.value === 'closed')
/** Whether clicks on the map are the drawing's, not the reader's of features. */
const takesClicks = computed(() => mode.value === 'drawing' || mode.value === 'picking')
const area = computed(() => squareMetres(ring.value))
const faults = computed(() => crossings(isClosed.value ? ring.value : []))
const isCrossed = computed(() => faults.value.length > 0)
const canClose = computed(() => mode.value === 'drawing' && ring.value.length >= leastCorners)

function remember(): void {
  past.value = [...past.value.slice(-mostSteps), { ring: ring.value, mode: mode.value }]
}

function put(next: Ring, as: SketchMode = mode.value): void {
  ring.value = next
  mode.value = as
}

function begin(as: 'drawing' | 'picking'): void {
  if (!takesClicks.value) before = { ring: ring.value, mode: mode.value }
  past.value = []
  put(as === 'drawing' ? [] : before.ring, as)
}

function add(position: Position): void {
  if (mode.value !== 'drawing') return
  remember()
  put([...ring.value, rounded(position)])
}

/** A double click on the first corner closes with its first half; the other half is no wish of its own. */
const doubleClickMilliseconds = 400
let closedAt = -Infinity
const justClosed = () => performance.now() - closedAt < doubleClickMilliseconds

function close(): void {
  if (!canClose.value) return
  remember()
  put(ring.value, 'closed')
  closedAt = performance.now()
}

/** Gives up drawing or picking; an outline that stood there before comes back. */
function cancel(): void {
  if (!takesClicks.value) return
  past.value = []
  put(before.ring, before.mode)
}

function undo(): void {
  const last = past.value.at(-1)
  if (!last) return
  past.value = past.value.slice(0, -1)
  put(last.ring, last.mode)
}

/** Moves one corner; `isNext` where the move goes on, so that one undo takes it back whole. */
function move(index: number, position: Position, isNext = false): void {
  if (!isNext) remember()
  put(ring.value.with(index, rounded(position)))
}

function insert(index: number, position: Position): void {
  remember()
  put(ring.value.toSpliced(index, 0, rounded(position)))
}

function remove(index: number): void {
  if (isClosed.value && ring.value.length <= leastCorners) return
  remember()
  put(ring.value.toSpliced(index, 1))
}

/** Takes an outline that is whole: chosen on the map, moved by a plan, or read from an address. */
function take(next: Ring): void {
  if (takesClicks.value) past.value = [...past.value, before]
  else remember()
  put(next.map(rounded), next.length >= leastCorners ? 'closed' : 'empty')
}

const shift = (eastMetres: number, northMetres: number) => take(shifted(ring.value, eastMetres, northMetres))

function clear(): void {
  remember()
  put([], 'empty')
}

export function useSketch() {
  return { ring, mode, past, isClosed, takesClicks, area, faults, isCrossed, canClose, justClosed, begin, add, close, cancel, undo, move, insert, remove, take, shift, clear }
}
