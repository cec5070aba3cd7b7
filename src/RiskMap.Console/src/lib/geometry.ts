import type { Bounds, Geometry, Position } from './types'

function* positions(geometry: Geometry): Generator<Position> {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) yield* positions(part)
    return
  }
  const walk = function* (node: unknown): Generator<Position> {
    if (Array.isArray(node) && typeof node[0] === 'number') yield node as Position
    else if (Array.isArray(node)) for (const child of node) yield* walk(child)
  }
  yield* walk(geometry.coordinates)
}

/** The bounding box of a geometry in degrees, or undefined where it has no position. */
export function boundsOf(geometry: Geometry | null): Bounds | undefined {
  let bounds: Bounds | undefined
  for (const [x = NaN, y = NaN] of geometry ? positions(geometry) : []) {
    bounds = bounds
      ? [Math.min(bounds[0], x), Math.min(bounds[1], y), Math.max(bounds[2], x), Math.max(bounds[3], y)]
      : [x, y, x, y]
  }
  return bounds
}

function ringArea(ring: Position[]): number {
  let doubled = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    doubled += (ring[j]![0]! - ring[i]![0]!) * (ring[j]![1]! + ring[i]![1]!)
  }
  return Math.abs(doubled / 2)
}

/** Where a horizontal line at `y` crosses the rings, in order. */
function crossings(rings: Position[][], y: number): number[] {
  const found: number[] = []
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x1, y1] = ring[j] as [number, number]
      const [x2, y2] = ring[i] as [number, number]
      if (y1 > y !== y2 > y) found.push(x1 + ((y - y1) * (x2 - x1)) / (y2 - y1))
    }
  }
  return found.sort((a, b) => a - b)
}

const scanLines = 15

/**
 * A point well inside the largest polygon, for its label: of 15 horizontal lines through it, the middle of the widest
 * stretch inside, weighed towards the middle of the height.
 */
export function labelPoint(geometry: Geometry | null): Position | undefined {
  const polygons = geometry?.type === 'Polygon' ? [geometry.coordinates]
    : geometry?.type === 'MultiPolygon' ? geometry.coordinates : []
  const largest = polygons.toSorted((a, b) => ringArea(b[0] ?? []) - ringArea(a[0] ?? []))[0]
  const bounds = largest && boundsOf({ type: 'Polygon', coordinates: largest })
  if (!largest || !bounds) return undefined
  let best: { width: number; point: Position } | undefined
  for (let line = 1; line <= scanLines; line++) {
    const share = line / (scanLines + 1)
    const y = bounds[1] + (bounds[3] - bounds[1]) * share
    const xs = crossings(largest, y)
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const width = (xs[i + 1]! - xs[i]!) * (1 - Math.abs(share - 0.5))
      if (!best || width > best.width) best = { width, point: [(xs[i]! + xs[i + 1]!) / 2, y] }
    }
  }
  return best?.point
}
