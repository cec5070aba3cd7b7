import type { Bilingual, FieldSchema, Language } from './types'

/** The text in the language asked for, else in the other one, else the fallback. */
export function localised(text: Bilingual | undefined | null, language: Language, fallback = ''): string {
  return text?.[language] ?? text?.[language === 'zh' ? 'en' : 'zh'] ?? fallback
}

export const localeOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-GB')

export function formatNumber(value: number, language: Language, digits = 2): string {
  return new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value)
}

/** Metres below one kilometre, kilometres above. */
export function formatDistance(metres: number, language: Language): string {
  return metres < 1000 ? `${formatNumber(metres, language, 0)} m` : `${formatNumber(metres / 1000, language, 1)} km`
}

/** Whether a value says nothing: such a value is shown as "no data", never as zero or as an empty cell. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

export function fieldTitle(name: string, field: FieldSchema | undefined, language: Language): string {
  return localised(field?.['x-title'], language, field?.title ?? name)
}

const codeTitle = (code: string, field: FieldSchema | undefined, language: Language): string =>
  localised(field?.['x-enum-titles']?.[code], language, code)

/** One attribute value as a reader of the language sees it: code titles, units, booleans in words, lists one entry a line. */
export function formatValue(value: unknown, field: FieldSchema | undefined, language: Language, words: { yes: string; no: string }): string {
  if (Array.isArray(value)) return value.map((entry) => formatValue(entry, field, language, words)).join('\n')
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') {
    const isPlain = field?.type === 'integer' && !field['x-unit'] && /year|code/iu.test(field.title ?? '')
    return (isPlain ? String(value) : formatNumber(value, language)) + (field?.['x-unit'] ? ` ${field['x-unit']}` : '')
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).filter(([, part]) => !isMissing(part))
      .map(([name, part]) => `${name} ${formatValue(part, undefined, language, words)}`).join(' · ')
  }
  return codeTitle(String(value), field, language)
}
