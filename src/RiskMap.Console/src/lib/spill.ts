import { type InputFault, numberOf, type Option, optionOf } from './inputs'
import type { UnitName } from './incidentPlan'
import { isWallClock, momentAt, zonedText } from './moments'
import type { Feature, Position } from './types'

/** A unit that somebody wants, or does not want, to go. */
export interface NamedUnit extends UnitName {
  name: string
}

/** A release as it is typed. */
export interface Spill {
  /** [longitude, latitude]; with a plant its point. */
  place?: Position
  /** The enterprise at which it is, where somebody chose one. */
  plant?: { id: number; key: string; name: string }
  /** The incident of the dispatch record that it is, where it stands there already: who was ordered to it counts. */
  incidentId?: number
  /** UN number, or a name in either language. */
  material: string
  size: 'small' | 'large'
  container: string
  windFrom: string
  windSpeed: string
  /** What the city's clocks show; empty for now. */
  time: string
  fire: boolean
  /** Kind of incident; empty where it follows from the material. */
  template: string
  pinned: NamedUnit[]
  forbidden: NamedUnit[]
}

export const emptySpill = (): Spill => ({
  material: '', size: 'large', container: '', windFrom: '', windSpeed: '', time: '', fire: false, template: '', pinned: [], forbidden: [],
})

const isNumber = (text: string) => /^(un)?\s*\d{4}$/iu.test(text.trim())

/** How a typed material is asked for: by its UN number where it is known or is one, else by its name, which the server knows or finds near ones to. */
export function materialInput(material: string, known: readonly Option[]): { unNumber: string } | { material: string } {
  const option = optionOf(material.replace(/^un\s*(?=\d)/iu, ''), known)
  if (option && isNumber(option.value)) return { unNumber: option.value }
  return isNumber(material) ? { unNumber: material.trim() } : { material: material.trim() }
}

/** Where the wind comes from, degrees clockwise from north; undefined where the text is no such direction. */
export function degreesOf(text: string): number | undefined {
  const degrees = numberOf(text)
  return degrees !== undefined && degrees >= 0 && degrees <= 360 ? degrees : undefined
}

const speedOf = (text: string) => {
  const speed = numberOf(text)
  return speed !== undefined && speed >= 0 ? speed : undefined
}

/** What must be mended before the question can be sent; empty where nothing is. */
export function faultsIn(spill: Spill): InputFault[] {
  const wrong: [boolean, string, string][] = [
    [!spill.place && !spill.plant, 'location', 'dispatch.fault.place'],
    [spill.material.trim() === '', 'material', 'dispatch.fault.material'],
    [degreesOf(spill.windFrom) === undefined, 'windFromDegrees', 'dispatch.fault.windFrom'],
    [speedOf(spill.windSpeed) === undefined, 'windMetresPerSecond', 'dispatch.fault.windSpeed'],
    [spill.time !== '' && !isWallClock(spill.time), 'time', 'dispatch.fault.time'],
  ]
  return wrong.filter(([is]) => is).map(([, member, reason]) => ({ member, reason }))
}

const units = (name: string, list: readonly UnitName[]) => (list.length > 0 ? { [name]: list.map(({ layer, id }) => ({ layer, id })) } : {})

/** The inputs of the process for a spill without faults; what was left empty is left out. */
export function inputsOfSpill(spill: Spill, known: readonly Option[], zone: string, now: Date): Record<string, unknown> {
  return {
    ...(spill.plant ? { enterpriseId: spill.plant.id } : { location: spill.place }),
    ...materialInput(spill.material, known),
    size: spill.size,
    ...(spill.container && spill.size === 'large' ? { container: spill.container } : {}),
    windFromDegrees: degreesOf(spill.windFrom),
    windMetresPerSecond: speedOf(spill.windSpeed),
    time: spill.time ? momentAt(spill.time, zone) : zonedText(now, zone),
    ...(spill.fire ? { fire: true } : {}),
    ...(spill.template ? { template: spill.template } : {}),
    ...units('pinned', spill.pinned),
    ...units('forbidden', spill.forbidden),
    ...(spill.incidentId === undefined ? {} : { incidentId: spill.incidentId }),
  }
}

/** The spill that an incident of the dispatch record tells, for a plan as things stand now. */
export function spillOf({ id, geometry, properties }: Feature): Spill {
  const text = (name: string) => String(properties?.[name] ?? '')
  return {
    ...emptySpill(),
    ...(geometry?.type === 'Point' ? { place: geometry.coordinates } : {}),
    incidentId: Number(id),
    material: text('unNumber'),
    size: text('size') === 'small' ? 'small' : 'large',
    windFrom: text('windFromDegrees'),
    windSpeed: text('windMetresPerSecond'),
    template: text('template'),
  }
}
