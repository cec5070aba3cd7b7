import { describe, expect, it } from 'vitest'
import { hashWith } from '../src/lib/deskAddress'
import type { IncidentPlan } from '../src/lib/incidentPlan'
import { isWallClock, momentAt, offsetMinutes, offsetText, spanParts, zonedText } from '../src/lib/moments'
import { extentOf, placeAt, planFeatures, spillFeatures, wayOf, windArrow } from '../src/lib/planMap'
import { metresPerDegree } from '../src/lib/polygon'
import { degreesOf, emptySpill, faultsIn, inputsOfSpill, materialInput, type Spill, spillOf } from '../src/lib/spill'
import { readSpill, spillNames, wordsOfSpill } from '../src/lib/spillAddress'
import { windName } from '../src/lib/winds'

const known = [{ value: '1005', title: { zh: '无水氨', en: 'Ammonia, anhydrous' }, alsoCalled: ['液氨', 'Ammonia'] }, { value: 'Unknown material', title: { zh: '未知物质', en: 'Unknown material' } }]
const zone = 'Asia/Shanghai'
const now = new Date('2026-06-30T02:00:00Z')
const spill = (changes: Partial<Spill> = {}): Spill => ({ ...emptySpill(), place: [118.28, 24.63], material: '液氨', windFrom: '45', windSpeed: '2,5', ...changes })

