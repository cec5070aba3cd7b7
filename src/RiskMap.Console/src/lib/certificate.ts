import type { ExplanationStep, RuleSource } from './sources'
import { severityOf, type Verdict } from './verdicts'
import type { Bilingual, Feature, Geometry, Position } from './types'

/** One rule against one neighbour, or one rule that has none, with the two points between which its distance was measured. */
export interface RuleOutcome {
  rule: string
  title?: Bilingual
  clause: string
  source?: RuleSource
  /** `hazard` when the site is the hazard, `target` when it is what is protected. */
  role?: string
  requiredMetres?: number | null
  actualMetres?: number | null
  shortfallMetres?: number | null
  from?: Position | null
  to?: Position | null
  otherLayer?: string | null
  otherId?: number | null
  otherName?: string | null
  /** `point` where the neighbour has no boundary. */
  measuredFrom?: string | null
  measuredEnds?: Bilingual | null
  strictness?: string | null
  verdict: Verdict
  reason?: Bilingual | null
}

/** An entry of the catalogue of what is prohibited, restricted or controlled that means the planned use. */
export interface CatalogueEntry {
  rule: string
  title?: Bilingual
  clause: string
  matched?: string | null
  otherName?: string | null
  verdict: Verdict
  /** False for an entry that a longer industry prefix overrules. */
  decides?: boolean
  reason?: Bilingual | null
  source?: RuleSource
}

/** Individual risk at one protected place, deaths a year. */
export interface RiskRow {
  rule: string
  clause: string
  otherName?: string | null
  limitPerYear?: number | null
  atLeastPerYear?: number | null
  lessThanPerYear?: number | null
  verdict: Verdict
  reason?: Bilingual | null
  source?: RuleSource
}

/** By which method the external safety distance is found, and what it says. */
export interface ExternalSafety {
  method?: { method: string; title?: Bilingual; clause: string; source?: RuleSource } | null
  verdict: Verdict
  reason?: Bilingual
  rows?: RiskRow[]
}

/** S, R and level of the planned inventory (GB 18218); what is missing makes them ranges. */
export interface MajorHazard {
  s?: number | null
  sAtLeast?: number
  r?: number | null
  rAtLeast?: number
  rAtMost?: number | null
  alpha?: number | null
  level?: number | null
  isMajorHazardSource?: boolean | null
  residents?: { count?: number | null; withinMetres?: number }
  missing?: Bilingual[]
  explanation?: ExplanationStep[]
}

export interface QuantityRepair {
  cas?: string | null
  name?: string | null
  plannedTonnes: number
  largestTonnes?: number | null
  verdict: Verdict
}

export interface ShiftRepair {
  metres: number
  directionDegrees: number
  verdict: Verdict
}

export interface ParcelRepair {
  layer: string
  id: number
  name?: string | null
  distanceMetres: number
  verdict: Verdict
}

/** What would gain a better verdict, each by itself. */
export interface Repair {
  bestVerdict?: Verdict
  largestQuantity?: QuantityRepair[]
  smallestShift?: ShiftRepair | null
  nearestCompliantParcel?: ParcelRepair | null
}

export interface UncheckedRule {
  rule: string
  title?: Bilingual
  reason?: Bilingual
  source?: RuleSource
}

export interface Certificate {
  verdict: Verdict
  rules: RuleOutcome[]
  catalogue?: CatalogueEntry[]
  method?: ExternalSafety
  majorHazard?: MajorHazard | null
  repair?: Repair
  facilities?: { facility: string; certain?: boolean }[]
  unknown?: { otherId: number; otherName?: string | null; actualMetres: number }[]
  notChecked?: UncheckedRule[]
  date?: string
  squareMetres?: number
  dataVersion?: string
  whatIf?: boolean
  explanation?: ExplanationStep[]
}

/** The outlines that a certificate's drawing proposes. */
export interface Proposals {
  shift?: Geometry
  parcel?: Geometry
}

/** The proposals of a certificate as GeoJSON, whose features tell their role. */
export function proposalsOf(drawing: { features?: Feature[] }): Proposals {
  const ofRole = (role: string) => drawing.features?.find(({ properties }) => properties?.['role'] === role)?.geometry ?? undefined
  return { shift: ofRole('shift'), parcel: ofRole('parcel') }
}

/** Metres that are missing to what a rule requires; undefined where it is kept or cannot be told. */
export function shortfallOf({ requiredMetres, actualMetres, shortfallMetres }: RuleOutcome): number | undefined {
  const shortfall = shortfallMetres ?? (typeof requiredMetres === 'number' && typeof actualMetres === 'number' ? requiredMetres - actualMetres : 0)
  return shortfall > 0 ? shortfall : undefined
}

/** The most severe first, then what falls short most, then what comes nearest to it. */
export function bySeverity(rules: readonly RuleOutcome[]): RuleOutcome[] {
  const margin = (rule: RuleOutcome) => (rule.actualMetres ?? Infinity) - (rule.requiredMetres ?? 0)
  return rules.toSorted((a, b) => severityOf(a.verdict) - severityOf(b.verdict) || margin(a) - margin(b) || a.rule.localeCompare(b.rule))
}
