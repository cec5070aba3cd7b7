import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listen, oneAtATime, touchesFeature, type Change, type EventStream } from '../src/lib/live'
import { TileVersions, touchedTiles } from '../src/map/tileVersions'

const plant = [118.2, 24.6, 118.2, 24.6] as [number, number, number, number]
const change = (version: string, ...boxes: (typeof plant)[]): Change => ({
  version, from: 'before', changed: [{ layer: 'enterprises', updated: [7], ...(boxes[0] ? { envelope: boxes[0] } : {}), ...(boxes.length > 1 ? { boxes } : {}) }],
})

class Stream implements EventStream {
  readyState = 1
  readonly #listeners = new Map<string, (event: MessageEvent<string>) => void>()
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  addEventListener(name: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(name, listener)
  }

  close(): void {
    this.readyState = 2
  }

  tell(name: string, data: unknown): void {
    this.#listeners.get(name)?.({ data: JSON.stringify(data) } as MessageEvent<string>)
  }

  refuse(): void {
    this.close()
    this.tell('error', {})
  }
}

describe('the events of the server', () => {
  const told: string[] = []
  const streams: Stream[] = []
  let seen = 'a.b.1-00000000'
  const begin = () => listen({
    connected: (isOpen) => told.push(isOpen ? 'open' : 'broken'),
    version: (version) => told.push(`version ${version}`),
    changed: ({ version }) => told.push(`change ${version}`),
    reload: (version) => told.push(`reload ${version}`),
    stale: (since) => told.push(`stale ${since}`),
  }, () => seen, (url) => {
    streams.push(new Stream(url))
    return streams.at(-1)!
  })

  beforeEach(() => {
    told.length = streams.length = 0
    vi.useFakeTimers()
  })
  afterEach(() => vi.useRealTimers())

  it('are told one by one', () => {
    begin()
    const [stream] = streams
    stream!.tell('open', {})
    stream!.tell('version', { version: '1' })
    stream!.tell('change', change('2'))
    stream!.tell('stale', { staleSince: 'noon' })
    stream!.tell('fresh', {})
    stream!.tell('reload', { version: '9' })
    expect(told).toEqual(['open', 'stale ', 'version 1', 'change 2', 'stale noon', 'stale ', 'reload 9'])
  })

  it('begin at what was seen, and after a refusal again from there with growing pauses', () => {
    begin()
    expect(streams[0]!.url).toBe('/live?since=a.b.1-00000000')
    streams[0]!.refuse()
    vi.advanceTimersByTime(999)
    expect(streams).toHaveLength(1)
    seen = 'a.b.5-00000000'
    vi.advanceTimersByTime(1)
    expect(streams[1]!.url).toBe('/live?since=a.b.5-00000000')
    streams[1]!.refuse()
    vi.advanceTimersByTime(1999)
    expect(streams).toHaveLength(2)
    vi.advanceTimersByTime(1)
    expect(streams).toHaveLength(3)
    streams[2]!.tell('open', {})
    streams[2]!.refuse()
    vi.advanceTimersByTime(1000)
    expect(streams).toHaveLength(4)
  })

  it('begin again at once where the stream may be dead, and hear nothing more of the old one', () => {
    const { anew } = begin()
    seen = 'a.b.7-00000000'
    anew()
    expect(streams.map(({ url, readyState }) => [url, readyState])).toEqual([['/live?since=a.b.5-00000000', 2], ['/live?since=a.b.7-00000000', 1]])
    for (const name of ['open', 'error']) streams[0]!.tell(name, {})
    streams[0]!.tell('change', change('6'))
    streams[1]!.tell('change', change('8'))
    expect(told).toEqual(['change 8'])
  })

  it('leave it to the browser to open a broken connection again', () => {
    begin()
    streams[0]!.readyState = 0
    streams[0]!.tell('error', {})
    vi.advanceTimersByTime(60_000)
    expect([told, streams.length]).toEqual([['broken'], 1])
  })
})

describe('what a change touches', () => {
  it('is the feature that it names, or all of a layer of which much changed', () => {
    expect(touchesFeature(change('2'), 'enterprises', 7)).toBe(true)
    expect(touchesFeature(change('2'), 'enterprises', 8)).toBe(false)
    expect(touchesFeature(change('2'), 'parks', 7)).toBe(false)
    expect(touchesFeature({ version: '2', from: '1', changed: [{ layer: 'parks', many: true }] }, 'parks', 7)).toBe(true)
  })

  it('is the tile around it and those whose border is near, of those in the view', () => {
    expect(touchedTiles(change('2', plant), [118, 24, 119, 25], [14])).toEqual([{ z: 14, x: 13571, y: 7036 }])
    expect(touchedTiles(change('2', plant), [100, 24, 101, 25], [14])).toEqual([])
    const edge = (13572 / 2 ** 14) * 360 - 180
    expect(touchedTiles(change('2', [edge, 24.6, edge, 24.6]), [118, 24, 119, 25], [14])?.map(({ x }) => x)).toEqual([13571, 13572])
    expect(touchedTiles(change('2'), [118, 24, 119, 25], [14])).toEqual([])
    expect(touchedTiles(change('2', [118, 24, 119, 25]), [118, 24, 119, 25], [16])).toBeUndefined()
  })

  it('is where a feature stood and where it stands, not what lies between', () => {
    const far = [118.9, 24.6, 118.9, 24.6] as typeof plant
    expect(touchedTiles(change('2', plant, far), [118, 24, 119, 25], [10])).toHaveLength(2)
  })
})

describe('the address of a tile', () => {
  const address = (x: number) => `http://map/tiles/14/${x}/7036.mvt?v=old`

  it('bears the version of the last change that touched it', () => {
    const versions = new TileVersions()
    expect(versions.addressOf(address(13571))).toBe(address(13571))
    versions.reset('1')
    versions.add(change('2', plant))
    versions.add(change('3', [119, 24, 119, 24]))
    expect(versions.addressOf(address(13571))).toBe('http://map/tiles/14/13571/7036.mvt?v=2')
    expect(versions.addressOf(address(13500))).toBe('http://map/tiles/14/13500/7036.mvt?v=1')
    expect(versions.addressOf('http://map/styles/riskmap.json')).toBe('http://map/styles/riskmap.json')
    versions.reset('4')
    expect(versions.of({ z: 14, x: 13571, y: 7036 })).toBe('4')
  })

  it('forgets what is long ago by taking everything as changed', () => {
    const versions = new TileVersions()
    versions.reset('0')
    for (let i = 1; i <= 201; i++) versions.add(change(String(i), plant))
    expect(versions.of({ z: 14, x: 1, y: 1 })).toBe('201')
  })
})

it('reads once more after a change that came while it read', async () => {
  let runs = 0
  let release: () => void = () => undefined
  const read = oneAtATime(() => {
    runs++
    return new Promise<void>((resolve) => (release = resolve))
  })
  const first = read()
  void read()
  void read()
  release()
  await Promise.resolve()
  await Promise.resolve()
  release()
  await first
  expect(runs).toBe(2)
})
