import { type CoverageForm, emptyCoverage, purposes, type ShutRoad } from './coverage'
import { filledIn, partsOf, plain, wordsIn } from './deskAddress'
import { isWallClock } from './moments'
import { idIn, unitsIn, unitWords } from './spillAddress'

/** The desk's words in an address; no desk may use a word of another. */
export const coverageNames = ['cover', 'when', 'more', 'without', 'shut'] as const

const roadsIn = (word: string | null): ShutRoad[] => partsOf(word, ';').map((road) => road.split(':'))
  .map(([id = '', name = '']) => ({ id: idIn(id) ?? 0, name })).filter(({ id }) => id > 0)

/** A question as words of an address. */
export function wordsOfCoverage(form: CoverageForm): Record<string, string> {
  const words: Record<(typeof coverageNames)[number], string> = {
    cover: form.purpose,
    when: isWallClock(form.time) ? form.time : '',
    more: plain(form.newStations),
    without: unitWords(form.without),
    shut: form.shut.map(({ id, name }) => `${id}:${plain(name)}`).join(';'),
  }
  return filledIn(words)
}

/** The question that an address tells; undefined where it tells none. The shut roads are yet to be read. */
export function readCoverage(hash: string): CoverageForm | undefined {
  const words = wordsIn(hash)
  if (!coverageNames.some((name) => words.has(name))) return undefined
  const empty = emptyCoverage()
  return {
    purpose: purposes.find((purpose) => purpose === words.get('cover')) ?? empty.purpose,
    time: isWallClock(words.get('when') ?? '') ? words.get('when') ?? '' : '',
    newStations: words.get('more') ?? empty.newStations,
    without: unitsIn(words.get('without')),
    shut: roadsIn(words.get('shut')),
  }
}
