/** The last division of each section A–T (GB/T 4754-2017, table 1). */
const lastDivisions: Record<string, number> = {
  A: 5, B: 12, C: 43, D: 46, E: 50, F: 52, G: 60, H: 62, I: 65, J: 69, K: 70, L: 72, M: 75, N: 79, O: 82, P: 83, Q: 85, R: 90, S: 96, T: 97,
}

/** Why a text is no industry code: its shape, a division that does not exist, or a section letter that is not the division's. */
export type IndustryFault = 'shape' | 'division' | 'section'

/** The section of a code's division (GB/T 4754-2017), or undefined where no section has it. */
export function sectionOf(code: string): string | undefined {
  const division = Number(/\d{2}/u.exec(code)?.[0] ?? 0)
  return division < 1 ? undefined : Object.keys(lastDivisions).find((letter) => division <= (lastDivisions[letter] ?? 0))
}

/** What is wrong with an industry code: an optional section letter and 2–4 digits; undefined where nothing is. */
export function industryFault(text: string): IndustryFault | undefined {
  const parts = /^(?<letter>[A-T]?)(?<digits>\d{2,4})$/u.exec(text.trim().toUpperCase())?.groups
  if (!parts) return 'shape'
  const section = sectionOf(parts['digits'] ?? '')
  if (!section) return 'division'
  return parts['letter'] && parts['letter'] !== section ? 'section' : undefined
}

/** Whether a text is a CAS number with its right check digit. */
export function isCas(text: string): boolean {
  if (!/^\d{2,7}-\d{2}-\d$/u.test(text.trim())) return false
  const digits = [...text.trim().replaceAll('-', '')].map(Number)
  const sum = digits.slice(0, -1).reverse().reduce((total, digit, place) => total + digit * (place + 1), 0)
  return sum % 10 === digits.at(-1)
}
