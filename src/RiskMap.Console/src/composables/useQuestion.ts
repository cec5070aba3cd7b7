import { computed, type Ref, ref, shallowRef } from 'vue'
import { runProcess, ServerError } from '../lib/api'
import { faultAt, faultsOfProblem, type InputFault } from '../lib/inputs'
import { useLanguage } from './useLanguage'

/** A form that asks a process. */
export interface QuestionForm<Answer> {
  process: string
  /** Whether the form shows a reason beside an input of this name. */
  isInForm: (member: string) => boolean
  /** What must be mended before the question can be sent. */
  faults: () => InputFault[]
  inputs: () => Record<string, unknown>
  /** The form as it stands: an answer to another one is told to be old. */
  state: () => string
  /** What else an answer brings. */
  answered?: (answer: Answer, inputs: Record<string, unknown>) => void
}

/** A question as its form sees it. */
export interface Asking {
  state: Ref<'idle' | 'asking' | 'answered' | 'failed'>
  faults: Ref<InputFault[]>
  /** What went wrong that belongs to no input of the form. */
  failure: Ref<string>
  run: () => Promise<void>
}

/** Asks a process what a form says, keeps its answer, and puts what is wrong beside the input at fault. */
export function questionOf<Answer>(form: QuestionForm<Answer>) {
  const { t, textOr } = useLanguage()
  const answer = shallowRef<Answer>()
  const state: Asking['state'] = ref('idle')
  const faults = shallowRef<InputFault[]>([])

  /** What went wrong that belongs to no input of the form. */
  const failure = ref('')

  /** The inputs of the answer that stands there. */
  const asked = shallowRef<Record<string, unknown>>()
  const askedState = ref('')

  /** Whether the form has changed since it was asked. */
  const isOutdated = computed(() => !!answer.value && form.state() !== askedState.value)

  /** Whoever asks again before the answer is there wants the later one only. */
  let turns = 0

  function mend(next: { faults: InputFault[]; failure: string }): void {
    faults.value = next.faults
    failure.value = next.failure
    state.value = 'failed'
  }

  async function run(): Promise<void> {
    const own = form.faults()
    if (own.length > 0) return mend({ faults: own, failure: '' })
    forgive()
    const turn = ++turns
    const [inputs, stood] = [form.inputs(), form.state()]
    state.value = 'asking'
    try {
      const next = await runProcess<Answer>(form.process, inputs)
      if (turn !== turns) return
      form.answered?.(next, inputs)
      asked.value = inputs
      askedState.value = stood
      answer.value = next
      state.value = 'answered'
    } catch (error) {
      console.warn(error)
      if (turn === turns) mend(error instanceof ServerError ? faultsOfProblem(error, form.isInForm) : { faults: [], failure: t('form.unreachable') })
    }
  }

  /** What is wrong with an input, in the reader's language; undefined where nothing is. */
  function reasonAt(member: string): string | undefined {
    const fault = faultAt(faults.value, member)
    return fault && textOr(fault.reason, fault.reason)
  }

  function forgive(): void {
    faults.value = []
    failure.value = ''
  }

  function forget(): void {
    answer.value = undefined
    asked.value = undefined
    state.value = 'idle'
    forgive()
  }

  return { answer, state, faults, failure, asked, isOutdated, run, reasonAt, forgive, forget }
}
