import { computed, reactive, shallowReactive, shallowRef, watch } from 'vue'
import { getFeature } from '../lib/api'
import { type CoverageAnswer, type CoverageForm, emptyCoverage, faultsInCoverage, inputsOfCoverage, type Purpose, type StationCoverage } from '../lib/coverage'
import { type CoveragePart, coverageParts, type Look } from '../lib/coverageMap'
import { isSame, type UnitName } from '../lib/incidentPlan'
import { useCity } from './useCity'
import { coverageProcess } from './useCoverageOptions'
import { questionOf } from './useQuestion'

const { timeZone } = useCity()

const form = reactive<CoverageForm>(emptyCoverage())

/** What the reader looks at: a station, or a place for one. */
const look = shallowRef<Look>()

/** What the map shows of the answer. */
const shownParts = shallowReactive(new Set<CoveragePart>(coverageParts))

/** What the question is, without what is only known of its roads later. */
const stateOf = () => JSON.stringify({ ...form, shut: form.shut.map(({ id }) => id) })

const question = questionOf<CoverageAnswer>({
  process: coverageProcess,
  isInForm: (member) => /^(purpose|time|newStations|without|whatIf)$/u.test(member),
  faults: () => faultsInCoverage(form),
  inputs: () => inputsOfCoverage(form, timeZone.value, new Date()),
  state: stateOf,
  answered: () => (look.value = undefined),
})
const { answer, state, faults, failure, asked, isOutdated, reasonAt, forgive } = question

const isImagined = computed(() => form.without.length + form.shut.length > 0)

/** The roads of an address that are on their way. */
let reading: Promise<unknown> = Promise.resolve()

function putForm(next: CoverageForm): void {
  Object.assign(form, next)
  reading = Promise.all(next.shut.map(({ id }) => readRoad(id)))
}

async function run(): Promise<void> {
  await reading
  await question.run()
}

/** Bases of one standard are none of another. */
function setPurpose(next: Purpose): void {
  Object.assign(form, { purpose: next, without: [] })
}

/** An address tells a road by its id and name. */
async function readRoad(id: number): Promise<void> {
  try {
    const feature = await getFeature('roads', id)
    form.shut = form.shut.map((road) => (road.id === id ? { id, name: String(feature.properties?.['name'] ?? road.name), feature } : road))
  } catch (error) {
    console.warn(error)
  }
}

const isGone = (unit: UnitName) => form.without.some((one) => isSame(one, unit))

/** Takes a base away, or puts it back, and asks again. */
async function toggleStation(station: StationCoverage): Promise<void> {
  form.without = isGone(station) ? form.without.filter((one) => !isSame(one, station))
    : [...form.without, { layer: station.layer, id: station.id, name: station.name ?? station.key }]
  await run()
}

/** Shuts a road, or opens it again, and asks again. */
async function toggleRoad(id: number, name: string): Promise<void> {
  const isShut = form.shut.some((road) => road.id === id)
  form.shut = isShut ? form.shut.filter((road) => road.id !== id) : [...form.shut, { id, name }]
  if (!isShut) await readRoad(id)
  await run()
}

/** The city as it is. */
async function restore(): Promise<void> {
  Object.assign(form, { without: [], shut: [] })
  await run()
}

function togglePart(part: CoveragePart): void {
  if (!shownParts.delete(part)) shownParts.add(part)
}

// A reason goes when its cause may have gone.
watch(stateOf, () => state.value !== 'asking' && forgive())

export function useCoverage() {
  return { form, answer, state, faults, failure, asked, isOutdated, isImagined, look, shownParts, run, reasonAt, putForm, setPurpose, isGone, toggleStation, toggleRoad, restore, togglePart }
}
