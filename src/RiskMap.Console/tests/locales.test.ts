import fs from 'node:fs'
import path from 'node:path'
import { parse, type SFCTemplateBlock } from 'vue/compiler-sfc'
import { describe, expect, it } from 'vitest'
import en from '../src/locales/en.json'
import zh from '../src/locales/zh-CN.json'

const source = path.join(import.meta.dirname, '../src')
const files = fs.readdirSync(source, { recursive: true, encoding: 'utf8' })
const components = files.filter((file) => file.endsWith('.vue'))
const read = (file: string) => fs.readFileSync(path.join(source, file), 'utf8')
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/gu)].map(String).sort()

const isText = /\p{L}/u
const chinese = /\p{Script=Han}/u
/** Attributes that a reader sees or hears. */
const spoken = new Set(['alt', 'title', 'placeholder', 'aria-label', 'aria-description', 'label'])

type Node = NonNullable<SFCTemplateBlock['ast']>['children'][number]

/** The literal texts of a template: text nodes, spoken attributes, and Chinese in any expression. */
function literals(nodes: readonly unknown[]): string[] {
  return (nodes as Node[]).flatMap((node): string[] => {
    if (node.type === 2) return isText.test(node.content) ? [node.content.trim()] : []
    if (node.type === 5) return chinese.test(node.loc.source) ? [node.loc.source] : []
    if (node.type !== 1) return []
    const attributes = node.props.flatMap((prop) => {
      if (prop.type === 6) return spoken.has(prop.name) && isText.test(prop.value?.content ?? '') ? [prop.loc.source] : []
      return chinese.test(prop.loc.source) ? [prop.loc.source] : []
    })
    return [...attributes, ...literals(node.children)]
  })
}

describe('the two languages', () => {
  it('have the same keys in the same order', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh))
  })

  it('leave no text empty and keep each placeholder', () => {
    for (const [key, text] of Object.entries(zh)) {
      const english = en[key as keyof typeof en]
      expect(text.trim(), key).not.toBe('')
      expect(english.trim(), key).not.toBe('')
      expect(placeholders(english), key).toEqual(placeholders(text))
    }
  })

  it('write Chinese in the Chinese file only', () => {
    const foreign = Object.entries(en).filter(([key, text]) => chinese.test(text) && key !== 'language.zh')
    expect(foreign).toEqual([])
  })

  it('hold no key that nothing shows', () => {
    const code = files.filter((file) => /\.(vue|ts)$/u.test(file)).map(read).join('\n')
    const families = [...code.matchAll(/`([a-z]+\.)\$\{/gu)].map(([, family]) => family!)
    const unused = Object.keys(zh).filter((key) => !code.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)))
    expect(unused).toEqual([])
  })
})

describe('components', () => {
  it('are found', () => {
    expect(components.length).toBeGreaterThan(5)
  })

  it.each(components)('%s holds no literal text', (file) => {
    const { descriptor, errors } = parse(read(file))
    expect(errors).toEqual([])
    expect(literals(descriptor.template?.ast?.children ?? [])).toEqual([])
    expect(descriptor.scriptSetup?.content ?? '').not.toMatch(chinese)
  })

  it('would be caught with literal text', () => {
    const { descriptor } = parse('<template><p title="Hello">风险</p></template>')
    expect(literals(descriptor.template?.ast?.children ?? [])).toEqual(['title="Hello"', '风险'])
  })
})
