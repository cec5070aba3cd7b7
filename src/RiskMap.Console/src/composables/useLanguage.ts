import { computed, ref, watchEffect } from 'vue'
import { localeOf, type Words } from '../lib/format'
import type { Language } from '../lib/types'
import en from '../locales/en.json'
import zh from '../locales/zh-CN.json'

export type TextKey = keyof typeof zh

const texts: Record<Language, Record<TextKey, string>> = { zh, en }
const storageKey = 'riskmap.language'
const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en'

/** `?lang=` wins, then the reader's last choice; else Chinese, the first language of the product, whatever the browser was made for. */
function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  if (isLanguage(asked)) return asked
  const remembered = localStorage.getItem(storageKey)
  return isLanguage(remembered) ? remembered : 'zh'
}

const language = ref<Language>(firstLanguage())

watchEffect(() => {
  document.documentElement.lang = localeOf(language.value)
  document.title = texts[language.value]['page.title']
})

function choose(next: Language): void {
  language.value = next
  localStorage.setItem(storageKey, next)
}

/** The text of a key, with {names} filled in. */
function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return texts[language.value][key].replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole))
}

const has = (key: string): key is TextKey => key in zh

/** The text of a key that is put together from data, or the fallback where there is none. */
const textOr = (key: string, fallback: string): string => (has(key) ? t(key) : fallback)

const words = computed<Words>(() => ({ yes: t('value.yes'), no: t('value.no'), persons: t('unit.persons'), beds: t('unit.beds') }))

export function useLanguage() {
  return { language, choose, t, textOr, words }
}
