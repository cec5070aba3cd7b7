import { getJson } from '../lib/api'
import { labelPoint } from '../lib/geometry'
import type { Feature, Position } from '../lib/types'

export interface DistrictLabel {
  id: number
  name: string
  point: Position
}

interface Page {
  features?: Feature[]
  links?: { rel?: string; href?: string }[]
}

/** More districts than this would not be readable as labels anyway. */
const mostPages = 3

/** Links may name a public address in front of this one; the page stays with its own origin. */
function pathOf(link: string): string {
  const { pathname, search } = new URL(link, location.href)
  return pathname + search
}

/** Each district's name and where to write it. */
export async function districtLabels(): Promise<DistrictLabel[]> {
  const labels: DistrictLabel[] = []
  let next: string | undefined = '/collections/districts/items?limit=500'
  for (let page = 0; next && page < mostPages; page++) {
    const read: Page = await getJson<Page>(next)
    for (const feature of read.features ?? []) {
      const point = labelPoint(feature.geometry)
      if (point) labels.push({ id: Number(feature.id), name: String(feature.properties?.['name'] ?? ''), point })
    }
    const link = read.links?.find(({ rel }) => rel === 'next')?.href
    next = link && pathOf(link)
  }
  return labels
}
