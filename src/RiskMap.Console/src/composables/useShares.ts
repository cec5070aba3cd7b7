import type { CoveredShare } from '../lib/coverage'
import { formatNumber } from '../lib/format'
import { useLanguage } from './useLanguage'

/** Counts and shares of who is covered, in words. What nobody knows is "no data", never nothing. */
export function useShares() {
  const { language, t } = useLanguage()

  const number = (value: number | null | undefined, digits = 0) => (typeof value === 'number' ? formatNumber(value, language.value, digits) : t('value.noData'))
  const percent = (share: number | null | undefined) => (typeof share === 'number' ? `${formatNumber(share * 100, language.value, 1)}%` : t('value.noData'))
  const uncoveredShare = (share: CoveredShare | null | undefined) => percent(share && share.total > 0 ? share.uncovered / share.total : undefined)

  /** What is not covered beside all. */
  const uncoveredOf = (share: { total: number; uncovered: number } | null | undefined, digits = 0) => (share ? `${number(share.uncovered, digits)} / ${number(share.total, digits)}` : t('value.noData'))

  return { number, percent, uncoveredShare, uncoveredOf }
}
