import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { useSketch } from '../src/composables/useSketch'
import type { Ring } from '../src/lib/polygon'
import { sketchOn } from '../src/map/sketchTool'

const degreesPerPixel = 0.001
const point = (x: number, y: number) => ({ x, y, dist: (to: { x: number; y: number }) => Math.hypot(x - to.x, y - to.y) })

/** A map whose pixels are thousandths of a degree. */
class FlatMap {
  readonly #listeners = new Map<string, (event: unknown) => void>()
  readonly canvas = { style: { cursor: '' } }
  on = (name: string, listener: (event: unknown) => void) => this.#listeners.set(name, listener)
  off = (name: string) => this.#listeners.delete(name)
  project = (at: number[] | { lng: number; lat: number }) => {
    const [x = 0, y = 0] = Array.isArray(at) ? at : [at.lng, at.lat]
    return point(x / degreesPerPixel, y / degreesPerPixel)
  }
  getCanvas = () => this.canvas
  getCenter = () => ({ lng: 0.5, lat: 0.5 })

  send(name: string, x: number, y: number, more: object = {}): boolean {
    let isPrevented = false
    this.#listeners.get(name)?.({
      point: point(x, y), lngLat: { lng: x * degreesPerPixel, lat: y * degreesPerPixel }, preventDefault: () => (isPrevented = true), ...more,
    })
    return isPrevented
  }

  click(...corners: [number, number][]): void {
    for (const [x, y] of corners) {
      this.send('mousedown', x, y)
      this.send('mouseup', x, y)
      this.send('click', x, y)
    }
  }
}

describe('the drawing tool', () => {
  const sketch = useSketch()
  const picked = ref(0)
  let map: FlatMap
  let remove: () => void
  let press: (event: unknown) => void

  const key = (name: string) => press({ key: name, target: null, preventDefault: () => {}, stopPropagation: () => {} })
  const degrees = (...corners: [number, number][]): Ring => corners.map(([x, y]) => [x * degreesPerPixel, y * degreesPerPixel])

  beforeEach(() => {
    vi.stubGlobal('window', { addEventListener: (_: string, listener: typeof press) => (press = listener), removeEventListener: () => {} })
    vi.stubGlobal('Element', class {})
    map = new FlatMap()
    picked.value = 0
    remove = sketchOn(map as never, sketch, () => picked.value++).remove
    sketch.take([])
    sketch.begin('drawing')
  })

  afterEach(() => {
    remove()
    vi.unstubAllGlobals()
  })

  it('closes on the first corner', () => {
    map.click([0, 0], [100, 0], [100, 100], [3, 3])
    expect([sketch.mode.value, sketch.ring.value]).toEqual(['closed', degrees([0, 0], [100, 0], [100, 100])])
  })

  it('closes on a double click, which sets one corner and does not zoom', () => {
    map.click([0, 0], [100, 0], [100, 100], [100, 101])
    expect(map.send('dblclick', 100, 101)).toBe(true)
    expect([sketch.mode.value, sketch.ring.value.length]).toEqual(['closed', 3])
  })

  it('takes a double click on the first corner as one', () => {
    map.click([0, 0], [100, 0], [100, 100], [0, 0], [0, 0])
    expect(map.send('dblclick', 0, 0)).toBe(true)
    expect([sketch.mode.value, sketch.ring.value.length]).toEqual(['closed', 3])
  })

  it('works with the keys alone', () => {
    map.click([0, 0], [100, 0])
    key(' ')
    expect(sketch.ring.value.at(-1)).toEqual([0.5, 0.5])
    key('Backspace')
    expect(sketch.ring.value).toHaveLength(2)
    key('Enter')
    expect(sketch.mode.value).toBe('drawing')
    key(' ')
    key('Enter')
    expect(sketch.mode.value).toBe('closed')
  })

  it('gives up with Escape', () => {
    map.click([0, 0], [100, 0])
    key('Escape')
    expect([sketch.mode.value, sketch.ring.value]).toEqual(['empty', []])
  })

  it('drags a corner, and a new one out of the middle of an edge, each one step', () => {
    map.click([0, 0], [100, 0], [100, 100], [0, 0])
    expect(map.send('mousedown', 101, 1)).toBe(true)
    map.send('mousemove', 120, 0)
    map.send('mousemove', 150, 0)
    map.send('mouseup', 150, 0)
    expect(sketch.ring.value[1]).toEqual([0.15, 0])
    sketch.undo()
    expect(sketch.ring.value[1]).toEqual([0.1, 0])
    map.send('touchstart', 50, 20, { points: [point(50, 20)] })
    map.send('touchmove', 50, -40, { points: [point(50, -40)] })
    map.send('touchend', 50, -40)
    expect(sketch.ring.value).toEqual(degrees([0, 0], [50, -40], [100, 0], [100, 100]))
    sketch.undo()
    expect(sketch.ring.value).toHaveLength(3)
  })

  it('leaves the map to the reader elsewhere', () => {
    map.click([0, 0], [100, 0], [100, 100], [0, 0])
    expect(map.send('mousedown', 300, 300)).toBe(false)
    map.click([300, 300])
    expect(sketch.ring.value).toHaveLength(3)
    expect(picked.value).toBe(0)
  })

  it('tells where the reader points while an outline is chosen', () => {
    sketch.begin('picking')
    map.click([10, 10])
    expect(picked.value).toBe(1)
    key('Enter')
    expect(picked.value).toBe(2)
  })
})
