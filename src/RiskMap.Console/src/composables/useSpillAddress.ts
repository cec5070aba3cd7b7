import { readSpill, spillNames, wordsOfSpill } from '../lib/spillAddress'
import type { DeskWords } from './useDesk'
import { useSpill } from './useSpill'

/** The spill as the words of an address. */
export function useSpillAddress(): DeskWords {
  const { spill, putSpill } = useSpill()

  function read(from: string): void {
    const found = readSpill(from)
    if (found) putSpill(found)
  }

  return { desk: 'dispatch', names: spillNames, words: () => wordsOfSpill(spill), read }
}
