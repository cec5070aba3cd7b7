import { leastCorners } from '../lib/polygon'
import { readWords, sitingNames, wordsOf } from '../lib/sitingAddress'
import type { DeskWords } from './useDesk'
import { useSiting } from './useSiting'
import { useSketch } from './useSketch'

/** Drawing and plan as the words of an address. */
export function useSitingAddress(): DeskWords {
  const { ring, isClosed, take } = useSketch()
  const { plan, putPlan } = useSiting()

  function read(from: string): void {
    const found = readWords(from)
    if (!found) return
    putPlan(found.plan)
    if (found.ring.length >= leastCorners) take(found.ring)
  }

  return { desk: 'siting', names: sitingNames, words: () => wordsOf(isClosed.value ? ring.value : [], plan), read }
}
