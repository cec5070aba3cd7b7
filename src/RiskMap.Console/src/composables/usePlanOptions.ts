import { computed, shallowRef } from 'vue'
import { getSchema } from '../lib/api'
import type { Option } from '../lib/inputs'
import { optionsOf } from '../lib/processSchema'
import type { LayerSchema } from '../lib/types'
import { useLanguage } from './useLanguage'
import { processOf } from './useProcess'

export const sitingProcess = 'siting-certificate'

const { textOr } = useLanguage()
const { load: loadProcess, schemaOf, optionsIn } = processOf(sitingProcess)
const places = shallowRef<LayerSchema>({})

/** Reads once which values the process takes. */
async function load(): Promise<void> {
  await loadProcess()
  places.value = await getSchema('places').catch((error: unknown) => {
    console.error(error)
    return {}
  })
}

const chemicals = computed<Option[]>(() => [schemaOf('inventory'), schemaOf('inventory')?.items?.properties?.['cas']].map(optionsOf).find((options) => options.length > 0) ?? [])
const landUses = computed(() => optionsIn('landUse'))
const facilities = computed(() => optionsIn('facilities'))
const processes = computed(() => optionsIn('processes'))
const categories = computed(() => {
  const own = optionsIn('placeCategory')
  return own.some(({ title }) => title.zh) ? own : optionsOf(places.value.properties?.['category'] as never)
})

/** Kinds that separation rules speak of, for an input that takes any text. */
const knownKinds = ['school', 'kindergarten', 'primary-school', 'secondary-school', 'university', 'training', 'hospital', 'clinic', 'nursing-home', 'welfare-home',
  'residential', 'village', 'apartment', 'dormitory', 'shop', 'hotel', 'cinema', 'theatre', 'stadium', 'library', 'museum', 'exhibition', 'transport-hub']

const kinds = computed<Option[]>(() => {
  const own = optionsIn('placeKind')
  return own.length > 0 ? own : knownKinds.map((value) => ({ value, title: { zh: textOr(`kind.${value}`, value), en: textOr(`kind.${value}`, value) } }))
})

export function usePlanOptions() {
  return { load, chemicals, landUses, facilities, processes, categories, kinds }
}
