import type { LngLat, Map, MapMouseEvent, MapTouchEvent, Point } from 'maplibre-gl'
import { leastCorners, middles, type Ring } from '../lib/polygon'
import type { Position } from '../lib/types'
import { handled, isTyping } from './keys'

/** The outline that the tool works on. */
export interface Sketch {
  ring: { readonly value: Ring }
  mode: { readonly value: string }
  add(position: Position): void
  close(): void
  justClosed(): boolean
  cancel(): void
  undo(): void
  move(index: number, position: Position, isNext?: boolean): void
  insert(index: number, position: Position): void
}

export interface SketchTool {
  /** Where the next corner would be set, or undefined. */
  pointed(listener: (position: Position | undefined) => void): void
  remove(): void
}

/** How near counts as on a corner: a mouse points better than a finger. */
const reachPixels = { mouse: 10, touch: 24 }

/** Two clicks nearer than this are one corner, as a double click sends them. */
const samePixels = 5

const positionOf = ({ lng, lat }: LngLat): Position => [lng, lat]
const distance = (map: Map, [x = 0, y = 0]: Position, point: Point) => map.project([x, y]).dist(point)

/** The position of a list that lies nearest a pixel within reach; -1 where none does. */
function nearestOf(map: Map, positions: Ring, point: Point, reach: number): number {
  const distances = positions.map((position) => distance(map, position, point))
  const least = Math.min(...distances)
  return least <= reach ? distances.indexOf(least) : -1
}

/**
 * Draws with the mouse, a finger or the keys: clicks set corners, a click on the first, a double click or Enter closes, corners and middles can be
 * dragged. Space sets a corner at the centre of the map, Backspace takes the last one back, Escape gives up. `pick` is told where the reader points
 * while an outline is being chosen from the map.
 */
export function sketchOn(map: Map, sketch: Sketch, pick: (point: Point) => void): SketchTool {
  let dragged = -1
  let wasDragged = false
  let listener: (position: Position | undefined) => void = () => {}
  const isDrawing = () => sketch.mode.value === 'drawing'

  function click({ point, lngLat }: MapMouseEvent): void {
    if (wasDragged) return
    if (sketch.mode.value === 'picking') pick(point)
    if (!isDrawing()) return
    const [first, last] = [sketch.ring.value[0], sketch.ring.value.at(-1)]
    if (first && sketch.ring.value.length >= leastCorners && distance(map, first, point) <= reachPixels.mouse) sketch.close()
    else if (!last || distance(map, last, point) > samePixels) sketch.add(positionOf(lngLat))
  }

  function doubleClick(event: MapMouseEvent): void {
    if (!isDrawing() && !sketch.justClosed()) return
    event.preventDefault()
    sketch.close()
  }

  function grab(event: MapMouseEvent | MapTouchEvent): void {
    wasDragged = false
    if ('points' in event && event.points.length > 1) return
    const reach = 'points' in event ? reachPixels.touch : reachPixels.mouse
    if (sketch.mode.value !== 'closed') return
    dragged = nearestOf(map, sketch.ring.value, event.point, reach)
    const middle = dragged < 0 ? nearestOf(map, middles(sketch.ring.value), event.point, reach) : -1
    if (middle >= 0) sketch.insert((dragged = middle + 1), positionOf(event.lngLat))
    if (dragged < 0) return
    wasDragged = middle >= 0
    event.preventDefault()
  }

  function drag({ point, lngLat }: MapMouseEvent | MapTouchEvent): void {
    if (dragged >= 0) {
      sketch.move(dragged, positionOf(lngLat), wasDragged)
      wasDragged = true
    } else {
      listener(isDrawing() ? positionOf(lngLat) : undefined)
      showHand(point)
    }
  }

  function showHand(point: Point): void {
    const corners = sketch.mode.value === 'closed' ? [...sketch.ring.value, ...middles(sketch.ring.value)] : []
    const cursor = isDrawing() || sketch.mode.value === 'picking' ? 'crosshair' : nearestOf(map, corners, point, reachPixels.mouse) >= 0 ? 'move' : undefined
    if (cursor) map.getCanvas().style.cursor = cursor
  }

  const drop = () => (dragged = -1)

  function press(event: KeyboardEvent): void {
    if (event.key === 'Escape' && (isDrawing() || sketch.mode.value === 'picking')) return handled(event, sketch.cancel)
    if (isTyping(event.target)) return
    const centre = () => map.getCenter()
    if (sketch.mode.value === 'picking' && event.key === 'Enter') handled(event, () => pick(map.project(centre())))
    if (!isDrawing()) return
    if (event.key === 'Enter') handled(event, sketch.close)
    else if (event.key === ' ') handled(event, () => sketch.add(positionOf(centre())))
    else if (event.key === 'Backspace' || (event.key === 'z' && (event.ctrlKey || event.metaKey))) handled(event, sketch.undo)
  }

  const events = [['click', click], ['dblclick', doubleClick], ['mousedown', grab], ['touchstart', grab], ['mousemove', drag], ['touchmove', drag],
    ['mouseup', drop], ['touchend', drop], ['touchcancel', drop]] as const
  for (const [name, action] of events) map.on(name, action as never)
  window.addEventListener('keydown', press, true)
  return {
    pointed: (next) => (listener = next),
    remove: () => {
      for (const [name, action] of events) map.off(name, action as never)
      window.removeEventListener('keydown', press, true)
    },
  }
}
