import { computed, ref, shallowRef, watch } from 'vue'
import { getFeature, getRisk, getSchema, ServerError } from '../lib/api'
import { touchesFeature } from '../lib/live'
import { areaById } from '../lib/risk'
import type { Feature, LayerSchema, RiskAnswer } from '../lib/types'
import { useCity } from './useCity'

/** One feature under the pointer, as the tile knows it. */
export interface Candidate {
  collection: string
  id: number
  name: string
}

const candidates = shallowRef<Candidate[]>([])
const chosen = shallowRef<Candidate>()
const districtId = ref<number>()
const feature = shallowRef<Feature>()
const schema = shallowRef<LayerSchema>({})
const parkRisk = shallowRef<RiskAnswer>()
const state = ref<'loading' | 'ready' | 'missing' | 'failed'>('ready')
const { risk, tiles, change } = useCity()

async function choose(candidate: Candidate): Promise<void> {
  chosen.value = candidate
  feature.value = undefined
  state.value = 'loading'
  if (candidate.collection === 'districts' && areaById(risk.value, candidate.id)) districtId.value = candidate.id
  await read(candidate)
}

/** Reads what is shown; what stood there stays until the answer comes. */
async function read(candidate: Candidate): Promise<void> {
  try {
    const [found, layer, parks] = await Promise.all([
      getFeature(candidate.collection, candidate.id),
      getSchema(candidate.collection),
      candidate.collection === 'parks' ? getRisk('parks').catch(() => undefined) : undefined,
    ])
    if (chosen.value !== candidate) return
    feature.value = found
    schema.value = layer
    parkRisk.value = parks
    state.value = 'ready'
  } catch (error) {
    if (chosen.value !== candidate) return
    console.error(error)
    state.value = error instanceof ServerError && error.status === 404 ? 'missing' : 'failed'
  }
}

/** Shows what lies at one place: its features, the first of them opened, and the district around them. */
function select(found: Candidate[], district: number | undefined): void {
  candidates.value = found
  districtId.value = district
  if (found[0]) void choose(found[0])
  else clear()
}

function clear(): void {
  candidates.value = []
  chosen.value = undefined
  feature.value = undefined
  districtId.value = undefined
}

/** New data: what is shown is read again, a feature when it changed, a park's risk with any change. */
watch(tiles, () => chosen.value && void read(chosen.value))
watch(change, (next) => {
  const shown = chosen.value
  if (shown && next && (shown.collection === 'parks' || touchesFeature(next, shown.collection, shown.id))) void read(shown)
})

const district = computed(() => areaById(risk.value, districtId.value))
const park = computed(() => (chosen.value?.collection === 'parks' ? areaById(parkRisk.value, chosen.value.id) : undefined))

export function useSelection() {
  return { candidates, chosen, feature, schema, state, district, park, parkRisk, choose, select, clear }
}
