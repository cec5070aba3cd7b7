import { industryFault, isCas } from './codes'
import { type InputFault, numberOf, type Option, optionOf } from './inputs'
import { crossings, leastCorners, polygonOf, type Ring } from './polygon'

/** One row of the inventory as it is typed: a chemical by CAS number or name, and its tonnes. */
export interface InventoryRow {
  chemical: string
  tonnes: string
}

/** What is planned, as it is typed: a plant with its chemicals, or a protected place. */
export interface Plan {
  kind: 'plant' | 'place'
  industryCode: string
  inventory: InventoryRow[]
  landUse: string
  facilities: string[]
  processes: string[]
  placeCategory: string
  placeKind: string
}

export const emptyPlan = (): Plan => ({
  kind: 'plant', industryCode: '', inventory: [{ chemical: '', tonnes: '' }], landUse: '', facilities: [], processes: [], placeCategory: '', placeKind: '',
})

const isBlank = ({ chemical, tonnes }: InventoryRow) => chemical.trim() === '' && tonnes.trim() === ''

/** The CAS number that a typed chemical means: itself, or that of the chemical so named in either language; undefined where none is. */
export function casOf(chemical: string, chemicals: readonly Option[]): string | undefined {
  const text = chemical.trim()
  if (isCas(text)) return text
  const cas = /\d{2,7}-\d{2}-\d/u.exec(text)?.[0]
  if (cas && isCas(cas)) return cas
  return optionOf(text, chemicals)?.value
}

/** Tonnes as typed; undefined where the text is no number of zero or more. */
export function tonnesOf(text: string): number | undefined {
  const tonnes = numberOf(text)
  return tonnes !== undefined && tonnes >= 0 ? tonnes : undefined
}

function inventoryFaults(rows: readonly InventoryRow[], chemicals: readonly Option[]): InputFault[] {
  return rows.flatMap((row, index) => isBlank(row) ? [] : [
    ...(casOf(row.chemical, chemicals) ? [] : [{ member: `inventory/${index}/cas`, reason: 'siting.fault.chemical' }]),
    ...(tonnesOf(row.tonnes) === undefined ? [{ member: `inventory/${index}/tonnes`, reason: 'siting.fault.tonnes' }] : []),
  ])
}

/** What must be mended before the question can be sent; empty where nothing is. */
export function faultsOf(ring: Ring, plan: Plan, chemicals: readonly Option[]): InputFault[] {
  const site = ring.length < leastCorners ? 'siting.fault.noSite' : crossings(ring).length > 0 ? 'siting.fault.crossed' : undefined
  const faults = site ? [{ member: 'site', reason: site }] : []
  if (plan.kind === 'place') return [...faults, ...(plan.placeCategory ? [] : [{ member: 'placeCategory', reason: 'siting.fault.category' }])]
  const industry = plan.industryCode.trim() === '' ? 'empty' : industryFault(plan.industryCode)
  if (industry) faults.push({ member: 'industryCode', reason: `industry.${industry}` })
  return [...faults, ...inventoryFaults(plan.inventory, chemicals)]
}

const listed = (name: string, values: readonly string[]) => (values.length > 0 ? { [name]: values } : {})
const told = (name: string, value: string) => (value.trim() ? { [name]: value.trim() } : {})

/** The inputs of the process for a plan without faults; what was left empty is left out. */
export function inputsOf(ring: Ring, plan: Plan, chemicals: readonly Option[]): Record<string, unknown> {
  const shared = { site: polygonOf(ring), ...told('landUse', plan.landUse) }
  if (plan.kind === 'place') return { ...shared, inventory: [], ...told('placeCategory', plan.placeCategory), ...told('placeKind', plan.placeKind) }
  return {
    ...shared,
    ...told('industryCode', plan.industryCode.toUpperCase()),
    inventory: plan.inventory.filter((row) => !isBlank(row)).map((row) => ({ cas: casOf(row.chemical, chemicals), tonnes: tonnesOf(row.tonnes) })),
    ...listed('facilities', plan.facilities),
    ...listed('processes', plan.processes),
  }
}
