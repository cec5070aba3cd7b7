// Validity of a polygon in tile units, held by exact integer arithmetic and without any code of the server: closed rings with an area, holes after their
// shell and wound the other way, and no two segments that cross, overlap or (within one ring) touch.

/** Twice the signed area (the surveyor's formula of the vector tile specification, 4.3.4.4): positive for shells. */
export function twiceArea(ring) {
  let sum = 0;
  for (let i = 0; i < ring.length - 1; i++) sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
  return sum;
}

/** What is wrong with the rings of one feature, or null. Each ring is an array of points whose last is its first. */
export function faultOf(rings) {
  for (const [number, ring] of rings.entries()) {
    const [first, last] = [ring[0], ring.at(-1)];
    if (ring.length < 4 || first.x !== last.x || first.y !== last.y) return `ring ${number} has ${ring.length} points or is not closed`;
    const area = twiceArea(ring);
    if (area === 0) return `ring ${number} has no area`;
    if (number === 0 && area < 0) return 'the first ring is a hole';
  }
  return contactOf(rings.flatMap((ring, number) => segmentsOf(ring, number)));
}

function segmentsOf(ring, number) {
  const segments = [];
  for (let i = 0; i < ring.length - 1; i++) {
    const [a, b] = [ring[i], ring[i + 1]];
    segments.push({ a, b, number, place: i, of: ring.length - 1, left: Math.min(a.x, b.x), right: Math.max(a.x, b.x), top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y) });
  }
  return segments;
}

// A sweep over x: each segment is held against those whose boxes meet its own.
function contactOf(segments) {
  segments.sort((s, t) => s.left - t.left);
  let open = [];
  for (const segment of segments) {
    if (segment.a.x === segment.b.x && segment.a.y === segment.b.y) return `ring ${segment.number} repeats ${segment.a.x},${segment.a.y}`;
    open = open.filter((other) => other.right >= segment.left);
    for (const other of open) {
      if (other.top > segment.bottom || other.bottom < segment.top) continue;
      const fault = meeting(segment, other);
      if (fault) return `rings ${other.number} and ${segment.number} ${fault} near ${segment.a.x},${segment.a.y}`;
    }
    open.push(segment);
  }
  return null;
}

const side = (a, b, p) => Math.sign((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
const isWithin = (s, p) => p.x >= s.left && p.x <= s.right && p.y >= s.top && p.y <= s.bottom;

function meeting(s, t) {
  const [a, b, c, d] = [side(s.a, s.b, t.a), side(s.a, s.b, t.b), side(t.a, t.b, s.a), side(t.a, t.b, s.b)];
  if (a * b < 0 && c * d < 0) return 'cross';
  if (a === 0 && b === 0) return overlap(s, t) > 0 ? 'overlap' : touches(s, t);
  const touch = (a === 0 && isWithin(s, t.a)) || (b === 0 && isWithin(s, t.b)) || (c === 0 && isWithin(t, s.a)) || (d === 0 && isWithin(t, s.b));
  return touch ? touches(s, t) : null;
}

// Length in common of two segments of one line, along the axis in which they are longer.
function overlap(s, t) {
  const byX = s.right > s.left;
  return byX ? Math.min(s.right, t.right) - Math.max(s.left, t.left) : Math.min(s.bottom, t.bottom) - Math.max(s.top, t.top);
}

// Two rings may touch in a point; within a ring only neighbours may, at their common end.
function touches(s, t) {
  if (s.number !== t.number) return null;
  const apart = Math.abs(s.place - t.place);
  return apart === 1 || apart === s.of - 1 ? null : 'touch';
}
