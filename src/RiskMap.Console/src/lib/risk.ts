import type { AreaRisk, Colour, RiskAnswer } from './types'

/** The four colours, most severe first, with the level numbers that print beside them so that nobody needs the hue. */
export const levelOfColour: Record<Colour, string> = { red: 'I', orange: 'II', yellow: 'III', blue: 'IV' }

export const isColour = (value: unknown): value is Colour => typeof value === 'string' && value in levelOfColour

/** The map's state of one area; an unknown colour is 'none', which the style hatches. */
export const stateOf = (area: AreaRisk): { colour: Colour | 'none' } => ({ colour: isColour(area.colour) ? area.colour : 'none' })

export const areaById = (answer: RiskAnswer | undefined, id: number | string | undefined): AreaRisk | undefined =>
  answer?.areas.find((area) => area.id === Number(id))

/** Highest index first; areas whose risk cannot be told come last, by name. */
export function ranked(areas: readonly AreaRisk[]): AreaRisk[] {
  return areas.toSorted((a, b) =>
    (b.index ?? -Infinity) - (a.index ?? -Infinity) || (a.name ?? '').localeCompare(b.name ?? '', 'zh-CN') || a.id - b.id)
}
