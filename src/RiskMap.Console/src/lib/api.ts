import { noteServerTime } from './clock'
import { isOlder } from './version'
import type { Collection, Feature, LayerSchema, RiskAnswer } from './types'

/** A problem document (RFC 9457) as far as the console reads it: what is wrong with which input, and how to mend it. */
export interface Problem {
  title?: string
  detail?: string
  remedy?: string
  member?: string
  value?: string
  errors?: { member?: string; pointer?: string; detail?: string }[]
}

/** An answer that is not a success, with the server's own sentence where it sent a problem document. */
export class ServerError extends Error {
  readonly status: number
  readonly problem: Problem

  constructor(path: string, status: number, problem: Problem = {}) {
    const detail = sentenceOf(problem)
    super(`${path}: ${status}${detail ? ` ${detail}` : ''}`)
    this.status = status
    this.problem = problem
  }

  /** What is wrong and how to mend it, in the server's words; undefined where it told nothing. */
  get detail(): string | undefined {
    return sentenceOf(this.problem)
  }
}

const sentenceOf = ({ title, detail, remedy }: Problem): string | undefined => [detail ?? title, remedy].filter(Boolean).join(' – ') || undefined

type VersionListener = (version: string) => void
const listeners = new Set<VersionListener>()

/** Calls back with the RiskMap-Version of every answer; returns the way to stop it. */
export function onVersion(listener: VersionListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

type StaleListener = (since: string) => void
const staleListeners = new Set<StaleListener>()

/** Calls back with the time since which the server cannot follow its store, and with an empty text when all is well; returns the way to stop it. */
export function onStale(listener: StaleListener): () => void {
  staleListeners.add(listener)
  return () => staleListeners.delete(listener)
}

let seen = ''

/** Where several servers share a city, the next answer must not be older than what was seen: none of them may take the reader back in time. */
export const notOlderThanSeen = (): Record<string, string> => (seen ? { 'RiskMap-Min-Version': seen } : {})

/** The newest version that was seen; empty at first. */
export const seenVersion = (): string => seen

/** Notes a version that was told otherwise than by an answer; false where it is older than what was seen. */
export function noteVersion(version: string): boolean {
  if (isOlder(version, seen)) return false
  seen = version
  return true
}

/** Notes since when the server cannot follow its store; empty while it can. */
export function noteStale(since: string): void {
  for (const listener of staleListeners) listener(since)
}

function announceVersion(response: Response): void {
  noteStale(response.headers.get('RiskMap-Stale-Since') ?? '')
  const version = response.headers.get('RiskMap-Version')
  if (!version || !noteVersion(version)) return
  for (const listener of listeners) listener(version)
}

/** A server that takes longer to say that it lives is as good as away: a cut network tells nothing by itself. */
const patienceMilliseconds = 8000

/** Asks only for the version that the server stands at, and for its clock; false where it does not answer. */
export async function probeVersion(): Promise<boolean> {
  try {
    const response = await fetch('/healthz', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(patienceMilliseconds) })
    if (!response.ok) return false
    noteServerTime(response.headers.get('Date'))
    announceVersion(response)
    return true
  } catch {
    return false
  }
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem
  } catch {
    return {}
  }
}

async function ask(path: string, accept: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, {
    ...init,
    headers: { Accept: accept, 'Accept-Language': document.documentElement.lang, ...notOlderThanSeen(), ...init.headers },
  })
  announceVersion(response)
  if (!response.ok) throw new ServerError(path, response.status, await problemOf(response))
  return response
}

/** Reads one JSON document of this server. */
export async function getJson<T>(path: string): Promise<T> {
  return (await (await ask(path, 'application/json, application/geo+json')).json()) as T
}

const execute = (process: string, body: unknown, accept: string): Promise<Response> =>
  ask(`/processes/${encodeURIComponent(process)}/execution`, accept,
    { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })

/** Runs a process and waits for its answer. */
export async function runProcess<T>(process: string, inputs: object): Promise<T> {
  return (await (await execute(process, { inputs }, 'application/json')).json()) as T
}

