import { filledIn, partsOf as parts, plain, wordsIn } from './deskAddress'
import type { Ring } from './polygon'
import { emptyPlan, type Plan } from './siting'

/** The desk's words in an address. */
export const sitingNames = ['site', 'planned', 'industry', 'inventory', 'use', 'facilities', 'processes', 'category', 'kind'] as const

/** The drawing and the plan as words of an address. Only what was filled in is there. */
export function wordsOf(ring: Ring, plan: Plan): Record<string, string> {
  const words: Record<(typeof sitingNames)[number], string> = {
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
  return filledIn(words)
}

/** The drawing and the plan that an address tells; undefined where it tells neither. */
export function readWords(hash: string): { ring: Ring; plan: Plan } | undefined {
  const words = wordsIn(hash)
  if (!sitingNames.some((name) => words.has(name))) return undefined
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
