import { computed, watch } from 'vue'
import { formatNumber } from '../lib/format'
import { extentOf, type PlanLabels, planFeatures, spillFeatures, wayOf } from '../lib/planMap'
import { degreesOf } from '../lib/spill'
import { dispatchSource } from '../map/dispatchLayers'
import { useDrawing } from './useDrawing'
import { useLanguage } from './useLanguage'
import { useMap } from './useMap'
import { usePointingMap } from './usePointing'
import { useSpans } from './useSpans'
import { useSpill } from './useSpill'

/** Draws the spill and its plan on the map while the desk is open, and takes the place on which the reader clicks. */
export function useSpillMap(): void {
  const { spill, plan, state, isOutdated, shownUnit, setPlace } = useSpill()
  const { language, t } = useLanguage()
  const { span } = useSpans()
  const { showGeometry } = useMap()

  const labels: PlanLabels = {
    get spill() { return t('dispatch.spill') },
    get staging() { return t('dispatch.staging') },
    wind: (metresPerSecond) => t('dispatch.windSpeedOf', { speed: formatNumber(metresPerSecond, language.value, 1) }),
    unit: (name, seconds) => `${name} ${span(seconds)}`,
  }
  const mark = computed(() => ({ ...(spill.place ? { place: spill.place } : {}), windFrom: degreesOf(spill.windFrom) }))
  const data = computed(() => (plan.value && (!isOutdated.value || state.value === 'asking') ? planFeatures(plan.value, shownUnit.value, labels) : spillFeatures(mark.value, labels)))

  useDrawing(dispatchSource, data)
  usePointingMap(setPlace)
  watch(plan, (answer, before) => answer && String(answer.card.location) !== String(before?.card.location) && showGeometry(extentOf(answer)))
  watch(shownUnit, (unit) => unit && plan.value && showGeometry(wayOf(plan.value, unit)))
}
