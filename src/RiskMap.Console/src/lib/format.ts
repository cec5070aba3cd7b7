import type { Bilingual, FieldSchema, Language } from './types'

/** The text in the language asked for, else in the other one, else the fallback. */
export function localised(text: Bilingual | undefined | null, language: Language, fallback = ''): string {
  return text?.[language] ?? text?.[language === 'zh' ? 'en' : 'zh'] ?? fallback
}

export const localeOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-GB')

export function formatNumber(value: number, language: Language, digits = 2): string {
  return new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value)
}

function formatTime(text: string, language: Language, format: Intl.DateTimeFormatOptions): string {
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? text : new Intl.DateTimeFormat(localeOf(language), format).format(moment)
}

/** A moment of an ISO 8601 text as the clocks of a time zone have it, the reader's own where none is given; what is no moment is shown as it is. */
export const formatMoment = (text: string, language: Language, timeZone?: string): string => formatTime(text, language, { dateStyle: 'medium', timeStyle: 'short', timeZone })

/** The same without its day. */
export const formatClock = (text: string, language: Language, timeZone?: string): string => formatTime(text, language, { timeStyle: 'short', timeZone })

/** Metres below one kilometre, kilometres above. */
export function formatDistance(metres: number, language: Language): string {
  return metres < 1000 ? `${formatNumber(metres, language, 0)} m` : `${formatNumber(metres / 1000, language, 1)} km`
}

/** Whether a value says nothing: such a value is shown as "no data", never as zero or as an empty cell. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** The field's title; `fallback` is for a field that the schema does not name in both languages. */
export function fieldTitle(name: string, field: FieldSchema | undefined, language: Language, fallback = name): string {
  return localised(field?.['x-title'], language, fallback === name ? field?.title ?? name : fallback)
}

/** The words that a value needs beside its own: yes and no, and the annotations that units carry in braces, as UCUM writes them. */
export interface Words {
  yes: string
  no: string
  persons: string
  beds: string
}

/** A unit for readers: `{persons}` in words, powers raised, nothing for a bare number (`1`). */
export function formatUnit(unit: string | undefined, words: Words): string {
  if (unit === '1') return ''
  return (unit ?? '').replace(/\{(\w+)\}/gu, (_, annotation: string) => words[annotation as keyof Words] ?? annotation)
    .replace(/\b(k?m)2\b/gu, '$1²').replace(/\bm3\b/gu, 'm³').replace(/\bhar\b/gu, 'ha')
}

const codeTitle = (code: string, field: FieldSchema | undefined, language: Language): string =>
  localised(field?.['x-enum-titles']?.[code] ?? field?.['x-codes']?.find(({ value }) => value === code)?.title, language, code)

const unitOf = (field: FieldSchema | undefined) => field?.['x-unit'] ?? field?.['x-ogc-unit']

/** One attribute value as a reader of the language sees it: code titles, units, booleans in words, lists one entry a line. */
export function formatValue(value: unknown, field: FieldSchema | undefined, language: Language, words: Words): string {
  if (Array.isArray(value)) return value.map((entry) => formatEntry(entry, field, language, words)).join('\n')
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') {
    const isPlain = field?.type === 'integer' && !unitOf(field) && /year|code/iu.test(field.title ?? '')
    return (isPlain ? String(value) : formatNumber(value, language)) + (unitOf(field) ? ` ${formatUnit(unitOf(field), words)}` : '')
  }
  if (typeof value === 'object' && value !== null) return formatEntry(value, field, language, words)
  return codeTitle(String(value), field, language)
}

/** One entry of a list: its members with their titles, or a plain value by the list's own code titles. */
function formatEntry(entry: unknown, field: FieldSchema | undefined, language: Language, words: Words): string {
  if (typeof entry !== 'object' || entry === null) {
    return formatValue(entry, { 'x-enum-titles': field?.['x-enum-titles'], 'x-codes': field?.['x-codes'], ...field?.items }, language, words)
  }
  const members = field?.items?.properties
  return Object.entries(entry).filter(([, part]) => !isMissing(part))
    .map(([name, part]) => `${fieldTitle(name, members?.[name], language)} ${formatValue(part, members?.[name], language, words)}`)
    .join(' · ')
}
