import type { Geometry, Polygon, Position } from './types'

/** An outline as its corners in degrees, the first not repeated at the end. */
export type Ring = readonly Position[]

/** Two edges of an outline that meet where they must not, each named by its first corner. */
export type Crossing = readonly [first: number, second: number]

/** Fewest corners of an outline. */
export const leastCorners = 3

/** CGCS2000's ellipsoid. */
const [semiMajor, eccentricity2] = [6378137, 0.006694380022900787]
const radians = Math.PI / 180

const at = (ring: Ring, index: number): [number, number] => {
  const [x = 0, y = 0] = ring[(index + ring.length) % ring.length] ?? []
  return [x, y]
}

/** Metres of one degree to the east and to the north at a latitude. */
export function metresPerDegree(latitude: number): [east: number, north: number] {
  const squared = 1 - eccentricity2 * Math.sin(latitude * radians) ** 2
  const normal = semiMajor / Math.sqrt(squared)
  return [normal * Math.cos(latitude * radians) * radians, ((normal * (1 - eccentricity2)) / squared) * radians]
}

const meanLatitude = (ring: Ring) => ring.reduce((sum, [, y = 0]) => sum + y, 0) / Math.max(1, ring.length)

/** Twice the signed area in degrees, positive where the corners run against the clock. */
function turned(ring: Ring): number {
  const [originX, originY] = at(ring, 0)
  return ring.reduce((sum, [x = 0, y = 0], index) => {
    const [nextX, nextY] = at(ring, index + 1)
    return sum + (x - originX) * (nextY - originY) - (nextX - originX) * (y - originY)
  }, 0)
}

/** Area in square metres on the plane that touches the earth at the outline; right to a few parts in a million for a site. */
export function squareMetres(ring: Ring): number {
  if (ring.length < leastCorners) return 0
  const [east, north] = metresPerDegree(meanLatitude(ring))
  return (Math.abs(turned(ring)) / 2) * east * north
}

type Point = [number, number]
const side = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point) => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
const isBetween = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point) =>
  cx >= Math.min(ax, bx) && cx <= Math.max(ax, bx) && cy >= Math.min(ay, by) && cy <= Math.max(ay, by)

function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [onC, onD, onA, onB] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  if (onC !== onD && onA !== onB) return true
  return (onC === 0 && isBetween(a, b, c)) || (onD === 0 && isBetween(a, b, d))
    || (onA === 0 && isBetween(c, d, a)) || (onB === 0 && isBetween(c, d, b))
}

/** Whether an edge runs back over the one before it. */
function foldsBack(ring: Ring, edge: number): boolean {
  const [a, b, c] = [at(ring, edge), at(ring, edge + 1), at(ring, edge + 2)]
  return side(a, b, c) === 0 && (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) <= 0
}

/** The pairs of edges that cross, touch or run over each other; empty for an outline that a server can take. */
export function crossings(ring: Ring): Crossing[] {
  const [found, count]: [Crossing[], number] = [[], ring.length]
  if (count < leastCorners) return found
  for (let first = 0; first < count; first++) {
    if (foldsBack(ring, first)) found.push([first, (first + 1) % count])
    for (let second = first + 2; second < count; second++) {
      if (first === 0 && second === count - 1) continue
      if (meet(at(ring, first), at(ring, first + 1), at(ring, second), at(ring, second + 1))) found.push([first, second])
    }
  }
  return found
}

/** The outline as GeoJSON wants it: closed, and against the clock (RFC 7946, 3.1.6). */
export function polygonOf(ring: Ring): Polygon {
  const corners = turned(ring) < 0 ? ring.toReversed() : [...ring]
  return { type: 'Polygon', coordinates: [corners[0] ? [...corners, corners[0]] : []] }
}

/** The outline of a polygon, the largest of a multipolygon, without its holes; undefined for any other geometry. */
export function ringOf(geometry: Geometry | null | undefined): Ring | undefined {
  const outlines = geometry?.type === 'Polygon' ? geometry.coordinates.slice(0, 1)
    : geometry?.type === 'MultiPolygon' ? geometry.coordinates.flatMap((polygon) => polygon.slice(0, 1)) : []
  const rings = outlines.map((outline) => outline.slice(0, -1).map((position) => position.slice(0, 2)))
  return rings.toSorted((a, b) => Math.abs(turned(b)) - Math.abs(turned(a)))[0]
}

/** The outline moved by metres to the east and to the north. */
export function shifted(ring: Ring, eastMetres: number, northMetres: number): Ring {
  const [east, north] = metresPerDegree(meanLatitude(ring))
  return ring.map(([x = 0, y = 0]) => [x + eastMetres / east, y + northMetres / north])
}

/** The middle of each edge, by the edge's first corner. */
export const middles = (ring: Ring): Ring => ring.map(([x = 0, y = 0], index) => {
  const [nextX, nextY] = at(ring, index + 1)
  return [(x + nextX) / 2, (y + nextY) / 2]
})

/** Corners as they are sent: to 1e-8 of a degree, about a millimetre, which is what rules tolerate. */
export const rounded = ([x = 0, y = 0]: Position): Position => [Number(x.toFixed(8)), Number(y.toFixed(8))]
