import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { processFile, runProcess, ServerError } from '../lib/api'
import { type Certificate, type Proposals, proposalsOf, type RuleOutcome } from '../lib/certificate'
import { emptyPlan, faultAt, faultsOf, inputName, inputsOf, type InputFault, type Plan } from '../lib/siting'
import { useLanguage } from './useLanguage'
import { sitingProcess, usePlanOptions } from './usePlanOptions'
import { useSketch } from './useSketch'

const { ring, isClosed } = useSketch()
const { chemicals } = usePlanOptions()
const { textOr } = useLanguage()

const plan = reactive<Plan>(emptyPlan())
const certificate = shallowRef<Certificate>()
const state = ref<'idle' | 'asking' | 'answered' | 'failed'>('idle')
const faults = shallowRef<InputFault[]>([])

/** What went wrong that belongs to no input of the form. */
const failure = ref('')

/** The rule whose two ends the reader looks at. */
const shown = shallowRef<RuleOutcome>()

/** Outlines where the plan would pass. */
const proposals = shallowRef<Proposals>({})

/** The inputs of the certificate that stands there. */
const asked = shallowRef<Record<string, unknown>>()

/** Whether drawing or plan have changed since the certificate was made. */
const isOutdated = computed(() => !!certificate.value
  && JSON.stringify(inputsOf(isClosed.value ? ring.value : [], plan, chemicals.value)) !== JSON.stringify(asked.value))

/** The inputs that the form and the drawing show a reason beside. */
const isInForm = (member: string) => /^(site|industryCode|landUse|facilities|processes|placeCategory|placeKind|inventory(\/\d+(\/(cas|tonnes))?)?)$/u.test(member)

/** The place in the form that is nearest to an input: a fault of `site/coordinates/0` is one of the site. */
function placeOf(member: string): string {
  const name = inputName(member)
  const found = name.split('/').map((_, index, words) => words.slice(0, words.length - index).join('/')).find(isInForm)
  return found ?? name
}

/** The reason stands beside its input: the input's name before it says nothing more. */
const withoutMember = (reason: string) => reason.replace(/^inputs\/[^\s：:]+[：:]\s*/u, '')

function takeProblem(error: unknown): void {
  const problem = error instanceof ServerError ? error.problem : {}
  const reason = error instanceof ServerError ? withoutMember(error.detail ?? error.message) : String(error)
  const named = [
    ...(problem.errors ?? []).map((one) => ({ member: placeOf(one.pointer ?? one.member ?? ''), reason: one.detail ? withoutMember(one.detail) : reason })),
    ...(problem.member ? [{ member: placeOf(problem.member), reason }] : []),
  ]
  faults.value = named.filter(({ member }) => isInForm(member))
  failure.value = faults.value.length > 0 ? '' : reason
}

async function run(): Promise<void> {
  faults.value = faultsOf(isClosed.value ? ring.value : [], plan, chemicals.value)
  failure.value = ''
  if (faults.value.length > 0) {
    state.value = 'failed'
    return
  }
  const inputs = inputsOf(ring.value, plan, chemicals.value)
  state.value = 'asking'
  try {
    const answer = await runProcess<Certificate>(sitingProcess, inputs)
    shown.value = undefined
    asked.value = inputs
    certificate.value = answer
    proposals.value = {}
    state.value = 'answered'
    if (answer.repair?.smallestShift || answer.repair?.nearestCompliantParcel) void readProposals(answer, inputs)
  } catch (error) {
    console.warn(error)
    takeProblem(error)
    state.value = 'failed'
  }
}

/** The certificate names its proposals; its drawing has their outlines. */
async function readProposals(of: Certificate, inputs: object): Promise<void> {
  try {
    const drawing = JSON.parse(await (await processFile(sitingProcess, inputs, 'application/geo+json')).text()) as Parameters<typeof proposalsOf>[0]
    if (certificate.value === of) proposals.value = proposalsOf(drawing)
  } catch (error) {
    console.warn(error)
  }
}

/** What is wrong with an input, in the reader's language; undefined where nothing is. */
function reasonAt(member: string): string | undefined {
  const fault = faultAt(faults.value, member)
  return fault && textOr(fault.reason, fault.reason)
}

function putPlan(next: Plan): void {
  Object.assign(plan, next)
}

function reset(): void {
  putPlan(emptyPlan())
  certificate.value = undefined
  faults.value = []
  failure.value = ''
  state.value = 'idle'
}

// A reason goes when its cause may have gone: with the next word in the form or corner of the drawing.
watch([() => JSON.stringify(plan), ring], () => {
  if (state.value === 'asking') return
  faults.value = []
  failure.value = ''
})

export function useSiting() {
  return { plan, certificate, state, faults, failure, shown, asked, proposals, isOutdated, run, reasonAt, putPlan, reset }
}
