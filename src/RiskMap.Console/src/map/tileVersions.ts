import type { Change } from '../lib/live'
import { placesOf } from '../lib/live'
import type { Bounds } from '../lib/types'

export interface TileId {
  z: number
  x: number
  y: number
}

/** How far beyond its square a tile looks, in parts of its edge; the server's TileReach says the same. */
const margin = 1 / 8 + 1 / 64
const mostChanges = 200

const column = (longitude: number, z: number) => ((longitude + 180) / 360) * 2 ** z
function row(latitude: number, z: number): number {
  const sine = Math.sin((Math.max(-85, Math.min(85, latitude)) * Math.PI) / 180)
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z
}

interface Range { west: number; north: number; east: number; south: number }

/** The tiles of a zoom that a box may have changed. */
function rangeOf([west, south, east, north]: Bounds, z: number): Range {
  const last = 2 ** z - 1
  const within = (value: number) => Math.max(0, Math.min(last, Math.floor(value)))
  return {
    west: within(column(west, z) - margin), east: within(column(east, z) + margin),
    north: within(row(north, z) - margin), south: within(row(south, z) + margin),
  }
}

/** The tiles of some zooms that a change touches and a view may show; undefined where they are too many to name. */
export function touchedTiles(change: Change, view: Bounds, zooms: number[], most = 400): TileId[] | undefined {
  const found = new Map<string, TileId>()
  for (const z of zooms) {
    const seen = rangeOf(view, z)
    for (const box of change.changed.flatMap(placesOf)) {
      const touched = rangeOf(box, z)
      for (let y = Math.max(touched.north, seen.north); y <= Math.min(touched.south, seen.south); y++) {
        for (let x = Math.max(touched.west, seen.west); x <= Math.min(touched.east, seen.east); x++) {
          found.set(`${z}/${x}/${y}`, { z, x, y })
          if (found.size > most) return undefined
        }
      }
    }
  }
  return [...found.values()]
}

const tilePath = /\/tiles\/(?<z>\d+)\/(?<x>\d+)\/(?<y>\d+)\.mvt$/u

/**
 * The version under which each tile is asked for: that of the last change that touched it. So a tile that no edit touched keeps its address, and
 * the browser's copy of it.
 */
export class TileVersions {
  #start = ''
  #changes: { version: string; boxes: Bounds[] }[] = []

  /** Everything may be another from this version on. */
  reset(version: string): void {
    this.#start = version
    this.#changes = []
  }

  add(change: Change): void {
    if (this.#changes.length >= mostChanges) this.reset(change.version)
    else this.#changes.push({ version: change.version, boxes: change.changed.flatMap(placesOf) })
  }

  of({ z, x, y }: TileId): string {
    const last = this.#changes.findLast(({ boxes }) => boxes.some((box) => {
      const { west, north, east, south } = rangeOf(box, z)
      return x >= west && x <= east && y >= north && y <= south
    }))
    return last?.version ?? this.#start
  }

  /** An address of a tile with its version; any other address as it is. */
  addressOf(address: string): string {
    const url = new URL(address)
    const { z, x, y } = tilePath.exec(url.pathname)?.groups ?? {}
    if (z === undefined || !this.#start) return address
    url.searchParams.set('v', this.of({ z: Number(z), x: Number(x), y: Number(y) }))
    return url.href
  }
}
