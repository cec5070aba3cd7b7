import { afterEach, describe, expect, it, vi } from 'vitest'
import { onStale, probeVersion } from '../src/lib/api'
import { formatMoment } from '../src/lib/format'

afterEach(() => vi.unstubAllGlobals())

const answer = (headers: Record<string, string>) => vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { headers })))

describe('a server whose store is away', () => {
  it('is told by its answers, and so is its return', async () => {
    const told: string[] = []
    const stop = onStale((since) => told.push(since))
    answer({ 'RiskMap-Version': 'a.b.1-00000000', 'RiskMap-Stale-Since': '2026-05-03T06:05:00.0000000+00:00' })
    await probeVersion()
    answer({ 'RiskMap-Version': 'a.b.2-00000000' })
    await probeVersion()
    stop()
    await probeVersion()
    expect(told).toEqual(['2026-05-03T06:05:00.0000000+00:00', ''])
  })

  it('shows the moment as the reader writes it', () => {
    expect(formatMoment('2026-05-03T06:05:00.0000000+00:00', 'en')).toMatch(/^\d{1,2} May 2026, \d{2}:05$/u)
    expect(formatMoment('2026-05-03T06:05:00.0000000+00:00', 'zh')).toContain('2026年5月')
    expect(formatMoment('soon', 'en')).toBe('soon')
  })
})
