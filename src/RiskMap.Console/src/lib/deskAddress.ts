/** The desks that lie over the map; without one the map itself is the desk. */
export const desks = ['siting', 'dispatch', 'coverage'] as const
export type DeskName = (typeof desks)[number] | 'map'

/** An address longer than this is cut by mail and chat programs; what is longer is kept in the browser only. */
const longestAddress = 1500

/** The name that opens a desk in the address. */
const deskName = 'desk'

/** Free text without the marks that part an address. */
export const plain = (text: string) => text.replace(/[&=+%#;:,]/gu, ' ').trim()

/** The parts of a word of an address. */
export const partsOf = (text: string | null, mark: string) => (text ?? '').split(mark).filter(Boolean)

/** The words of an address. */
export const wordsIn = (hash: string): URLSearchParams => new URLSearchParams(hash.replace(/^#/u, ''))

/** The desk that an address opens. */
export function deskIn(hash: string): DeskName {
  const named = wordsIn(hash).get(deskName)
  return desks.find((desk) => desk === named) ?? 'map'
}

/** Only what was filled in. */
export const filledIn = (words: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(words).filter(([, word]) => word))

/** The address with the words of one desk in place of those that stood there (`names`: of all desks); without them where it would be too long. */
export function hashWith(hash: string, names: readonly string[], desk: DeskName, words: Record<string, string> = {}): string {
  const params = wordsIn(hash)
  for (const name of [deskName, ...names]) params.delete(name)
  if (desk !== 'map') params.set(deskName, desk)
  const open = decodeURIComponent(params.toString())
  for (const [name, word] of Object.entries(words)) params.set(name, word)
  const whole = decodeURIComponent(params.toString())
  const text = whole.length <= longestAddress ? whole : open
  return text ? `#${text}` : ''
}
