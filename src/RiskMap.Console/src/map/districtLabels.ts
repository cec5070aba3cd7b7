import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl'

/** What stands below a district's name: the id of the district and its risk in words. */
export interface DistrictLabel {
  id: number
  text: string
}

const name: ExpressionSpecification = ['coalesce', ['get', 'name'], '']

/** The text of a label: the name, and below it the risk of those districts that have one. */
export function labelText(labels: readonly DistrictLabel[]): ExpressionSpecification {
  const [first, ...others] = labels
  if (!first) return name
  const risk: ExpressionSpecification = ['match', ['id'], first.id, first.text, ...others.flatMap(({ id, text }) => [id, text]), '']
  return ['format', name, {}, '\n', {}, risk, { 'font-scale': 0.8 }]
}

/** Only the districts whose risk is known bear a label, those of one level; all while nothing is known. */
export const labelFilter = (labels: readonly DistrictLabel[]): FilterSpecification | undefined =>
  labels.length > 0 ? ['match', ['id'], labels.map(({ id }) => id), true, false] : undefined
