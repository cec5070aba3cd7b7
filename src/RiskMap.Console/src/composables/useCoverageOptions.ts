import { computed } from 'vue'
import { purposes } from '../lib/coverage'
import { useLanguage } from './useLanguage'
import { processOf } from './useProcess'

export const coverageProcess = 'coverage'

const { t } = useLanguage()
const { load, schemaOf, optionsIn } = processOf(coverageProcess)

/** The standards, named by their own titles where the server tells them. */
const standards = computed(() => purposes.map((value) =>
  ({ value, title: optionsIn('purpose').find((option) => option.value === value)?.title ?? { zh: t(`purpose.${value}`), en: t(`purpose.${value}`) } })))
const mostStations = computed(() => schemaOf('newStations')?.maximum)

export function useCoverageOptions() {
  return { load, standards, mostStations }
}
