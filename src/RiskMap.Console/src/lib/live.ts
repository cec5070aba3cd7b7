import type { Bounds } from './types'

/** What changed in one layer; ids are left out where there are many. */
export interface LayerChange {
  layer: string
  inserted?: number[]
  updated?: number[]
  deleted?: number[]
  many?: boolean
  /** Covers where the features stood and where they stand. */
  envelope?: Bounds
  /** The places one by one, where they are few. */
  boxes?: Bounds[]
}

export interface Change {
  version: string
  from: string
  changed: LayerChange[]
}

export interface LiveListener {
  /** The stream is open, or is open no more. */
  connected: (isOpen: boolean) => void
  /** The reader stands at this version: it may be newer than what was read. */
  version: (version: string) => void
  changed: (change: Change) => void
  /** What changed cannot be told. */
  reload: (version: string) => void
  /** Since when the store is away; empty while it is there. */
  stale: (since: string) => void
}

/** As much of an EventSource as is used here. */
export interface EventStream {
  readonly readyState: number
  addEventListener: (name: string, listener: (event: MessageEvent<string>) => void) => void
  close: () => void
}

const closed = 2
const shortestPauseMilliseconds = 1000
const longestPauseMilliseconds = 30_000

/** Listening, for ever until it is closed. */
export interface Listening {
  /** Opens the stream again at once: a connection that a network cut may never tell that it is dead. */
  anew: () => void
  close: () => void
}

/**
 * Listens to what changes. A connection that breaks is opened again by the browser, which says where it was; one that was refused (the server
 * restarts) is opened again here, with growing pauses.
 */
export function listen(listener: LiveListener, seen: () => string, open: (url: string) => EventStream): Listening {
  let pause = shortestPauseMilliseconds
  let timer: ReturnType<typeof setTimeout> | undefined
  let stream: EventStream

  function connect(): void {
    stream = open(`/live${seen() ? `?since=${encodeURIComponent(seen())}` : ''}`)
    const opened = stream
    const on = <T>(name: string, tell: (data: T) => void) =>
      opened.addEventListener(name, ({ data }) => { if (opened === stream) tell(JSON.parse(data) as T) })
    stream.addEventListener('open', () => {
      if (opened !== stream) return
      pause = shortestPauseMilliseconds
      listener.connected(true)
    })
    stream.addEventListener('error', () => {
      if (opened !== stream) return
      listener.connected(false)
      if (opened.readyState !== closed) return
      timer = setTimeout(connect, pause)
      pause = Math.min(pause * 2, longestPauseMilliseconds)
    })
    on<{ version: string; staleSince?: string }>('version', ({ version, staleSince }) => {
      listener.stale(staleSince ?? '')
      listener.version(version)
    })
    on<Change>('change', (change) => listener.changed(change))
    on<{ version: string }>('reload', ({ version }) => listener.reload(version))
    on<{ staleSince?: string }>('stale', ({ staleSince }) => listener.stale(staleSince ?? ''))
    on('fresh', () => listener.stale(''))
  }

  function close(): void {
    clearTimeout(timer)
    stream.close()
  }

  connect()
  return { close, anew: () => { close(); connect() } }
}

/** The places of a change, small ones where they are told; nothing for features without a place. */
export const placesOf = ({ boxes, envelope }: LayerChange): Bounds[] => boxes ?? (envelope ? [envelope] : [])

/** True when a feature may be another after a change. */
export function touchesFeature(change: Change, collection: string, id: number): boolean {
  return change.changed.some(({ layer, many, inserted, updated, deleted }) =>
    layer === collection && (many === true || [inserted, updated, deleted].some((ids) => ids?.includes(id))))
}

/** Runs an action; calls while it runs become one more run after it. */
export function oneAtATime(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let again = false
  return () => {
    if (running) {
      again = true
      return running
    }
    running = (async () => {
      do {
        again = false
        await action()
      } while (again)
    })().finally(() => (running = undefined))
    return running
  }
}
