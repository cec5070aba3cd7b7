/**
 * The server's clock, as far as its answers tell it: the clock of a duty room's computer may be minutes wrong, and what has passed since an order is told by
 * the clock that stamped the order. A Date header (RFC 9110, 6.6.1) is cut to the second and is old by the way of its answer, so that the clock is never ahead.
 */
let aheadMilliseconds: number | undefined

/** Answers differ by as much without anybody having set a clock. */
const unsteadyMilliseconds = 3000

/** Takes the Date header of an answer that came from the server itself, not from a cache. */
export function noteServerTime(date: string | null, now = Date.now()): void {
  const ahead = Date.parse(date ?? '') - now
  if (Number.isNaN(ahead)) return
  const isSteady = aheadMilliseconds !== undefined && Math.abs(ahead - aheadMilliseconds) < unsteadyMilliseconds
  aheadMilliseconds = isSteady ? Math.max(aheadMilliseconds!, ahead) : ahead
}

/** What the server's clock shows, milliseconds since 1970; the reader's own until an answer has told. */
export const serverNow = (now = Date.now()): number => now + (aheadMilliseconds ?? 0)
