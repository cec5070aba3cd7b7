import { describe, expect, it } from 'vitest'
import { bySeverity, proposalsOf, type RuleOutcome, shortfallOf } from '../src/lib/certificate'
import { certificateFeatures, hasEnds, lineOf } from '../src/lib/certificateMap'
import type { Verdict } from '../src/lib/verdicts'
import { severityOf, verdicts } from '../src/lib/verdicts'

const rule = (name: string, verdict: Verdict, changes: Partial<RuleOutcome> = {}): RuleOutcome => ({ rule: name, clause: 'GB 0000, 1', verdict, ...changes })
const ends = { from: [118, 24], to: [118.001, 24] }

describe('verdicts', () => {
  it('are in the order of severity, and what is unknown counts as no data', () => {
    expect(verdicts).toEqual(['prohibited', 'fail', 'qra-required', 'no-data', 'conditional', 'pass'])
    expect(severityOf('something')).toBe(severityOf('no-data'))
    expect(severityOf(undefined)).toBeLessThan(severityOf('pass'))
  })
})

describe('the rules of a certificate', () => {
  it('come most severe first, then by what is missing', () => {
    const rules = [rule('c', 'pass', { requiredMetres: 50, actualMetres: 51 }), rule('a', 'fail', { requiredMetres: 50, actualMetres: 40 }),
      rule('b', 'fail', { requiredMetres: 50, actualMetres: 10 }), rule('d', 'no-data'), rule('e', 'pass', { requiredMetres: 50, actualMetres: 300 })]
    expect(bySeverity(rules).map(({ rule: name }) => name)).toEqual(['b', 'a', 'd', 'c', 'e'])
  })

  it('tell by how much they fall short, and nothing where they are kept or unknown', () => {
    expect(shortfallOf(rule('a', 'fail', { requiredMetres: 50, actualMetres: 38.5 }))).toBe(11.5)
    expect(shortfallOf(rule('a', 'fail', { requiredMetres: 50, actualMetres: 38.5, shortfallMetres: 12 }))).toBe(12)
    expect(shortfallOf(rule('a', 'pass', { requiredMetres: 50, actualMetres: 50 }))).toBeUndefined()
    expect(shortfallOf(rule('a', 'no-data', { requiredMetres: 50 }))).toBeUndefined()
  })
})

describe('the map of a certificate', () => {
  const fails = rule('a', 'fail', { ...ends, requiredMetres: 150, actualMetres: 101 })
  const passes = rule('b', 'pass', ends)

  it('draws each distance between its two ends with its metres, the chosen one last', () => {
    const { features } = certificateFeatures([fails, passes], fails, ({ actualMetres }) => `${actualMetres} m`)
    expect(features.map(({ properties }) => properties?.['part'] as string)).toEqual(['distance', 'end', 'end', 'label', 'distance', 'end', 'end', 'label'])
    expect(features.at(-1)?.properties).toMatchObject({ text: '101 m', shown: true, verdict: 'fail' })
    expect(features.at(-1)?.geometry).toEqual({ type: 'Point', coordinates: [118.0005, 24] })
    expect(features[0]?.properties?.['shown']).toBe(false)
    expect(lineOf(fails)).toEqual({ type: 'LineString', coordinates: [ends.from, ends.to] })
  })

  it('draws nothing of a rule without ends', () => {
    expect(hasEnds(rule('a', 'no-data'))).toBe(false)
    expect(certificateFeatures([rule('a', 'no-data')], undefined, () => '').features).toEqual([])
  })

  it('takes the proposed outlines from the drawing of the certificate', () => {
    const outline = { type: 'Polygon' as const, coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }
    const drawing = { features: [{ type: 'Feature' as const, geometry: outline, properties: { role: 'shift' } }] }
    expect(proposalsOf(drawing)).toEqual({ shift: outline, parcel: undefined })
    expect(certificateFeatures([], undefined, () => '', [outline]).features[0]?.properties?.['part']).toBe('proposed')
  })
})
