import { computed, watch } from 'vue'
import { type RuleOutcome, shortfallOf } from '../lib/certificate'
import { certificateFeatures, lineOf } from '../lib/certificateMap'
import { formatNumber } from '../lib/format'
import { sitingSource } from '../map/sitingLayers'
import { nothing, useDrawing } from './useDrawing'
import { useLanguage } from './useLanguage'
import { useMap } from './useMap'
import { useSiting } from './useSiting'

/** Draws on the map which distances of the certificate fall short, and where the reader's chosen rule was measured. */
export function useSitingMap(): void {
  const { showGeometry } = useMap()
  const { certificate, shown, isOutdated, proposals } = useSiting()
  const { language, t } = useLanguage()

  const metres = (value: number | null | undefined) => (typeof value === 'number' ? formatNumber(value, language.value, 1) : '–')
  function labelOf(rule: RuleOutcome): string {
    const actual = t('siting.metres', { metres: metres(rule.actualMetres) })
    if (typeof rule.requiredMetres !== 'number') return actual
    return `${actual} ${shortfallOf(rule) === undefined ? '≥' : '<'} ${t('siting.metres', { metres: metres(rule.requiredMetres) })}`
  }

  const short = computed(() => (certificate.value?.rules ?? []).filter((rule) => shortfallOf(rule) !== undefined))
  const proposed = computed(() => [proposals.value.shift, proposals.value.parcel].filter((geometry) => geometry !== undefined))
  const data = computed(() => (isOutdated.value ? nothing : certificateFeatures(short.value, shown.value, labelOf, proposed.value)))

  useDrawing(sitingSource, data)
  watch(shown, (rule) => rule && showGeometry(lineOf(rule)))
}
