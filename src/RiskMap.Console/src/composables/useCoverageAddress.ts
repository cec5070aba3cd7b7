import { coverageNames, readCoverage, wordsOfCoverage } from '../lib/coverageAddress'
import { useCoverage } from './useCoverage'
import type { DeskWords } from './useDesk'

/** The question of coverage as the words of an address. */
export function useCoverageAddress(): DeskWords {
  const { form, putForm } = useCoverage()

  function read(from: string): void {
    const found = readCoverage(from)
    if (found) putForm(found)
  }

  return { desk: 'coverage', names: coverageNames, words: () => wordsOfCoverage(form), read }
}
