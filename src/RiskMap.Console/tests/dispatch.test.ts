import { describe, expect, it } from 'vitest'
import { byProgress, dispatchBody, elapsedSeconds, isOpen, lateSeconds, materialsOf, nextStates, type Order, orderStates, timesOf, touchesRecord, unitAt } from '../src/lib/dispatch'
import { stateColours } from '../src/lib/dispatchColours'
import type { ForceAnswer, IncidentPlan, SentUnit } from '../src/lib/incidentPlan'
import { keysOf } from '../src/lib/keys'
import { emptySpill } from '../src/lib/spill'
import zh from '../src/locales/zh-CN.json'

const order = (changes: Partial<Order> = {}): Order => ({
  id: 1, key: 'k', revision: 3, layer: 'teams', unitId: 7, unitKey: 't7', state: 'ordered', orderedAt: '2026-06-30T02:00:00Z', expectedSeconds: 600, expectedAt: '2026-06-30T02:10:00Z', ...changes,
})
const at = (minutes: number) => Date.parse('2026-06-30T02:00:00Z') + minutes * 60_000

describe('an order', () => {
  it('goes from ordered over turned out and arrived to released, and is cancelled before it arrives', () => {
    expect(nextStates('ordered')).toEqual(['turned-out', 'cancelled'])
    expect(nextStates('turned-out')).toEqual(['arrived', 'cancelled'])
    expect(nextStates('arrived')).toEqual(['released'])
    expect([nextStates('released'), nextStates('cancelled'), nextStates(null), nextStates('lost')]).toEqual([[], [], [], []])
    expect(orderStates.filter((state) => isOpen(order({ state })))).toEqual(['ordered', 'turned-out', 'arrived'])
  })

  it('takes its time until its unit is there', () => {
    expect(elapsedSeconds(order(), at(4))).toBe(240)
    expect(elapsedSeconds(order({ state: 'arrived', arrivedAt: '2026-06-30T02:08:00Z' }), at(90))).toBe(480)
    expect(elapsedSeconds(order({ state: 'cancelled', releasedAt: '2026-06-30T02:01:00Z' }), at(90))).toBe(60)
    expect(elapsedSeconds(order({ orderedAt: null }), at(4))).toBeUndefined()
    expect(elapsedSeconds(order(), at(-1))).toBe(0)
  })

  it('is late when its unit is not there in time, not when it was taken back', () => {
    expect(lateSeconds(order(), at(9))).toBeUndefined()
    expect(lateSeconds(order(), at(12))).toBe(120)
    expect(lateSeconds(order({ state: 'released', arrivedAt: '2026-06-30T02:11:00Z' }), at(90))).toBe(60)
    expect(lateSeconds(order({ state: 'cancelled', releasedAt: '2026-06-30T02:05:00Z' }), at(90))).toBeUndefined()
    expect(lateSeconds(order({ expectedAt: null }), at(90))).toBeUndefined()
  })

  it('tells when it took each state', () => {
    expect(timesOf(order({ state: 'cancelled', turnedOutAt: 'b', releasedAt: 'c', orderedAt: 'a' }))).toEqual(
      [{ state: 'ordered', at: 'a' }, { state: 'turned-out', at: 'b' }, { state: 'cancelled', at: 'c' }])
    expect(timesOf(order()).map(({ state }) => state)).toEqual(['ordered'])
  })

  it('stands before those that have ended', () => {
    expect(byProgress([order({ id: 1, state: 'released' }), order({ id: 3 }), order({ id: 2 })]).map(({ id }) => id)).toEqual([2, 3, 1])
  })

  it('has a colour and a word for each state, and a word for each step', () => {
    for (const state of orderStates) {
      expect(stateColours, state).toHaveProperty([state])
      expect(zh).toHaveProperty([`code.${state}`])
      for (const next of nextStates(state)) expect(zh).toHaveProperty([`become.${next}`])
    }
  })
})

const depot = (id: number, seconds: number, amount: number): SentUnit => ({
  layer: 'depots', id, key: `d${id}`, gives: [{ need: '2010299', title: {}, amount, unit: '套' }], seconds, pinned: false, location: [0, 0] })
