import type { Option } from './inputs'
import type { Bilingual } from './types'

/** An input's schema as far as the console reads it: the values that it takes may be told in several ways. */
export interface InputSchema {
  enum?: (string | number)[]
  oneOf?: InputSchema[]
  anyOf?: InputSchema[]
  const?: string | number
  title?: string
  items?: InputSchema
  properties?: Record<string, InputSchema>
  examples?: (string | number)[]
  maximum?: number
  'x-title'?: Bilingual
  'x-enum-titles'?: Record<string, Bilingual>
  'x-codes'?: { value: string | number; title?: Bilingual; alsoCalled?: string[]; containers?: string[] }[]
}

export interface ProcessDescription {
  id: string
  inputs?: Record<string, { title?: string; schema?: InputSchema }>
}

/** The values that an input, or each entry of its list, takes; empty where any goes. */
export function optionsOf(schema: InputSchema | undefined): Option[] {
  if (!schema) return []
  if (schema['x-codes']) return schema['x-codes'].map(({ value, title, alsoCalled }) => ({ value: String(value), title: title ?? {}, ...(alsoCalled ? { alsoCalled } : {}) }))
  if (schema.enum) return schema.enum.map((value) => ({ value: String(value), title: schema['x-enum-titles']?.[String(value)] ?? {} }))
  const constants = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]
  const named = constants.filter((one) => one.const !== undefined)
    .map((one) => ({ value: String(one.const), title: one['x-title'] ?? (one.title ? { zh: one.title, en: one.title } : {}) }))
  return named.length > 0 ? named : [...constants, ...(schema.items ? [schema.items] : [])].map(optionsOf).find((options) => options.length > 0) ?? []
}
