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
