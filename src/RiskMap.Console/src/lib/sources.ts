import type { Bilingual } from './types'

/** Where a rule comes from; `to-be-verified` must be told wherever the rule is used. */
export interface RuleSource {
  standard: string
  clause: string
  status?: string
  note?: string | null
  /** Standard and clause in both languages. */
  citation?: Bilingual
}

/** Data that an answer lacks: never to be read as nothing there. */
export interface MissingData {
  what: string
  reason?: Bilingual
}

/** One line of an answer's working, with the rule behind it. */
export interface ExplanationStep {
  text: Bilingual
  source?: RuleSource | null
}

export const isToBeVerified = (source: RuleSource | null | undefined): boolean => source?.status === 'to-be-verified'
