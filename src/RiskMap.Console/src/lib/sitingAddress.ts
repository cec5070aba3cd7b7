import type { Ring } from './polygon'
import { emptyPlan, type Plan } from './siting'

/** An address longer than this is cut by mail and chat programs; such a drawing is kept in the browser only. */
const longestAddress = 1500

/** Free text without the marks that part an address. */
const plain = (text: string) => text.replace(/[&=+%#;:,]/gu, ' ').trim()
const parts = (text: string | null, mark: string) => (text ?? '').split(mark).filter(Boolean)

/** The name that opens the desk in the address. */
export const deskName = 'desk'
const names = ['site', 'planned', 'industry', 'inventory', 'use', 'facilities', 'processes', 'category', 'kind'] as const

/** The drawing and the plan as words of an address. Only what was filled in is there. */
export function wordsOf(ring: Ring, plan: Plan): Record<string, string> {
  const words: Record<(typeof names)[number], string> = {
    site: ring.map(([x = 0, y = 0]) => `${Number(x.toFixed(7))},${Number(y.toFixed(7))}`).join(';'),
    planned: plan.kind === 'place' ? 'place' : '',
    industry: plain(plan.industryCode),
    inventory: plan.inventory.filter(({ chemical, tonnes }) => chemical || tonnes).map(({ chemical, tonnes }) => `${plain(chemical)}:${plain(tonnes.replace(',', '.'))}`).join(';'),
    use: plain(plan.landUse),
    facilities: plan.facilities.map(plain).join(';'),
    processes: plan.processes.map(plain).join(';'),
    category: plain(plan.placeCategory),
    kind: plain(plan.placeKind),
  }
  return Object.fromEntries(Object.entries(words).filter(([, word]) => word))
}

/** The drawing and the plan that an address tells; undefined where it tells neither. */
export function readWords(hash: string): { ring: Ring; plan: Plan } | undefined {
  const words = new URLSearchParams(hash.replace(/^#/u, ''))
  if (!names.some((name) => words.has(name))) return undefined
  const corners = parts(words.get('site'), ';').map((corner) => corner.split(',').map(Number))
  const inventory = parts(words.get('inventory'), ';').map((row) => ({ chemical: row.split(':')[0] ?? '', tonnes: row.split(':')[1] ?? '' }))
  return {
    ring: corners.filter(([x, y]) => Math.abs(x ?? NaN) <= 180 && Math.abs(y ?? NaN) <= 90),
    plan: {
      ...emptyPlan(),
      kind: words.get('planned') === 'place' ? 'place' : 'plant',
      industryCode: words.get('industry') ?? '',
      ...(inventory.length > 0 ? { inventory } : {}),
      landUse: words.get('use') ?? '',
      facilities: parts(words.get('facilities'), ';'),
      processes: parts(words.get('processes'), ';'),
      placeCategory: words.get('category') ?? '',
      placeKind: words.get('kind') ?? '',
    },
  }
}

/** The address with the desk's words in place of those that stood there; without them where it would be too long, and without any while the desk is shut. */
export function hashWith(hash: string, words: Record<string, string> | undefined): string {
  const params = new URLSearchParams(hash.replace(/^#/u, ''))
  for (const name of [deskName, ...names]) params.delete(name)
  if (words) params.set(deskName, 'siting')
  const open = decodeURIComponent(params.toString())
  for (const [name, word] of Object.entries(words ?? {})) params.set(name, word)
  const whole = decodeURIComponent(params.toString())
  const text = whole.length <= longestAddress ? whole : open
  return text ? `#${text}` : ''
}
