import { ref, shallowReactive, shallowRef, watch } from 'vue'
import { getJson, methodsOf, patchFeature, postJson, ServerError, tagAt, tagOf } from '../lib/api'
import { type Dispatch, dispatchBody, type Order, type OrderState, touchesRecord, unitAt } from '../lib/dispatch'
import type { IncidentPlan } from '../lib/incidentPlan'
import { faultsOfProblem } from '../lib/inputs'
import { keysOf } from '../lib/keys'
import { oneAtATime } from '../lib/live'
import type { Spill } from '../lib/spill'
import type { Feature, FeatureCollection } from '../lib/types'
import { useCity } from './useCity'
import { useLanguage } from './useLanguage'

const { change, tiles, isOffline } = useCity()
const { t } = useLanguage()

/** The incidents that are being dealt with, the newest first, each with its orders. */
const board = shallowRef<Dispatch[]>([])
const state = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle')

/** Whether this server takes orders; undefined until it was asked. */
const canWrite = ref<boolean>()

/** Who writes, as the history shall name them; kept in the browser. */
const storageKey = 'riskmap.who'
const who = ref(localStorage.getItem(storageKey) ?? '')
watch(who, (name) => localStorage.setItem(storageKey, name))

/** What stands against a change, by the order (`order/7`), incident (`incident/7`) or unit of a plan (`teams/7`) to which it belongs. */
const problems = shallowReactive(new Map<string, string>())

/** What is being written, by the same names. */
const busy = shallowReactive(new Set<string>())

/** The incident that was opened last, for who wants to see it. */
const opened = ref<number>()

/** What the desk shows: a new release, or the board. */
const tab = ref<'new' | 'board'>('new')

function show(incident: number): void {
  opened.value = incident
  tab.value = 'board'
}

const keys = keysOf()
const mostIncidents = 50

const readBoard = oneAtATime(async () => {
  try {
    const open = await getJson<FeatureCollection>(`/collections/incidents/items?state=open&limit=${mostIncidents}`)
    const documents = await Promise.all(open.features.map(({ id }) => getJson<Dispatch>(`/dispatch/${id}`)))
    board.value = documents.toSorted((a, b) => Number(b.incident.id) - Number(a.incident.id))
    state.value = 'ready'
  } catch (error) {
    console.warn(error)
    state.value = 'failed'
  }
})

/** Reads the board and whether orders are taken; afterwards the board follows each change. */
async function load(): Promise<void> {
  if (state.value === 'idle') state.value = 'loading'
  canWrite.value = await methodsOf('/dispatch').then((methods) => methods.includes('POST')).catch(() => undefined)
  await readBoard()
}

watch(change, (next) => next && state.value !== 'idle' && touchesRecord(next.changed) && void readBoard())
watch(tiles, () => state.value !== 'idle' && void readBoard())
watch(isOffline, (isAway) => !isAway && state.value !== 'idle' && void load())

const sentenceOf = (error: unknown) => faultsOfProblem(error, () => false).failure

/** Whether it is known that a write was not done; a lost answer tells nothing, and the same write goes out again under the same key. */
const isDecided = (error: unknown) => error instanceof ServerError && error.status < 500

/** Writes once; what stands against it is told where it belongs, and what others wrote meanwhile is read anew. */
async function writing(place: string, write: string, action: (key: string) => Promise<void>, refused: (error: unknown) => void): Promise<boolean> {
  if (busy.has(place)) return false
  busy.add(place)
  problems.delete(place)
  try {
    await action(keys.of(write))
    keys.done(write)
    await readBoard()
    return true
  } catch (error) {
    console.warn(error)
    if (isDecided(error)) keys.done(write)
    refused(error)
    await readBoard()
    return false
  } finally {
    busy.delete(place)
  }
}

const isStale = (error: unknown) => error instanceof ServerError && error.status === 412

function tell(place: string, error: unknown): void {
  problems.set(place, isStale(error) ? t('dispatch.stale') : error instanceof ServerError ? sentenceOf(error) : t('dispatch.lost'))
}

/** Sends the force of a plan; a unit that cannot go is told beside it. */
async function send(plan: IncidentPlan, spill: Spill, name: string): Promise<boolean> {
  for (const { layer, id } of plan.force.units) problems.delete(`${layer}/${id}`)
  const body = dispatchBody(plan, spill, name)
  return writing('plan', JSON.stringify(body), async (key) => {
    show((await postJson<{ incidentId: number }>('/dispatch', body, { key, who: who.value })).incidentId)
  }, (error) => {
    const { faults } = faultsOfProblem(error, (member) => unitAt(member, plan.force) !== undefined)
    for (const { member, reason } of faults) {
      const unit = unitAt(member, plan.force)
      if (unit) problems.set(`${unit.layer}/${unit.id}`, reason)
    }
    if (faults.length > 0) problems.set('plan', t('dispatch.refused'))
    else tell('plan', error)
  })
}

/** Takes an order to its next state, if it still stands as it is shown. */
function advance(order: Order, to: OrderState): Promise<boolean> {
  const place = `order/${order.id}`
  return writing(place, `${place} ${order.revision} ${to}`, async (key) => {
    await patchFeature('dispatch-orders', order.id, { state: to }, { key, who: who.value, seen: tagOf(order.revision) })
  }, (error) => tell(place, error))
}

/** Ends an incident whose orders have all ended. */
function close(incident: Feature): Promise<boolean> {
  const [id, place] = [Number(incident.id), `incident/${incident.id}`]
  return writing(place, `${place} closed`, async (key) => {
    await patchFeature('incidents', id, { state: 'closed' }, { key, who: who.value, seen: await tagAt('incidents', id) })
  }, (error) => tell(place, error))
}

export function useRecord() {
  return { board, state, canWrite, who, problems, busy, opened, tab, show, load, send, advance, close }
}
