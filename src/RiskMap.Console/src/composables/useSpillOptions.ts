import { computed } from 'vue'
import { processOf } from './useProcess'

export const planProcess = 'incident-plan'

const { load, schemaOf, optionsIn } = processOf(planProcess)

/** Materials with a UN number, then what has none. */
const materials = computed(() => [...optionsIn('unNumber'), ...optionsIn('material')])
const sizes = computed(() => optionsIn('size'))
const templates = computed(() => optionsIn('template'))
const containers = computed(() => optionsIn('container'))

/** The containers for which the book has rows of their own, by UN number. */
const containersByNumber = computed(() => new Map((schemaOf('unNumber')?.['x-codes'] ?? []).map(({ value, containers: own }) => [String(value), own ?? []])))

/** The containers that a material may be in; empty where its distances do not depend on them. */
const containersOf = (unNumber: string | undefined) => containers.value.filter(({ value }) => containersByNumber.value.get(unNumber ?? '')?.includes(value))

export function useSpillOptions() {
  return { load, materials, sizes, templates, containersOf }
}
