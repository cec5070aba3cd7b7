import { type ForceAnswer, type IncidentPlan, type SentUnit, toOrder, type UnitName } from './incidentPlan'
import type { LayerChange } from './live'
import type { Spill } from './spill'
import type { Feature, Position } from './types'

/** States of an order in the order in which they are taken; the last two end it. */
export const orderStates = ['ordered', 'turned-out', 'arrived', 'released', 'cancelled'] as const
export type OrderState = (typeof orderStates)[number]

/** An order: one unit that was sent to one incident. */
export interface Order {
  id: number
  key: string
  /** What If-Match takes. */
  revision: number
  layer: string
  unitId: number | null
  unitKey: string
  name?: string | null
  location?: Position | null
  state?: string | null
  orderedAt?: string | null
  turnedOutAt?: string | null
  arrivedAt?: string | null
  releasedAt?: string | null
  expectedSeconds?: number | null
  expectedAt?: string | null
  late?: boolean | null
  materials?: Material[]
  note?: string | null
}

export interface Material {
  code: string
  quantity: number
  unit?: string | null
  name?: string | null
}

/** An incident with its orders, as the server tells it. */
export interface Dispatch {
  incident: Feature
  orders: Order[]
  dataVersion?: string
}

/** The layers whose changes change the board. */
const recordLayers = ['incidents', 'dispatch-orders']
export const touchesRecord = (changed: readonly LayerChange[]): boolean => changed.some(({ layer }) => recordLayers.includes(layer))

/** What may become of an order next, the usual first. */
export function nextStates(state: string | null | undefined): OrderState[] {
  switch (state) {
    case 'ordered': return ['turned-out', 'cancelled']
    case 'turned-out': return ['arrived', 'cancelled']
    case 'arrived': return ['released']
    default: return []
  }
}

/** Whether an order goes on. */
export const isOpen = ({ state }: Order): boolean => nextStates(state).length > 0

const secondsBetween = (from: string, to: number) => (to - Date.parse(from)) / 1000

/** Seconds since an order was given, up to its unit's arrival or its end; undefined where nobody wrote when it was given. */
export function elapsedSeconds(order: Order, now: number): number | undefined {
  const end = order.arrivedAt ?? order.releasedAt
  return order.orderedAt ? Math.max(0, secondsBetween(order.orderedAt, end ? Date.parse(end) : now)) : undefined
}

/** Seconds by which a unit came, or is still to come, later than expected; undefined where it is in time, or nobody expects it. */
export function lateSeconds(order: Order, now: number): number | undefined {
  if (!order.expectedAt || (!order.arrivedAt && !isOpen(order))) return undefined
  const late = secondsBetween(order.expectedAt, order.arrivedAt ? Date.parse(order.arrivedAt) : now)
  return late > 0 ? late : undefined
}

/** When an order took each state that it took, in their order. */
export function timesOf(order: Order): { state: OrderState; at: string }[] {
  const end: OrderState = order.state === 'cancelled' ? 'cancelled' : 'released'
  const times: [OrderState, string | null | undefined][] = [['ordered', order.orderedAt], ['turned-out', order.turnedOutAt], ['arrived', order.arrivedAt], [end, order.releasedAt]]
  return times.flatMap(([state, at]) => (at ? [{ state, at }] : []))
}

/** Who is on the way or there, then those whose order has ended. */
export const byProgress = (orders: readonly Order[]): Order[] => orders.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || a.id - b.id)

const wholeCode = /^\d{7}$/u
const tolerance = 1e-9

/**
 * What each depot of a force is ordered to bring: of each material the amount that is needed beside what is on its way, from who is there first. A class of
 * materials is no order, and is left out.
 */
export function materialsOf(force: ForceAnswer): Map<SentUnit, Material[]> {
  const orders = new Map<SentUnit, Material[]>()
  for (const need of (force.needs ?? []).filter((one) => one.kind === 'material' && wholeCode.test(one.need))) {
    const givenBy = (unit: SentUnit) => unit.gives.find((one) => one.need === need.need)
    const sent = toOrder(force)
    let open = need.amount - force.units.filter((unit) => !sent.includes(unit)).reduce((sum, unit) => sum + (givenBy(unit)?.amount ?? 0), 0)
    for (const unit of sent.filter(({ layer }) => layer === 'depots').toSorted((a, b) => a.seconds - b.seconds)) {
      const given = givenBy(unit)
      const quantity = Math.min(open, given?.amount ?? 0)
      if (!given || quantity <= tolerance) continue
      open -= quantity
      orders.set(unit, [...(orders.get(unit) ?? []), { code: need.need, quantity, ...(given.unit ? { unit: given.unit } : {}) }])
    }
  }
  return orders
}

/** The body that sends who of a plan's force is not out yet, to an incident that stands already or to a new one. */
export function dispatchBody(plan: IncidentPlan, spill: Spill, name: string): Record<string, unknown> {
  const materials = materialsOf(plan.force)
  const units = toOrder(plan.force).map((unit) => ({
    layer: unit.layer, id: unit.id, expectedSeconds: Math.round(unit.seconds), ...(materials.has(unit) ? { materials: materials.get(unit) } : {}),
  }))
  if (spill.incidentId !== undefined) return { incidentId: spill.incidentId, units }
  const { card } = plan
  const incident = {
    name, location: card.location, occurredAt: card.time, size: card.size, windFromDegrees: card.wind.fromDegrees, windMetresPerSecond: card.wind.metresPerSecond,
    ...(card.material.unNumber ? { unNumber: card.material.unNumber } : {}),
    ...(spill.template ? { template: spill.template } : {}),
    ...(spill.plant?.key ? { enterpriseKey: spill.plant.key } : {}),
  }
  return { incident, units }
}

/** The unit of a plan that a member of a refused body names (`units/2/materials/0`). */
export function unitAt(member: string, force: ForceAnswer): UnitName | undefined {
  const index = /^\/?units\/(\d+)(\/|$)/u.exec(member)?.[1]
  return index === undefined ? undefined : toOrder(force)[Number(index)]
}
