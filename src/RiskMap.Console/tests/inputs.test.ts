import { describe, expect, it } from 'vitest'
import { ServerError } from '../src/lib/api'
import { deskIn, hashWith } from '../src/lib/deskAddress'
import { faultsOfProblem, inputName, numberOf, optionOf } from '../src/lib/inputs'
import { optionsOf } from '../src/lib/processSchema'

describe('what a problem says of an input', () => {
  const isInForm = (member: string) => /^(site|inventory\/\d+\/tonnes)$/u.test(member)
  const problem = (members: object) => new ServerError('/processes/x/execution', 400, members)

  it('finds its place however the input is written', () => {
    const written = ['inventory/0/tonnes', 'inputs/inventory/0/tonnes', '/inputs/inventory/0/tonnes', 'inputs.inventory[0].tonnes', '#/inputs/inventory/value/0/tonnes']
    expect(written.map(inputName)).toEqual(Array(5).fill('inventory/0/tonnes'))
  })

  it('stands beside the nearest place of the form, without the name of the input', () => {
    expect(faultsOfProblem(problem({ detail: 'inputs/site/coordinates: crosses itself', remedy: 'move a corner', member: 'inputs/site/coordinates' }), isInForm))
      .toEqual({ faults: [{ member: 'site', reason: 'crosses itself – move a corner' }], failure: '' })
    expect(faultsOfProblem(problem({ errors: [{ pointer: '/inputs/inventory/1/tonnes', detail: 'below zero' }] }), isInForm).faults)
      .toEqual([{ member: 'inventory/1/tonnes', reason: 'below zero' }])
  })

  it('is told for the whole where the form has no such place', () => {
    expect(faultsOfProblem(problem({ detail: 'no roads', member: 'inputs/whatIf' }), isInForm)).toEqual({ faults: [], failure: 'no roads' })
    expect(faultsOfProblem(new TypeError('network'), isInForm)).toEqual({ faults: [], failure: 'TypeError: network' })
  })
})

describe('what is typed', () => {
  const options = [{ value: '1005', title: { zh: '无水氨', en: 'Ammonia, anhydrous' }, alsoCalled: ['液氨'] }, { value: '1017', title: { zh: '氯' } }]

  it('means an option by its value or by any of its names', () => {
    expect(['1005', '无水氨', 'ammonia, ANHYDROUS', ' 液氨 '].map((text) => optionOf(text, options)?.value)).toEqual(Array(4).fill('1005'))
    expect(optionOf('', options)).toBeUndefined()
    expect(optionOf('100', options)).toBeUndefined()
  })

  it('is a number with a point or a comma', () => {
    expect([numberOf('1,5'), numberOf(' -3 '), numberOf(''), numberOf('ten')]).toEqual([1.5, -3, undefined, undefined])
  })
})

describe('the desk in an address', () => {
  it('is one that there is', () => {
    expect([deskIn('#desk=siting'), deskIn('#map=1/2/3'), deskIn('#desk=none')]).toEqual(['siting', 'map', 'map'])
  })

  it('takes the words of another desk with it', () => {
    const names = ['site', 'use', 'material']
    const hash = hashWith('#map=1/2/3', names, 'siting', { site: '1,2', use: 'M3' })
    expect(hash).toBe('#map=1/2/3&desk=siting&site=1,2&use=M3')
    expect(hashWith(hash, names, 'map')).toBe('#map=1/2/3')
  })
})

describe('the values that an input takes', () => {
  const both = [{ value: 'a', title: { zh: '甲', en: 'A' } }]

  it('are read in each way that a schema tells them', () => {
    expect(optionsOf({ enum: ['a'], 'x-enum-titles': { a: { zh: '甲', en: 'A' } } })).toEqual(both)
    expect(optionsOf({ 'x-codes': [{ value: 'a', title: { zh: '甲', en: 'A' } }] })).toEqual(both)
    expect(optionsOf({ items: { oneOf: [{ const: 'a', 'x-title': { zh: '甲', en: 'A' } }] } })).toEqual(both)
    expect(optionsOf({ anyOf: [{}, { enum: ['a'] }] })).toEqual([{ value: 'a', title: {} }])
    expect(optionsOf(undefined)).toEqual([])
  })
})
