import { isOlder } from './version'
import type { Collection, Feature, LayerSchema, RiskAnswer } from './types'

/** An answer that is not a success; `detail` is the server's own sentence where it sent a problem document (RFC 9457). */
export class ServerError extends Error {
  readonly status: number
  readonly detail: string | undefined

  constructor(path: string, status: number, detail?: string) {
    super(`${path}: ${status}${detail ? ` ${detail}` : ''}`)
    this.status = status
    this.detail = detail
  }
}

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

/** Asks only for the version that the server stands at; false where it does not answer. */
export async function probeVersion(): Promise<boolean> {
  try {
    announceVersion(await fetch('/healthz', { method: 'HEAD', cache: 'no-store' }))
    return true
  } catch {
    return false
  }
}

async function problemDetail(response: Response): Promise<string | undefined> {
  try {
    const problem = (await response.json()) as { title?: string; detail?: string; remedy?: string }
    return [problem.detail ?? problem.title, problem.remedy].filter(Boolean).join(' – ') || undefined
  } catch {
    return undefined
  }
}

/** Reads one JSON document of this server. */
export async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(path, {
    headers: {
      Accept: 'application/json, application/geo+json',
      'Accept-Language': document.documentElement.lang,
      ...notOlderThanSeen(),
    },
  })
  announceVersion(response)
  if (!response.ok) throw new ServerError(path, response.status, await problemDetail(response))
  return (await response.json()) as T
}

export async function getCollections(): Promise<Collection[]> {
  return (await getJson<{ collections?: Collection[] }>('/collections')).collections ?? []
}

const item = (collection: string, id: number | string) =>
  `/collections/${encodeURIComponent(collection)}/items/${encodeURIComponent(id)}`

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

/** Risk by district or by park: the same document with its list under another name. */
export async function getRisk(of: 'districts' | 'parks'): Promise<RiskAnswer> {
  const answer = await getJson<RiskAnswer & Record<string, unknown>>(`/${of}/risk`)
  return { ...answer, areas: (answer[of] as RiskAnswer['areas'] | undefined) ?? [] }
}