/** The answer of a process as a file of another media type. */
export async function processFile(process: string, inputs: object, mediaType: string): Promise<Blob> {
  return (await execute(process, { inputs }, mediaType)).blob()
}

/** The layers of the city, and the time zone that it keeps. */
export async function getCollections(): Promise<{ collections: Collection[]; timeZone?: string }> {
  const { collections = [], 'riskmap:timeZone': timeZone } = await getJson<{ collections?: Collection[]; 'riskmap:timeZone'?: string }>('/collections')
  return { collections, ...(timeZone ? { timeZone } : {}) }
}

const item = (collection: string, id: number | string) =>
  `/collections/${encodeURIComponent(collection)}/items/${encodeURIComponent(id)}`

/** How a write is sent. */
export interface WriteHeaders {
  /** Under which it may be repeated without being done twice. */
  key: string
  /** The person who writes; the server names nobody where this is empty. */
  who: string
  /** The entity tag that the writer saw; for writes to what stands there already. */
  seen?: string
}

/** The entity tag of a revision. */
export const tagOf = (revision: number): string => `W/"${revision}"`

const headersOf = ({ key, who, seen }: WriteHeaders): Record<string, string> => ({
  'Idempotency-Key': key,
  ...(who ? { 'RiskMap-Who': encodeURIComponent(who) } : {}),
  ...(seen === undefined ? {} : { 'If-Match': seen }),
})

/** Adds what a body says; the answer tells what came of it. */
export async function postJson<T>(path: string, body: object, headers: WriteHeaders): Promise<T> {
  return (await (await ask(path, 'application/json', { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headersOf(headers) } })).json()) as T
}

/** Changes some properties of a feature that still stands as the writer saw it. */
export async function patchFeature(collection: string, id: number, properties: object, headers: WriteHeaders): Promise<Feature> {
  const init = { method: 'PATCH', body: JSON.stringify({ properties }), headers: { 'Content-Type': 'application/merge-patch+json', ...headersOf(headers) } }
  return (await (await ask(item(collection, id), 'application/geo+json', init)).json()) as Feature
}

/** The methods that an address takes; none where there is no such address. */
export async function methodsOf(path: string): Promise<string[]> {
  const response = await fetch(path, { method: 'OPTIONS' })
  return response.ok ? (response.headers.get('Allow') ?? '').split(',').map((method) => method.trim()) : []
}

/** The entity tag of a feature as it stands now. */
export async function tagAt(collection: string, id: number): Promise<string> {
  return (await ask(item(collection, id), 'application/geo+json', { method: 'HEAD' })).headers.get('ETag') ?? '*'
}

export const getFeature = (collection: string, id: number | string): Promise<Feature> => getJson(item(collection, id))

const schemas = new Map<string, Promise<LayerSchema>>()

/** The layer's schema, read once; a server without one gives an empty schema, and the raw names show. */
export function getSchema(collection: string): Promise<LayerSchema> {
  let schema = schemas.get(collection)
  if (!schema) {
    schema = getJson<LayerSchema>(`/collections/${encodeURIComponent(collection)}/schema`).catch((error: unknown) => {
      schemas.delete(collection)
      if (error instanceof ServerError && error.status === 404) return {}
      throw error
    })
    schemas.set(collection, schema)
  }
  return schema
}

type RiskDocument = RiskAnswer & Record<string, unknown>

/** The list of areas has the name of what they are. */
const withAreas = (of: 'districts' | 'parks', answer: RiskDocument): RiskAnswer => ({ ...answer, areas: (answer[of] as RiskAnswer['areas'] | undefined) ?? [] })

/** Risk by district or by park: the same document with its list under another name. */
export const getRisk = async (of: 'districts' | 'parks'): Promise<RiskAnswer> => withAreas(of, await getJson<RiskDocument>(`/${of}/risk`))

/** The risk as it would be if an enterprise were not there. */
export async function getRiskWithout(of: 'districts' | 'parks', enterprise: number): Promise<RiskAnswer> {
  const inputs = { by: of === 'parks' ? 'park' : 'district', whatIf: { enterprises: { deletes: [enterprise] } } }
  return withAreas(of, await runProcess<RiskDocument>('district-risk', inputs))
}
