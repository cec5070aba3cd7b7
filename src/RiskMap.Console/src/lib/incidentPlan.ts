import type { ExplanationStep, MissingData } from './sources'
import type { Bilingual, Polygon, Position } from './types'

export interface SiteInside {
  id: number
  key?: string
  name?: string | null
  zone: string
  distanceMetres: number
  downwindMetres?: number
  /** Null in calm: no arrival can be told. */
  arrivalSeconds?: number | null
  measuredFrom?: string
  location: Position
}

/** A protected place in a zone, and whether its people can leave before the release comes. */
export interface PlaceInside {
  site: SiteInside
  category?: string | null
  kind?: string | null
  people?: number | null
  hint: { action: string; moveSeconds?: number | null; working?: Bilingual }
}

export interface ExposedInside {
  people?: number | null
  placePeople?: number | null
  placeCount: number
  placesInFanOnly: number
  places: PlaceInside[]
  confinedSpaceCount: number
  confinedSpaces: SiteInside[]
  enterpriseCount: number
  enterprisesWithChemicals: number
  enterprises: SiteInside[]
}

/** A point at which a road is to be closed. */
export interface ClosurePoint {
  location: Position
  roadId: number
  name?: string | null
  roadClass?: string | null
}

export interface StagingPoint {
  location: Position
  distanceMetres: number
  approachDegrees: number
  /** Null where no road was found upwind. */
  roadId?: number | null
  roadName?: string | null
}

/** What a commander must know in the first minute. */
export interface IncidentCard {
  /** `no-data` where the book's row cannot be used: zones and what lies in them are then missing. */
  status: string
  noData?: Bilingual | null
  material: { unNumber?: string | null; name: Bilingual; guide: string }
  size: string
  container?: string | null
  location: Position
  time: string
  period: string
  sun?: { sunrise?: string | null; sunset?: string | null }
  wind: { fromDegrees: number; metresPerSecond: number; isCalm: boolean }
  table?: string
  isolationMetres?: number | null
  protectMetres?: number | null
  /** The book says "11+": at least so far. */
  protectOrMore?: boolean
  zones: { zone: string; title?: Bilingual; areaSquareMetres: number; geometry: Polygon }[]
  exposed?: ExposedInside | null
  roads?: { entering: number; whollyInside: number; pathsEntering: number; closurePoints: ClosurePoint[] } | null
  staging?: StagingPoint | null
  shelter?: { evacuate: number; shelter: number; noData: number; working?: Bilingual } | null
  warnings?: Bilingual[]
  missing?: MissingData[]
  explanation?: ExplanationStep[]
}

/** A unit by its layer, `teams` or `depots`, and its id there. */
export interface UnitName {
  layer: string
  id: number
}

export interface GivenAmount {
  need: string
  title: Bilingual
  amount: number
  unit?: string | null
}

export interface SentUnit extends UnitName {
  key: string
  name?: string | null
  gives: GivenAmount[]
  /** When it is there: turnout and travel. */
  seconds: number
  turnoutSeconds?: number
  turnoutAssumed?: boolean
  pinned: boolean
  location: Position
  /** The order by which it goes to this incident already; its seconds are then those that are left. */
  orderId?: number | null
  orderState?: string | null
}

/** What is needed, met or not. */
export interface AskedNeed {
  /** `capability`, `vehicle` or `material`. */
  kind: string
  need: string
  title: Bilingual
  amount: number
  unit?: string | null
}

export interface UnmetNeed {
  need: string
  title: Bilingual
  amount: number
  available: number
  missing: number
  unit?: string | null
}

export interface MoveUp {
  teamId: number
  team?: string | null
  toTeamId: number
  toTeam?: string | null
  seconds: number
  peopleGained: number
}

/** The fastest sufficient force. */
export interface ForceAnswer {
  sufficient: boolean
  travelSeconds?: number | null
  units: SentUnit[]
  needs?: AskedNeed[]
  bottleneck?: { need: string; title: Bilingual; seconds: number; secondsWithout: number; unitLayer: string; unitId: number } | null
  unmet: UnmetNeed[]
  secondBest?: { travelSeconds: number; units: SentUnit[]; without: UnitName } | null
  coverageLeft?: { standardSeconds: number; people: number; coveredBefore: number; coveredAfter: number; moveUps: MoveUp[] } | null
  isProvenFewest?: boolean
  leftOut?: (UnitName & { name?: string | null; reason?: Bilingual })[]
  missing?: MissingData[]
  explanation?: ExplanationStep[]
}

/** The way of a unit. */
export interface PlanRoute extends UnitName {
  name?: string | null
  travelSeconds: number
  arrivalSeconds: number
  distanceMetres: number
  geometry: { type: 'LineString'; coordinates: Position[] }
  warnings?: Bilingual[]
  /** No way: an end lies too far from the roads, and the time is a straight-line estimate. */
  viaStraightLine?: boolean
}

/** The first sixty seconds whole: whom the release reaches, who comes with enough, and by which way. */
export interface IncidentPlan {
  card: IncidentCard
  force: ForceAnswer
  destination: { kind: string; location: Position; reason?: Bilingual }
  routes: PlanRoute[]
  roadsClosed?: ClosurePoint[]
  warnings?: Bilingual[]
  missing?: MissingData[]
  dataVersion?: string
  whatIf?: boolean
  explanation?: ExplanationStep[]
}

export const isSame = (one: UnitName, other: UnitName): boolean => one.layer === other.layer && one.id === other.id

/** Who of a force is yet to be ordered. */
export const toOrder = ({ units }: ForceAnswer): SentUnit[] => units.filter(({ orderId }) => typeof orderId !== 'number')

/** The way of a unit, where it has one. */
export const routeOf = (plan: IncidentPlan, unit: UnitName): PlanRoute | undefined => plan.routes.find((route) => isSame(route, unit))

/** The whole working: how destination and ways were chosen, then that of the force and of the card. */
export const workingOf = ({ explanation, force, card }: IncidentPlan): ExplanationStep[] =>
  [...(explanation ?? []), ...(force.explanation ?? []), ...(card.explanation ?? [])]
