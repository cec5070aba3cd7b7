import { reactive, shallowRef, watch } from 'vue'
import { processFile } from '../lib/api'
import { type Certificate, type Proposals, proposalsOf, type RuleOutcome } from '../lib/certificate'
import { emptyPlan, faultsOf, inputsOf, type Plan } from '../lib/siting'
import { sitingProcess, usePlanOptions } from './usePlanOptions'
import { questionOf } from './useQuestion'
import { useSketch } from './useSketch'

const { ring, isClosed } = useSketch()
const { chemicals } = usePlanOptions()

const plan = reactive<Plan>(emptyPlan())

/** The rule whose two ends the reader looks at. */
const shown = shallowRef<RuleOutcome>()

/** Outlines where the plan would pass. */
const proposals = shallowRef<Proposals>({})

const drawn = () => (isClosed.value ? ring.value : [])
const inputs = () => inputsOf(drawn(), plan, chemicals.value)

const question = questionOf<Certificate>({
  process: sitingProcess,
  isInForm: (member) => /^(site|industryCode|landUse|facilities|processes|placeCategory|placeKind|inventory(\/\d+(\/(cas|tonnes))?)?)$/u.test(member),
  faults: () => faultsOf(drawn(), plan, chemicals.value),
  inputs,
  state: () => JSON.stringify(inputs()),
  answered: (answer, inputs) => {
    shown.value = undefined
    proposals.value = {}
    if (answer.repair?.smallestShift || answer.repair?.nearestCompliantParcel) void readProposals(answer, inputs)
  },
})
const { answer: certificate, state, faults, failure, asked, isOutdated, run, reasonAt, forgive } = question

/** The certificate names its proposals; its drawing has their outlines. */
async function readProposals(of: Certificate, inputs: object): Promise<void> {
  try {
    const drawing = JSON.parse(await (await processFile(sitingProcess, inputs, 'application/geo+json')).text()) as Parameters<typeof proposalsOf>[0]
    if (certificate.value === of) proposals.value = proposalsOf(drawing)
  } catch (error) {
    console.warn(error)
  }
}

function putPlan(next: Plan): void {
  Object.assign(plan, next)
}

// A reason goes when its cause may have gone: with the next word in the form or corner of the drawing.
watch([() => JSON.stringify(plan), ring], () => state.value !== 'asking' && forgive())

export function useSiting() {
  return { plan, certificate, state, faults, failure, shown, asked, proposals, isOutdated, run, reasonAt, putPlan }
}
