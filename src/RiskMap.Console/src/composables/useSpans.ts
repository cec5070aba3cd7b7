import { formatNumber } from '../lib/format'
import { spanParts } from '../lib/moments'
import { useLanguage } from './useLanguage'

/** From how many hours on a span is told in days. */
const [longHours, hoursOfDay] = [48, 24]

/** Spans of time in words. */
export function useSpans() {
  const { language, t } = useLanguage()

  /** A span in days and hours where it is long, in hours and minutes, or in minutes and seconds where it is short. */
  function span(seconds: number): string {
    const parts = spanParts(seconds)
    if (parts.hours >= longHours) return t('span.days', { days: formatNumber(Math.floor(parts.hours / hoursOfDay), language.value), hours: parts.hours % hoursOfDay })
    if (parts.hours > 0) return t('span.hours', { hours: formatNumber(parts.hours, language.value), minutes: parts.minutes })
    if (parts.minutes > 0 && parts.seconds === 0) return t('span.wholeMinutes', { minutes: parts.minutes })
    return parts.minutes > 0 ? t('span.minutes', { minutes: parts.minutes, seconds: parts.seconds }) : t('span.seconds', { seconds: parts.seconds })
  }

  /** A span that may be missing. */
  const spanOr = (seconds: number | null | undefined) => (typeof seconds === 'number' ? span(seconds) : t('value.noData'))

  return { span, spanOr }
}
