import type { StyleSpecification } from 'maplibre-gl'
import { computed, ref, shallowRef, watch } from 'vue'
import { getCollections, getJson, getRisk, noteStale, noteVersion, onStale, onVersion, probeVersion, seenVersion, ServerError } from '../lib/api'
import { listen, type Listening, oneAtATime, type Change } from '../lib/live'
import { ownZone } from '../lib/moments'
import type { Bounds, Collection, RiskAnswer } from '../lib/types'
import { isOlder } from '../lib/version'

export interface TileJson {
  tiles?: string[]
  bounds?: Bounds
  attribution?: string
}

const state = ref<'loading' | 'waiting' | 'ready' | 'failed'>('loading')
const failure = ref('')
const collections = shallowRef<Collection[]>([])

/** The time zone that the city keeps, whatever the reader's clock says. */
const timeZone = ref(ownZone())
const style = shallowRef<StyleSpecification>()
const tiles = shallowRef<TileJson>({})
const risk = shallowRef<RiskAnswer>()
const riskFailed = ref(false)
const isOffline = ref(false)

/** Since when the server cannot follow its store, as its answers say; empty while it can. */
const staleSince = ref('')
onStale((since) => (staleSince.value = since))

/** The version that the last answer bore; a change means that the picture on the screen is old. */
const version = ref('')

function takeLayers(listed: Awaited<ReturnType<typeof getCollections>>): void {
  collections.value = listed.collections
  timeZone.value = listed.timeZone ?? ownZone()
}

async function loadRisk(): Promise<void> {
  try {
    risk.value = await getRisk('districts')
    riskFailed.value = false
  } catch (error) {
    console.warn(error)
    risk.value = undefined
    riskFailed.value = true
  }
}

/** A server that is still reading its store answers 503; the page waits and asks again. */
const waitMilliseconds = 2000
const isStarting = (error: unknown) => error instanceof ServerError && error.status === 503

async function load(): Promise<void> {
  if (state.value !== 'waiting') state.value = 'loading'
  try {
    const [cartography, tileJson, listed] = await Promise.all([
      getJson<StyleSpecification>('/styles/riskmap.json'),
      getJson<TileJson>('/tiles/tilejson.json'),
      getCollections(),
      loadRisk(),
    ])
    style.value ??= cartography
    tiles.value = tileJson
    takeLayers(listed)
    state.value = 'ready'
    version.value = seenVersion()
    listenOnce()
  } catch (error) {
    failure.value = error instanceof Error ? error.message : String(error)
    state.value = isStarting(error) ? 'waiting' : 'failed'
    if (isStarting(error)) setTimeout(() => void load(), waitMilliseconds)
  }
}

/** What could not be read when it was to be read; it is tried again when the server answers. */
let owed: (() => Promise<void>) | undefined

const reading = (action: () => Promise<void>) => oneAtATime(async () => {
  try {
    await action()
    owed = riskFailed.value ? refresh : undefined
  } catch (error) {
    console.warn(error)
    owed = refresh
  }
})

/** Reads again what a new version may have changed; the map stays as it is meanwhile. */
const refresh = reading(async () => {
  const [tileJson, listed] = await Promise.all([getJson<TileJson>('/tiles/tilejson.json'), getCollections(), loadRisk()])
  tiles.value = tileJson
  takeLayers(listed)
})

/** What changed last, as the server's events tell it; the map and the card refresh what it touches. */
const change = shallowRef<Change>()
let isListening = false

/** What stands beside the map follows each change; the map itself keeps what was not touched. */
const readBeside = reading(async () => {
  await Promise.all([getCollections().then(takeLayers), loadRisk()])
})

function readAnew(next: string): void {
  if (!noteVersion(next) || version.value === next) return
  version.value = next
  void refresh()
}

/** An answer may have told a newer version than an event that is still to come: what counts is what the picture shows. */
function takeChange(next: Change): void {
  noteVersion(next.version)
  if (isOlder(next.version, version.value)) return
  version.value = next.version
  if (next.changed.length === 0) return
  change.value = next
  void readBeside()
}

let events: Listening | undefined

function listenOnce(): void {
  if (events || typeof EventSource === 'undefined') return
  events = listen({
    connected: (isOpen) => {
      isListening = isOpen
      if (isOpen) isOffline.value = false
      void probe()
    },
    version: readAnew,
    changed: takeChange,
    reload: readAnew,
    stale: noteStale,
  }, () => version.value, (url) => new EventSource(url))
}

// While events come they tell what changed; without them a newer version in any answer means that all may have.
onVersion((next) => {
  if (isListening) return
  const isNewer = version.value !== '' && version.value !== next
  version.value = next
  if (isNewer && state.value === 'ready') void refresh()
})

/** How often a page that is looked at asks whether the server answers and stands where the picture does. */
const probeMilliseconds = 15_000

/** The picture, where the last look found it behind what answers tell. */
let behindAt = ''

/** A network that was cut tells nothing: who was away, or hears of no change that answers tell of, listens anew and catches up. */
async function probe(): Promise<void> {
  if (document.visibilityState !== 'visible' || state.value !== 'ready') return
  const [answers, wasAway] = [await probeVersion(), isOffline.value]
  isOffline.value = !answers
  if (!answers) return
  const isBehind = isListening && isOlder(version.value, seenVersion())
  if (isListening && (wasAway || (isBehind && behindAt === version.value))) events?.anew()
  behindAt = isBehind ? version.value : ''
  if (owed) void owed()
}

// Tiles and answers that were asked for meanwhile are missing, whether the data have changed or not.
watch(isOffline, (isAway) => !isAway && void refresh())

setInterval(() => void probe(), probeMilliseconds)
for (const name of ['online', 'offline']) addEventListener(name, () => void probe())
document.addEventListener('visibilitychange', () => void probe())

const isEmpty = computed(() =>
  state.value === 'ready' && collections.value.every((collection) => (collection['riskmap:count'] ?? 1) === 0))

/** The whole city's box: the tiles' own bounds, else the union of the collections' extents. */
const bounds = computed<Bounds | undefined>(() => {
  if (tiles.value.bounds) return tiles.value.bounds
  const boxes = collections.value.flatMap((collection) => collection.extent?.spatial?.bbox?.slice(0, 1) ?? [])
  if (boxes.length === 0) return undefined
  return [0, 1, 2, 3].map((side) =>
    boxes.reduce((kept, box) => (side < 2 ? Math.min : Math.max)(kept, box[side] ?? kept), side < 2 ? Infinity : -Infinity)) as Bounds
})

export function useCity() {
  return { state, failure, collections, timeZone, style, tiles, risk, riskFailed, isOffline, staleSince, version, change, isEmpty, bounds, load }
}
