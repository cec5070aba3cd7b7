import type { UnitName } from './incidentPlan'
import { type InputFault, numberOf } from './inputs'
import { isWallClock, momentAt, zonedText } from './moments'
import type { ExplanationStep, MissingData, RuleSource } from './sources'
import type { NamedUnit } from './spill'
import type { Bilingual, Feature, Geometry, Position } from './types'

// ---- what is asked

/** The standards of data/coverage.json. */
export const purposes = ['fire-station', 'confined-space-rescue', 'depot'] as const
export type Purpose = (typeof purposes)[number]

/** A road that is imagined shut, as one feature of the layer; the feature itself comes a moment later where an address named it. */
export interface ShutRoad {
  id: number
  name: string
  feature?: Feature
}

/** The question as it is typed and clicked together. */
export interface CoverageForm {
  purpose: Purpose
  /** What the city's clocks show; empty for now. */
  time: string
  newStations: string
  /** Bases that are imagined gone. */
  without: NamedUnit[]
  shut: ShutRoad[]
}

export const emptyCoverage = (): CoverageForm => ({ purpose: 'fire-station', time: '', newStations: '3', without: [], shut: [] })

const isCount = (text: string) => text.trim() === '' || (Number.isInteger(numberOf(text)) && (numberOf(text) ?? -1) >= 0)

/** What must be mended before the question can be sent; empty where nothing is. */
export function faultsInCoverage(form: CoverageForm): InputFault[] {
  const wrong: [boolean, string, string][] = [
    [form.time !== '' && !isWallClock(form.time), 'time', 'dispatch.fault.time'],
    [!isCount(form.newStations), 'newStations', 'coverage.fault.newStations'],
    [form.shut.some(({ feature }) => !feature), 'shut', 'coverage.fault.road'],
  ]
  return wrong.filter(([is]) => is).map(([, member, reason]) => ({ member, reason }))
}

/** A closure that names its road shuts the whole of it, and leaves the road graph as it is. */
const closureOf = ({ geometry, properties }: Feature) => ({ type: 'Feature', geometry, properties: { roadKey: properties?.['key'] } })

/** The inputs of the process for a question without faults. */
export function inputsOfCoverage(form: CoverageForm, zone: string, now: Date): Record<string, unknown> {
  const closures = form.shut.flatMap(({ feature }) => (feature ? [closureOf(feature)] : []))
  return {
    purpose: form.purpose,
    time: form.time ? momentAt(form.time, zone) : zonedText(now, zone),
    newStations: numberOf(form.newStations) ?? 0,
    ...(form.without.length > 0 ? { without: form.without.map(({ layer, id }) => ({ layer, id })) } : {}),
    ...(closures.length > 0 ? { whatIf: { closures: { upserts: closures } } } : {}),
  }
}

// ---- what is answered

/** A total with what of it is covered. */
export interface CoveredShare {
  total: number
  covered: number
  uncovered: number
  tooFarFromRoads: number
  share?: number | null
}

export interface HazardCoverage {
  kind: string
  code?: string | null
  title: Bilingual
  sites: CoveredShare
}

export interface CoverageCounts {
  people?: CoveredShare | null
  placePeopleDay?: CoveredShare | null
  placePeopleNight?: CoveredShare | null
  squareKilometres?: CoveredShare | null
  hazards: HazardCoverage[]
}

export interface DistrictCoverage {
  id?: number | null
  code?: string | null
  name?: string | null
  counts: CoverageCounts
}

/** The ground that a fire station reaches beside what its class may have. */
export interface StationAreaRule {
  stationClass?: string | null
  suburban?: boolean | null
  verdict: string
  limitSquareKilometres?: number | null
  differenceSquareKilometres?: number | null
  source?: RuleSource | null
}

export interface StationCoverage extends UnitName {
  key: string
  name?: string | null
  location: Position
  turnoutSeconds: number
  turnoutAssumed?: boolean
  driveSeconds: number
  tooFarFromRoads: boolean
  removed: boolean
  squareKilometres: number
  areaRule?: StationAreaRule | null
  people?: number | null
  peopleAlone?: number | null
  sitesAlone: number
  area?: Geometry | null
}

export interface UncoveredSite extends UnitName {
  key: string
  name?: string | null
  code?: string | null
  majorHazardSource: boolean
  district?: string | null
  reason: string
  seconds?: number | null
  location: Position
}

export interface UncoveredSiteList {
  numberMatched: number
  sites: UncoveredSite[]
}

export interface UncoveredPeopleCell {
  people: number
  tooFarFromRoads: boolean
  location: Position
}

export interface CoverageLoss {
  before: CoverageCounts
  after: CoverageCounts
  peopleLost?: number | null
  peopleGained?: number | null
  sitesLost: UncoveredSiteList
  districts: { code?: string | null; name?: string | null; before: CoverageCounts; after: CoverageCounts }[]
  lostArea?: Geometry | null
}

export interface NextStation {
  location: Position
  gain: number
  gained: number
  share?: number | null
  peopleGained?: number | null
  sitesGained: number
  area?: Geometry | null
}

export interface NextStationPlan {
  /** `people` or `confined-spaces`. */
  weighs: string
  candidateCount: number
  optimal: boolean
  mostPossible: number
  gained: number
  stations: NextStation[]
}

export interface CircleEstimate {
  leastWayMetres: number
  greatestWayMetres: number
  leastDetour: number
  greatestDetour: number
  leastSquareKilometres: number
  greatestSquareKilometres: number
}

/** Whom and what the bases of a city reach in time by road. */
export interface CoverageAnswer {
  /** `no-data` without roads or bases: nothing is then told of anybody. */
  outcome: string
  purpose: string
  standard: { title: Bilingual; layer: string; turnoutSeconds: number; driveSeconds: number; limitSeconds: number; source: RuleSource }
  time: string
  all?: CoverageCounts | null
  districts: DistrictCoverage[]
  stations: StationCoverage[]
  uncoveredArea?: Geometry | null
  uncoveredSites: UncoveredSiteList
  uncoveredPeople?: { numberMatched: number; cells: UncoveredPeopleCell[] } | null
  loss?: CoverageLoss | null
  nextStations?: NextStationPlan | null
  circle?: CircleEstimate | null
  leftOut: (UnitName & { name?: string | null; reason?: Bilingual })[]
  missing: MissingData[]
  dataVersion: string
  whatIf: boolean
  explanation: ExplanationStep[]
}

/** The hazards that the table tells, the gravest first; the first are enterprises too, and never to be added to them. */
export const hazardKinds = ['major-hazard-sources', 'enterprises', 'confined-spaces'] as const

/** Sites of one kind over all its codes; undefined where the city has none, or nobody knows. */
export function sitesOf(counts: CoverageCounts, kind: string): { total: number; uncovered: number } | undefined {
  const rows = counts.hazards.filter((hazard) => hazard.kind === kind)
  if (rows.length === 0) return undefined
  return rows.reduce((sum, { sites }) => ({ total: sum.total + sites.total, uncovered: sum.uncovered + sites.uncovered }), { total: 0, uncovered: 0 })
}

/** The sources of the area limits that were applied, each once. */
export function areaSources(stations: readonly StationCoverage[]): RuleSource[] {
  const sources = stations.flatMap(({ areaRule }) => (areaRule?.source ? [areaRule.source] : []))
  return [...new Map(sources.map((source) => [source.clause, source])).values()]
}
