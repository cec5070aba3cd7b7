import { getJson } from '../lib/api'
import { labelPoint } from '../lib/geometry'
import type { Feature, Position } from '../lib/types'

interface Page {
  features?: Feature[]
  links?: { rel?: string; href?: string }[]
}

/** More districts than this would not be readable as labels anyway. */
const mostPages = 3

/** Where to write each district's name, by feature id. */
export async function districtLabelPoints(): Promise<Map<number, Position>> {
  const points = new Map<number, Position>()
  let next: string | undefined = '/collections/districts/items?limit=500'
  for (let page = 0; next && page < mostPages; page++) {
    const read: Page = await getJson<Page>(next)
    for (const feature of read.features ?? []) {
      const point = labelPoint(feature.geometry)
      if (point) points.set(Number(feature.id), point)
    }
    next = read.links?.find((link) => link.rel === 'next')?.href
  }
  return points
}
