const parts = (moment: Date, zone: string): Record<string, number> => Object.fromEntries(
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
    .formatToParts(moment).map(({ type, value }) => [type, Number(value)]))

const millisecondsPerMinute = 60_000
const two = (value: number) => String(value).padStart(2, '0')

/** The reader's own time zone, where the city does not tell its own. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Minutes by which the clocks of a time zone are ahead of UTC at a moment. */
export function offsetMinutes(moment: Date, zone: string): number {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts(moment, zone)
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - moment.getTime()) / millisecondsPerMinute)
}

/** An offset as RFC 3339 writes it: `+08:00`. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** A moment as RFC 3339 has it, to the second, with the offset of a time zone. */
export function zonedText(moment: Date, zone: string): string {
  const offset = offsetMinutes(moment, zone)
  return new Date(moment.getTime() + offset * millisecondsPerMinute).toISOString().slice(0, 19) + offsetText(offset)
}

/** Whether a text is what clocks on a wall show, `2026-06-30T10:00`, as inputs for a moment give it. */
export const isWallClock = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/u.test(text) && !Number.isNaN(Date.parse(`${text}Z`))

/** The moment at which the clocks of a time zone show a text, as RFC 3339 has it. An hour that the clocks skip or repeat is read by the offset before or after it. */
export function momentAt(wall: string, zone: string): string {
  const asUtc = Date.parse(`${wall}Z`)
  const guess = asUtc - offsetMinutes(new Date(asUtc), zone) * millisecondsPerMinute
  return zonedText(new Date(asUtc - offsetMinutes(new Date(guess), zone) * millisecondsPerMinute), zone)
}

/** Whole hours, minutes and seconds of a span; a span is never negative here. */
export function spanParts(seconds: number): { hours: number; minutes: number; seconds: number } {
  const whole = Math.max(0, Math.round(seconds))
  return { hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60), seconds: whole % 60 }
}