const team: SentUnit = { layer: 'teams', id: 1, key: 't1', gives: [{ need: 'rescue', title: {}, amount: 1 }], seconds: 60, pinned: false, location: [0, 0] }
const force: ForceAnswer = {
  sufficient: true, unmet: [], units: [team, depot(5, 900, 8), depot(4, 800, 4), depot(6, 1000, 3)],
  needs: [{ kind: 'capability', need: 'rescue', title: {}, amount: 1 }, { kind: 'material', need: '2010299', title: {}, amount: 6, unit: '套' }, { kind: 'material', need: '201', title: {}, amount: 1 }],
}

describe('the orders of a force', () => {
  const plan = {
    card: { location: [118.2, 24.6], time: '2026-06-30T10:00:00+08:00', size: 'large', wind: { fromDegrees: 45, metresPerSecond: 2.5, isCalm: false }, material: { unNumber: '1005', name: {}, guide: '' } },
    force, routes: [],
  } as unknown as IncidentPlan

  it('bring what is needed and no more, from who is there first', () => {
    const brought = new Map([...materialsOf(force)].map(([{ id }, materials]) => [id, materials]))
    expect(brought).toEqual(new Map([[4, [{ code: '2010299', quantity: 4, unit: '套' }]], [5, [{ code: '2010299', quantity: 2, unit: '套' }]]]))
    expect(materialsOf({ ...force, needs: undefined }).size).toBe(0)
  })

  it('go to a new incident with what the plan was asked about', () => {
    const spill = { ...emptySpill(), template: 'ammonia-leak', plant: { id: 7, key: 'plant-7', name: '氨厂' } }
    const body = dispatchBody(plan, spill, '氨泄漏')
    expect(body).toMatchObject({ incident: {
      name: '氨泄漏', location: [118.2, 24.6], occurredAt: '2026-06-30T10:00:00+08:00', size: 'large', windFromDegrees: 45, windMetresPerSecond: 2.5, unNumber: '1005', template: 'ammonia-leak', enterpriseKey: 'plant-7' } })
    expect((body['units'] as object[])[0]).toEqual({ layer: 'teams', id: 1, expectedSeconds: 60 })
    expect(Object.keys(dispatchBody(plan, emptySpill(), 'x')['incident'] as object)).not.toContain('template')
  })

  it('or to one that stands already', () => {
    expect(dispatchBody(plan, { ...emptySpill(), incidentId: 9 }, 'x')).toMatchObject({ incidentId: 9 })
    expect(dispatchBody(plan, { ...emptySpill(), incidentId: 9 }, 'x')).not.toHaveProperty('incident')
  })

  it('leave out who goes already, and what is on its way', () => {
    const out = { ...depot(7, 300, 5), orderId: 3, orderState: 'turned-out' }
    const more = { ...force, units: [{ ...team, orderId: 2, orderState: 'arrived' }, out, depot(4, 800, 4)] }
    expect([...materialsOf(more)].map(([{ id }, materials]) => [id, materials])).toEqual([[4, [{ code: '2010299', quantity: 1, unit: '套' }]]])
    expect((dispatchBody({ ...plan, force: more }, { ...emptySpill(), incidentId: 9 }, 'x')['units'] as { id: number }[]).map(({ id }) => id)).toEqual([4])
    expect(unitAt('units/0/id', more)).toBe(more.units[2])
  })

  it('are refused beside the unit that cannot go', () => {
    expect(unitAt('units/1/materials/0/quantity', force)).toBe(force.units[1])
    expect(unitAt('/units/0/id', force)).toBe(team)
    expect([unitAt('incident/name', force), unitAt('units/9/id', force)]).toEqual([undefined, undefined])
  })
})

describe('the record', () => {
  it('is read anew when incidents or orders change', () => {
    expect(touchesRecord([{ layer: 'roads' }, { layer: 'dispatch-orders', inserted: [1] }])).toBe(true)
    expect(touchesRecord([{ layer: 'incidents', many: true }])).toBe(true)
    expect(touchesRecord([{ layer: 'teams' }])).toBe(false)
  })

  it('is written again under the same key until it is known what came of it', () => {
    const keys = keysOf()
    const first = keys.of('order/1 arrived')
    expect(first).toMatch(/^[0-9a-f]{32}$/u)
    expect(keys.of('order/1 arrived')).toBe(first)
    expect(keys.of('order/2 arrived')).not.toBe(first)
    keys.done('order/1 arrived')
    expect(keys.of('order/1 arrived')).not.toBe(first)
  })
})
