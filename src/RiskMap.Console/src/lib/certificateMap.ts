import type { RuleOutcome } from './certificate'
import { drawn, pointAt } from './drawn'
import type { Feature, FeatureCollection, Geometry, Position } from './types'

const middleOf = ([fromX = 0, fromY = 0]: Position, [toX = 0, toY = 0]: Position): Position => [(fromX + toX) / 2, (fromY + toY) / 2]

/** Whether a rule's distance can be drawn: both of its ends are known. */
export const hasEnds = ({ from, to }: RuleOutcome): boolean => !!from && !!to

function partsOf(rule: RuleOutcome, isShown: boolean, text: string): Feature[] {
  const { from, to, verdict } = rule
  if (!from || !to) return []
  const properties = { verdict, shown: isShown }
  return [
    drawn('distance', { type: 'LineString', coordinates: [from, to] }, properties),
    drawn('end', pointAt(from), properties),
    drawn('end', pointAt(to), properties),
    drawn('label', pointAt(middleOf(from, to)), { ...properties, text }),
  ]
}

/** What the map draws of a certificate: the distances of some rules with their metres, the one that the reader looks at above the others, and outlines that are proposed. */
export function certificateFeatures(
  rules: readonly RuleOutcome[], shown: RuleOutcome | undefined, label: (rule: RuleOutcome) => string, proposed: readonly Geometry[] = [],
): FeatureCollection {
  const inOrder = [...rules.filter((rule) => rule !== shown), ...(shown ? [shown] : [])]
  return {
    type: 'FeatureCollection',
    features: [...proposed.map((geometry) => drawn('proposed', geometry)), ...inOrder.flatMap((rule) => partsOf(rule, rule === shown, label(rule)))],
  }
}

/** A line between a rule's two ends, for a map that shall show both. */
export const lineOf = ({ from, to }: RuleOutcome): Geometry | undefined => (from && to ? { type: 'LineString', coordinates: [from, to] } : undefined)
