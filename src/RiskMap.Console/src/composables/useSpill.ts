import { computed, reactive, shallowRef, watch } from 'vue'
import { getFeature } from '../lib/api'
import { serverNow } from '../lib/clock'
import { boundsOf } from '../lib/geometry'
import type { IncidentPlan, SentUnit } from '../lib/incidentPlan'
import { emptySpill, faultsIn, inputsOfSpill, materialInput, type NamedUnit, type Spill } from '../lib/spill'
import type { Feature, Geometry, Position } from '../lib/types'
import { useCity } from './useCity'
import { questionOf } from './useQuestion'
import { planProcess, useSpillOptions } from './useSpillOptions'

const { timeZone } = useCity()
const { materials, containersOf } = useSpillOptions()

const spill = reactive<Spill>(emptySpill())

/** What the reader looks at: a unit whose way is drawn above the others. */
const shownUnit = shallowRef<SentUnit>()

const question = questionOf<IncidentPlan>({
  process: planProcess,
  isInForm: (member) => /^(location|enterpriseId|unNumber|material|size|container|windFromDegrees|windMetresPerSecond|time|template|pinned|forbidden|incidentId)$/u.test(member),
  faults: () => faultsIn(spill),
  inputs: () => inputsOfSpill(spill, materials.value, timeZone.value, new Date(serverNow())),
  state: () => JSON.stringify(spill),
  answered: () => (shownUnit.value = undefined),
})
const { answer: plan, state, faults, failure, asked, isOutdated, run, reasonAt, forgive } = question

/** The UN number of the typed material, where it is known. */
const unNumber = computed(() => {
  const input = materialInput(spill.material, materials.value)
  return 'unNumber' in input ? input.unNumber.replace(/\D/gu, '') : undefined
})

/** The containers to choose from; the choice goes where the material has no such container. */
const containers = computed(() => (spill.size === 'large' ? containersOf(unNumber.value) : []))

function putSpill(next: Spill): void {
  Object.assign(spill, { place: undefined, plant: undefined, incidentId: undefined }, next)
  if (next.plant && !next.plant.name) void findPlant(next.plant.id)
}

function setPlace(place: Position): void {
  spill.place = place
  spill.plant = undefined
}

/** The spill is at a plant: at its point, or in the middle of what stands for it. */
function setPlant(feature: Feature): void {
  const [west = 0, south = 0, east = 0, north = 0] = boundsOf(feature.geometry) ?? []
  spill.place = [(west + east) / 2, (south + north) / 2]
  spill.plant = { id: Number(feature.id), key: String(feature.properties?.['key'] ?? ''), name: String(feature.properties?.['name'] ?? feature.id) }
}

/** An address tells a plant by its id alone. */
async function findPlant(id: number): Promise<void> {
  try {
    const feature = await getFeature('enterprises', id)
    if (spill.plant?.id === id) setPlant(feature)
  } catch (error) {
    console.warn(error)
  }
}

const without = (units: readonly NamedUnit[], { layer, id }: NamedUnit) => units.filter((unit) => unit.layer !== layer || unit.id !== id)

/** Wants a unit to go, wants it to stay, or leaves it to the search; no unit is both. */
function wish(unit: NamedUnit, as: 'pinned' | 'forbidden' | 'free'): void {
  spill.pinned = [...without(spill.pinned, unit), ...(as === 'pinned' ? [unit] : [])]
  spill.forbidden = [...without(spill.forbidden, unit), ...(as === 'forbidden' ? [unit] : [])]
}

function clear(): void {
  putSpill(emptySpill())
  question.forget()
}

const placeGeometry = computed<Geometry | undefined>(() => (spill.place ? { type: 'Point', coordinates: spill.place } : undefined))

watch(() => containers.value.map(({ value }) => value), (known) => {
  if (spill.container && known.length > 0 && !known.includes(spill.container)) spill.container = ''
})

// A reason goes when its cause may have gone.
watch(() => JSON.stringify(spill), () => state.value !== 'asking' && forgive())

export function useSpill() {
  return { spill, plan, state, faults, failure, asked, isOutdated, shownUnit, containers, placeGeometry, run, reasonAt, putSpill, setPlace, setPlant, wish, clear }
}
