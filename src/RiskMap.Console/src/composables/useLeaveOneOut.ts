import { reactive } from 'vue'
import { getRiskWithout } from '../lib/api'
import { areaById } from '../lib/risk'
import type { AreaRisk } from '../lib/types'

/** What an area's risk would be without one enterprise; `area` is undefined while it is asked, and where it could not be told. */
export interface LeftOut {
  state: 'asking' | 'ready' | 'failed'
  area?: AreaRisk
  failure?: string
}

/** "What if this plant left?": the area's risk without each enterprise that was asked about. */
export function useLeaveOneOut(of: () => 'districts' | 'parks', areaId: () => number) {
  const answers = reactive<Record<number, LeftOut>>({})

  async function ask(enterprise: number): Promise<void> {
    const [list, id] = [of(), areaId()]
    answers[enterprise] = { state: 'asking' }
    try {
      const area = areaById(await getRiskWithout(list, enterprise), id)
      if (areaId() === id) answers[enterprise] = { state: 'ready', area }
    } catch (error) {
      console.error(error)
      if (areaId() === id) answers[enterprise] = { state: 'failed', failure: error instanceof Error ? error.message : String(error) }
    }
  }

  function forget(): void {
    for (const enterprise of Object.keys(answers)) delete answers[Number(enterprise)]
  }

  return { answers, ask, forget }
}
