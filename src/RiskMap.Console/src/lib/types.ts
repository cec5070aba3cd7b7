import type { ExplanationStep, RuleSource } from './sources'

// What the server sends, as far as the console reads it. Members may be absent: an older server or a thin data set is no error.

export type Language = 'zh' | 'en'
export type Bilingual = Partial<Record<Language, string>>
export type Colour = 'red' | 'orange' | 'yellow' | 'blue'
export type Bounds = [west: number, south: number, east: number, north: number]

export interface Collection {
  id: string
  title?: string
  extent?: { spatial?: { bbox?: number[][] } }
  attribution?: string
  'riskmap:titles'?: Bilingual
  'riskmap:count'?: number
  'riskmap:geometryType'?: string
}

export interface FieldSchema {
  title?: string
  type?: string
  format?: string
  enum?: (string | number)[]
  'x-title'?: Bilingual
  'x-enum-titles'?: Record<string, Bilingual>
  'x-codes'?: { value: string; title?: Bilingual }[]
  'x-unit'?: string
  'x-ogc-unit'?: string
  'x-personal'?: boolean
  items?: { properties?: Record<string, FieldSchema> } & Pick<FieldSchema, 'x-enum-titles' | 'x-codes'>
}

export interface LayerSchema {
  properties?: Record<string, FieldSchema>
}

export interface Feature {
  type: 'Feature'
  id?: number | string
  geometry: Geometry | null
  properties: Record<string, unknown> | null
}

export interface FeatureCollection {
  type: 'FeatureCollection'
  features: Feature[]
}

export type Position = number[]
export interface Polygon {
  type: 'Polygon'
  coordinates: Position[][]
}

export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiPoint' | 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | Polygon
  | { type: 'MultiPolygon'; coordinates: Position[][][] }
  | { type: 'GeometryCollection'; geometries: Geometry[] }

/** One factor of the risk at an area's percentile cell; the risk is the product of all. */
export interface RiskTerm {
  term: string
  title?: Bilingual
  value?: number | null
  unit?: string
  source?: RuleSource
}

/** An enterprise and what it adds to the field at its area's percentile cell. */
export interface Contributor {
  id: number
  name?: string | null
  grade?: Colour | null
  score?: number
  radiusMetres?: number | null
  distanceMetres?: number | null
  field?: number
  points?: number
  share?: number
}

/** The cell whose risk is the area's: so many of the area's people live in cells that are no worse. */
export interface RiskCell {
  centre: Position
  people: number
  peopleOfArea: number
  responseSeconds?: number | null
}

/** The risk of one district or park; `colour` null means that it cannot be told, which is never the same as safe. */
export interface AreaRisk {
  id: number
  code?: string
  name?: string
  level?: string
  index?: number | null
  indexAtLeast?: number
  indexAtMost?: number
  colour?: Colour | null
  risk?: number | null
  /** Share of the area's cells from orange on. */
  shareAbove?: number
  cell?: RiskCell | null
  counts?: Record<string, number>
  exposed?: Record<string, number | null>
  nearestDepotMetres?: number | null
  nearestTeamMetres?: number | null
  terms?: RiskTerm[]
  contributors?: Contributor[]
  veto?: { status: string; reason?: Bilingual; source?: RuleSource }
  missing?: { term: string; reason?: Bilingual }[]
  explanation?: ExplanationStep[]
}

export interface ColourBand {
  colour: Colour
  riskAtLeast?: number
  indexAtLeast?: number
}

export interface RiskMethod {
  id?: string
  title?: Bilingual
  local?: boolean
  file?: string
  status?: string
  cellMetres?: number
  colours?: ColourBand[]
}

export interface RiskAnswer {
  dataVersion?: string | number
  method?: RiskMethod
  by?: string
  level?: string
  areas: AreaRisk[]
  explanation?: ExplanationStep[]
}
