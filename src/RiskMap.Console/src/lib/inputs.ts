import { ServerError } from './api'
import type { Bilingual } from './types'

/** A value that an input takes, with its name and, where there are any, its other names. */
export interface Option {
  value: string
  title: Bilingual
  alsoCalled?: readonly string[]
}

/** An input at fault, named as on the wire (`inventory/0/tonnes`), and the text key of the reason or the server's own sentence. */
export interface InputFault {
  member: string
  reason: string
}

/** The input that a problem names, as the form names it: `/inputs/inventory/0/tonnes` and `inventory[0].tonnes` are one. */
export const inputName = (member: string): string =>
  member.replace(/\[(\d+)\]/gu, '/$1').replace(/\./gu, '/').replace(/^[/#]+/u, '').replace(/^inputs\//u, '').replace(/\/value(?=\/|$)/u, '')

/** The reason that belongs to an input: its own, or that of a part of it which has no place in the form. */
export const faultAt = (faults: readonly InputFault[], member: string): InputFault | undefined => faults.find((fault) => fault.member === member)

/** The option that a typed text means: its value, or any of its names in either language; undefined where it means none. */
export function optionOf(text: string, options: readonly Option[]): Option | undefined {
  const typed = text.trim().toLowerCase()
  const isNamed = (name: string | undefined) => name?.toLowerCase() === typed
  return options.find(({ value }) => isNamed(value)) ?? options.find(({ title, alsoCalled }) => [title.zh, title.en, ...(alsoCalled ?? [])].some(isNamed))
}

/** A number as typed, with a point or a comma; undefined where the text is none. */
export function numberOf(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(value) ? value : undefined
}

/** The place in the form that is nearest to an input: a fault of `site/coordinates/0` is one of the site. */
function placeOf(member: string, isInForm: (member: string) => boolean): string {
  const name = inputName(member)
  const found = name.split('/').map((_, index, words) => words.slice(0, words.length - index).join('/')).find(isInForm)
  return found ?? name
}

/** The reason stands beside its input: the input's name before it says nothing more. */
const withoutMember = (reason: string) => reason.replace(/^inputs\/[^\s：:]+[：:]\s*/u, '')

/** What went wrong with a question: the faults that belong beside an input of the form, and else a sentence that belongs to none. */
export function faultsOfProblem(error: unknown, isInForm: (member: string) => boolean): { faults: InputFault[]; failure: string } {
  const problem = error instanceof ServerError ? error.problem : {}
  const reason = error instanceof ServerError ? withoutMember(error.detail ?? error.message) : String(error)
  const named = [
    ...(problem.errors ?? []).map((one) => ({ member: one.pointer ?? one.member ?? '', reason: one.detail ? withoutMember(one.detail) : reason })),
    ...(problem.member ? [{ member: problem.member, reason }] : []),
  ].map((fault) => ({ ...fault, member: placeOf(fault.member, isInForm) }))
  const faults = named.filter(({ member }) => isInForm(member))
  return { faults, failure: faults.length > 0 ? '' : reason }
}
