import type { CoverageAnswer, NextStation, ShutRoad, StationCoverage } from './coverage'
import { drawn, pointAt } from './drawn'
import { isSame } from './incidentPlan'
import type { Feature, FeatureCollection, Geometry } from './types'

/** What the reader may show or hide on the map. */
export const coverageParts = ['reached', 'ground', 'people', 'sites', 'next'] as const
export type CoveragePart = (typeof coverageParts)[number]

/** What the reader looks at. */
export type Look = StationCoverage | NextStation

export const isStation = (look: Look): look is StationCoverage => 'layer' in look
const isShown = (look: Look | undefined, station: StationCoverage) => !!look && isStation(look) && isSame(look, station)

const areasOf = (geometry: Geometry | null | undefined, part: string, properties = {}): Feature[] => (geometry ? [drawn(part, geometry, properties)] : [])

/** Uncovered sites by their symbol: a major hazard source is more than the enterprise that it is. */
const siteIcon = (layer: string, isMajor: boolean) => `coverage-${isMajor ? 'major' : layer}`

/** Grounds lie over each other: the more of them, the fainter each, so that what is below can still be read. */
const [faintest, deepest, together] = [0.05, 0.16, 0.9]
const depthOf = (stations: number) => Math.min(deepest, Math.max(faintest, together / stations))

/** What the map draws of an answer, the roads that are imagined shut, and what is looked at above all else. */
export function coverageFeatures(answer: CoverageAnswer | undefined, shut: readonly ShutRoad[], look: Look | undefined, shown: ReadonlySet<CoveragePart>): FeatureCollection {
  const when = (part: CoveragePart, features: () => Feature[]) => (shown.has(part) ? features() : [])
  return {
    type: 'FeatureCollection',
    features: [
      ...when('reached', () => (answer?.stations ?? []).flatMap((station) => areasOf(station.removed ? null : station.area, 'reached', { shown: isShown(look, station), depth: depthOf(answer?.stations.length ?? 1) }))),
      ...when('ground', () => areasOf(answer?.uncoveredArea, 'ground')),
      ...areasOf(answer?.loss?.lostArea, 'lost'),
      ...when('next', () => (answer?.nextStations?.stations ?? []).flatMap((next) => areasOf(next.area, 'next', { shown: next === look }))),
      ...shut.flatMap(({ feature, name }) => (feature?.geometry ? [drawn('shut', feature.geometry, { text: name })] : [])),
      ...when('people', () => (answer?.uncoveredPeople?.cells ?? []).map(({ people, location }) => drawn('people', pointAt(location), { people }))),
      ...when('sites', () => (answer?.uncoveredSites.sites ?? []).map(({ layer, majorHazardSource, location }, rank) => drawn('site', pointAt(location), { icon: siteIcon(layer, majorHazardSource), rank }))),
      ...(answer?.stations ?? []).map((station) => drawn('station', pointAt(station.location), { removed: station.removed, shown: isShown(look, station), text: station.name ?? station.key })),
      ...when('next', () => (answer?.nextStations?.stations ?? []).map((next, index) => drawn('next-place', pointAt(next.location), { shown: next === look, text: String(index + 1) }))),
    ],
  }
}

/** What an answer is about, for a map that shall show it: what was lost, else all that its bases reach and all that they do not. */
export function extentOfCoverage({ loss, stations, uncoveredArea }: CoverageAnswer): Geometry {
  const around = [uncoveredArea, ...stations.map(({ area }) => area)].filter((geometry) => !!geometry)
  return loss?.lostArea ?? { type: 'GeometryCollection', geometries: [...around, ...stations.map(({ location }) => pointAt(location))] }
}

/** Where the map goes for what the reader looks at: the ground that it reaches, and its own place. */
export const extentOfLook = ({ area, location }: Look): Geometry => ({ type: 'GeometryCollection', geometries: [...(area ? [area] : []), pointAt(location)] })
