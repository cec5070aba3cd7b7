import { computed, shallowRef } from 'vue'
import { getJson, getSchema } from '../lib/api'
import { optionsOf, type ProcessDescription } from '../lib/processSchema'
import type { Option } from '../lib/siting'
import type { LayerSchema } from '../lib/types'
import { useLanguage } from './useLanguage'

export const sitingProcess = 'siting-certificate'

const { textOr } = useLanguage()
const description = shallowRef<ProcessDescription>()
const places = shallowRef<LayerSchema>({})
let isAsked = false

/** Reads once which values the process takes; without them the form takes any text and the server says what is wrong with it. */
async function load(): Promise<void> {
  if (isAsked) return
  isAsked = true
  try {
    ;[description.value, places.value] = await Promise.all([
      getJson<ProcessDescription>(`/processes/${sitingProcess}`), getSchema('places'),
    ])
  } catch (error) {
    console.error(error)
    isAsked = false
  }
}

const input = (name: string) => description.value?.inputs?.[name]?.schema
const chemicals = computed<Option[]>(() => [input('inventory'), input('inventory')?.items?.properties?.['cas']].map(optionsOf).find((options) => options.length > 0) ?? [])
const landUses = computed(() => optionsOf(input('landUse')))
const facilities = computed(() => optionsOf(input('facilities')))
const processes = computed(() => optionsOf(input('processes')))
const categories = computed(() => {
  const own = optionsOf(input('placeCategory'))
  return own.some(({ title }) => title.zh) ? own : optionsOf(places.value.properties?.['category'] as never)
})

/** Kinds that separation rules speak of, for an input that takes any text. */
const knownKinds = ['school', 'kindergarten', 'primary-school', 'secondary-school', 'university', 'training', 'hospital', 'clinic', 'nursing-home', 'welfare-home',
  'residential', 'village', 'apartment', 'dormitory', 'shop', 'hotel', 'cinema', 'theatre', 'stadium', 'library', 'museum', 'exhibition', 'transport-hub']

const kinds = computed<Option[]>(() => {
  const own = optionsOf(input('placeKind'))
  return own.length > 0 ? own : knownKinds.map((value) => ({ value, title: { zh: textOr(`kind.${value}`, value), en: textOr(`kind.${value}`, value) } }))
})

export function usePlanOptions() {
  return { load, chemicals, landUses, facilities, processes, categories, kinds }
}
