import { drawn, pointAt } from './drawn'
import { type IncidentPlan, isSame, type UnitName } from './incidentPlan'
import { shifted } from './polygon'
import type { Feature, FeatureCollection, Geometry, Position } from './types'

const line = (coordinates: Position[]): Geometry => ({ type: 'LineString', coordinates })

/** Where one comes from a place by a bearing, degrees clockwise from north, and metres. */
export function placeAt(place: Position, bearingDegrees: number, metres: number): Position {
  const bearing = (bearingDegrees * Math.PI) / 180
  return shifted([place], metres * Math.sin(bearing), metres * Math.cos(bearing))[0] ?? place
}

/** How far the two barbs of an arrow lie from its shaft, and how long they are to it. */
const [barbDegrees, barbShare] = [25, 0.3]

/** An arrow that blows from where the wind comes and ends so many metres before a place. */
export function windArrow(place: Position, fromDegrees: number, endMetres: number, lengthMetres: number): Geometry {
  const tip = placeAt(place, fromDegrees, endMetres)
  const barb = (side: number) => placeAt(tip, fromDegrees + side * barbDegrees, lengthMetres * barbShare)
  return { type: 'MultiLineString', coordinates: [[placeAt(tip, fromDegrees, lengthMetres), tip], [barb(-1), tip, barb(1)]] }
}

/** The arrow is as long as this part of the zone, and at least so many metres. It ends so much farther out than what stands upwind. */
const [arrowShare, leastArrowMetres, arrowGap] = [0.25, 120, 1.2]

/** How far before the spill the wind's arrow ends, and how long it is. */
function arrowMetres({ isolationMetres, protectMetres, staging }: IncidentPlan['card']): { upwind: number; length: number } {
  const reach = protectMetres ?? isolationMetres ?? 0
  return { upwind: arrowGap * Math.max(isolationMetres ?? 0, staging?.distanceMetres ?? 0), length: Math.max(leastArrowMetres, reach * arrowShare) }
}

/** What is known of a spill before anything is asked. */
export interface SpillMark {
  place?: Position
  windFrom?: number
}

/** A text for each thing that bears one. */
export interface PlanLabels {
  spill: string
  staging: string
  wind: (metresPerSecond: number) => string
  unit: (name: string, seconds: number) => string
}

function markFeatures({ place, windFrom }: SpillMark, { upwind, length }: { upwind: number; length: number }, wind: string, label: string): Feature[] {
  if (!place) return []
  const arrow = windFrom === undefined ? [] : [
    drawn('wind', windArrow(place, windFrom, upwind, length)),
    drawn('wind-label', pointAt(placeAt(place, windFrom, upwind + length)), { text: wind }),
  ]
  return [...arrow, drawn('spill', pointAt(place), { text: label })]
}

/** What the map draws before an answer stands there: the spill and the wind. */
export const spillFeatures = (mark: SpillMark, labels: PlanLabels): FeatureCollection =>
  ({ type: 'FeatureCollection', features: markFeatures(mark, { upwind: 0, length: leastArrowMetres }, '', labels.spill) })

/** What the map draws of a plan: zones, ways, who comes, whom it reaches, where roads are closed; the unit that the reader looks at above the others. */
export function planFeatures(plan: IncidentPlan, shown: UnitName | undefined, labels: PlanLabels): FeatureCollection {
  const { card, force } = plan
  const routes = plan.routes.toSorted((a, b) => Number(!!shown && isSame(a, shown)) - Number(!!shown && isSame(b, shown)))
  const isShown = (unit: UnitName) => !!shown && isSame(unit, shown)
  return {
    type: 'FeatureCollection',
    features: [
      ...card.zones.toReversed().map(({ zone, geometry }) => drawn('zone', geometry, { zone })),
      ...routes.map((route) => drawn('route', route.geometry, { layer: route.layer, straight: route.viaStraightLine === true, shown: isShown(route) })),
      ...(card.exposed?.places ?? []).map(({ site, hint }) => drawn('place', pointAt(site.location), { action: hint.action })),
      ...(plan.roadsClosed ?? card.roads?.closurePoints ?? []).map(({ location }) => drawn('closure', pointAt(location))),
      ...(card.staging ? [drawn('staging', pointAt(card.staging.location), { text: labels.staging })] : []),
      ...force.units.map((unit) => drawn('unit', pointAt(unit.location), { layer: unit.layer, shown: isShown(unit), text: labels.unit(unit.name ?? unit.key, unit.seconds) })),
      ...markFeatures({ place: card.location, ...(card.wind.isCalm ? {} : { windFrom: card.wind.fromDegrees }) }, arrowMetres(card), labels.wind(card.wind.metresPerSecond), labels.spill),
    ],
  }
}

/** All that a plan draws near the incident, for a map that shall show it: the zones, the spill with its wind, and where the units gather. */
export function extentOf({ card, destination }: IncidentPlan): Geometry {
  const { upwind, length } = arrowMetres(card)
  const places = [card.location, destination.location, placeAt(card.location, card.wind.fromDegrees, upwind + length)]
  return { type: 'GeometryCollection', geometries: [...card.zones.map(({ geometry }) => geometry), ...places.map(pointAt)] }
}

/** The line of a way, or the base of a unit that has none. */
export const wayOf = (plan: IncidentPlan, unit: UnitName & { location: Position }): Geometry =>
  plan.routes.find((route) => isSame(route, unit))?.geometry ?? line([unit.location, plan.destination.location])