describe('a moment', () => {
  it('bears the offset of the city, whatever the reader keeps', () => {
    expect(zonedText(now, zone)).toBe('2026-06-30T10:00:00+08:00')
    expect(zonedText(now, 'Asia/Kathmandu')).toBe('2026-06-30T07:45:00+05:45')
    expect([offsetText(480), offsetText(-210), offsetText(0)]).toEqual(['+08:00', '-03:30', '+00:00'])
  })

  it('is read from the clocks of the city, also on the days on which they are changed', () => {
    expect(momentAt('2026-06-30T10:00', zone)).toBe('2026-06-30T10:00:00+08:00')
    expect(momentAt('2026-03-29T01:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00+01:00')
    expect(momentAt('2026-03-29T03:30', 'Europe/Berlin')).toBe('2026-03-29T03:30:00+02:00')
    expect(momentAt('2026-10-25T04:00', 'Europe/Berlin')).toBe('2026-10-25T04:00:00+01:00')
    expect(offsetMinutes(now, 'America/New_York')).toBe(-240)
  })

  it('is what an input for moments gives, and nothing else', () => {
    expect(['2026-06-30T10:00', '2026-06-30T10:00:30', '2026-06-30', '2026-13-30T10:00', 'now'].map(isWallClock)).toEqual([true, true, false, false, false])
  })

  it('parts a span into hours, minutes and seconds', () => {
    expect([spanParts(59.6), spanParts(3725), spanParts(-3)]).toEqual([
      { hours: 0, minutes: 1, seconds: 0 }, { hours: 1, minutes: 2, seconds: 5 }, { hours: 0, minutes: 0, seconds: 0 }])
  })
})

describe('a spill', () => {
  const members = (changes: Partial<Spill>) => faultsIn(spill(changes)).map(({ member }) => member)

  it('names its material by number where it is known, else by name', () => {
    expect(['1005', 'UN 1005', 'un1005', '液氨', 'AMMONIA'].map((text) => materialInput(text, known))).toEqual(Array(5).fill({ unNumber: '1005' }))
    expect(materialInput('UN 1017', known)).toEqual({ unNumber: 'UN 1017' })
    expect(materialInput('未知物质', known)).toEqual({ material: '未知物质' })
    expect(materialInput(' 氨水 ', known)).toEqual({ material: '氨水' })
  })

  it('is asked as the process wants it, what is empty left out', () => {
    expect(inputsOfSpill(spill(), known, zone, now)).toEqual({
      location: [118.28, 24.63], unNumber: '1005', size: 'large', windFromDegrees: 45, windMetresPerSecond: 2.5, time: '2026-06-30T10:00:00+08:00' })
    const whole = spill({ plant: { id: 7, key: 'k', name: '氨厂' }, container: 'highway-tank', time: '2026-01-02T03:04', fire: true, template: 'ammonia-leak',
      pinned: [{ layer: 'teams', id: 3, name: 'A' }], forbidden: [{ layer: 'depots', id: 4, name: 'B' }] })
    expect(inputsOfSpill(whole, known, zone, now)).toEqual({
      enterpriseId: 7, unNumber: '1005', size: 'large', container: 'highway-tank', windFromDegrees: 45, windMetresPerSecond: 2.5, time: '2026-01-02T03:04:00+08:00', fire: true,
      template: 'ammonia-leak', pinned: [{ layer: 'teams', id: 3 }], forbidden: [{ layer: 'depots', id: 4 }] })
    expect(inputsOfSpill({ ...whole, size: 'small' }, known, zone, now)).not.toHaveProperty('container')
  })

  it('names each input that must be mended before it is sent', () => {
    expect(members({})).toEqual([])
    expect(faultsIn(emptySpill()).map(({ member }) => member)).toEqual(['location', 'material', 'windFromDegrees', 'windMetresPerSecond'])
    expect(members({ windFrom: '361', windSpeed: '-1', time: 'soon' })).toEqual(['windFromDegrees', 'windMetresPerSecond', 'time'])
    expect([degreesOf('360'), degreesOf('0'), degreesOf('-1'), degreesOf('north')]).toEqual([360, 0, undefined, undefined])
  })

  it('survives in an address, a plant by its id alone', () => {
    const whole = spill({ windSpeed: '2.5', container: 'nurse-tank', time: '2026-01-02T03:04', fire: true, template: 'ammonia-leak',
      pinned: [{ layer: 'teams', id: 3, name: '一队' }], forbidden: [{ layer: 'depots', id: 4, name: '库' }, { layer: 'teams', id: 5, name: '二 队' }] })
    const hash = hashWith('#map=12/24.6/118.2', spillNames, 'dispatch', wordsOfSpill(whole))
    expect(hash).toContain('desk=dispatch&at=118.28,24.63&material=液氨')
    expect(readSpill(hash)).toEqual(whole)
    const plant = readSpill(hashWith('', spillNames, 'dispatch', wordsOfSpill(spill({ plant: { id: 7, key: 'k', name: '氨厂' } }))))
    expect(plant).toMatchObject({ plant: { id: 7, key: '', name: '' } })
    expect(plant).not.toHaveProperty('place')
    expect(readSpill('#map=12/24.6/118.2&desk=dispatch')).toBeUndefined()
    expect(readSpill('#at=500,1&plant=-3&pinned=roads:1;teams:x')).toEqual(emptySpill())
  })

  it('is taken over from the record with what the record knows', () => {
    const taken = spillOf({ type: 'Feature', id: 7, geometry: { type: 'Point', coordinates: [118.2, 24.6] }, properties: { unNumber: '1005', size: 'small', windFromDegrees: 45, windMetresPerSecond: 2.5, template: null } })
    expect(taken).toEqual({ ...emptySpill(), place: [118.2, 24.6], incidentId: 7, material: '1005', size: 'small', windFrom: '45', windSpeed: '2.5' })
    expect(inputsOfSpill(taken, known, zone, now)).toMatchObject({ incidentId: 7, location: [118.2, 24.6] })
    expect(readSpill(hashWith('', spillNames, 'dispatch', wordsOfSpill(taken)))).toEqual(taken)
  })

  it('has its wind named by eight directions', () => {
    expect([0, 22, 45, 180, 338, 360].map(windName)).toEqual(['wind.0', 'wind.0', 'wind.1', 'wind.4', 'wind.0', 'wind.0'])
  })
})

describe('a plan on the map', () => {
  const labels = { spill: 'spill', staging: 'staging', wind: (speed: number) => `${speed} m/s`, unit: (name: string, seconds: number) => `${name} ${seconds}` }
  const box = { type: 'Polygon' as const, coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }
  const unit = (id: number) => ({ layer: 'teams', id, key: `t${id}`, name: null, gives: [], seconds: 60, pinned: false, location: [0.5, 0.5] })
  const plan: IncidentPlan = {
    card: { status: 'ok', material: { name: {}, guide: '125' }, size: 'large', location: [0, 0], time: '', period: 'day', wind: { fromDegrees: 90, metresPerSecond: 3, isCalm: false },
      isolationMetres: 100, protectMetres: 1000, zones: [{ zone: 'isolation', areaSquareMetres: 1, geometry: box }, { zone: 'protective', areaSquareMetres: 1, geometry: box }],
      staging: { location: [0.001, 0], distanceMetres: 111, approachDegrees: 270 } },
    force: { sufficient: true, units: [unit(1), unit(2)], unmet: [] },
    destination: { kind: 'staging', location: [0.001, 0] },
    routes: [{ layer: 'teams', id: 1, travelSeconds: 1, arrivalSeconds: 2, distanceMetres: 3, geometry: { type: 'LineString', coordinates: [[0, 0], [1, 1]] } }],
    roadsClosed: [{ location: [0.2, 0.2], roadId: 1 }],
  }
  const parts = (features: { features: { properties: Record<string, unknown> | null }[] }) => features.features.map(({ properties }) => properties?.['part'])

  it('draws the widest zone first and the spill last', () => {
    const drawn = planFeatures(plan, undefined, labels)
    expect(parts(drawn)).toEqual(['zone', 'zone', 'route', 'closure', 'staging', 'unit', 'unit', 'wind', 'wind-label', 'spill'])
    expect(drawn.features.slice(0, 2).map(({ properties }) => properties?.['zone'])).toEqual(['protective', 'isolation'])
    expect(planFeatures(plan, plan.force.units[0], labels).features.filter(({ properties }) => properties?.['shown']).map(({ properties }) => properties?.['part'])).toEqual(['route', 'unit'])
  })

  it('has no wind arrow in calm, and a straight line for who has no way', () => {
    const calm = { ...plan, card: { ...plan.card, wind: { ...plan.card.wind, isCalm: true } } }
    expect(parts(planFeatures(calm, undefined, labels))).not.toContain('wind')
    expect(wayOf(plan, unit(2))).toEqual({ type: 'LineString', coordinates: [[0.5, 0.5], [0.001, 0]] })
    expect(wayOf(plan, unit(1))).toBe(plan.routes[0]?.geometry)
    const { geometries } = extentOf(plan) as { geometries: { coordinates: unknown }[] }
    expect(geometries.slice(0, -1).map(({ coordinates }) => coordinates)).toEqual([box.coordinates, box.coordinates, [0, 0], [0.001, 0]])
  })

  it('shows spill and wind before anything is asked', () => {
    expect(parts(spillFeatures({}, labels))).toEqual([])
    expect(parts(spillFeatures({ place: [0, 0] }, labels))).toEqual(['spill'])
    expect(parts(spillFeatures({ place: [0, 0], windFrom: 10 }, labels))).toEqual(['wind', 'wind-label', 'spill'])
  })

  it('goes by metres: the wind from the east blows from there to the spill', () => {
    const [east] = metresPerDegree(0)
    expect(placeAt([0, 0], 90, 1000)[0]).toBeCloseTo(1000 / east, 9)
    expect(placeAt([0, 0], 90, 1000)[1]).toBeCloseTo(0, 9)
    const arrow = windArrow([0, 0], 90, 100, 500)
    const [shaft] = arrow.type === 'MultiLineString' ? arrow.coordinates : []
    expect((shaft?.[0]?.[0] ?? 0) * east).toBeCloseTo(600, 3)
    expect((shaft?.[1]?.[0] ?? 0) * east).toBeCloseTo(100, 3)
  })
})
