import { describe, expect, it, vi } from 'vitest'
import { probeVersion } from '../src/lib/api'
import { noteServerTime, serverNow } from '../src/lib/clock'

const noon = Date.parse('2026-06-30T12:00:00Z')
const http = (moment: number) => new Date(moment).toUTCString()

describe('the clock of the server', () => {
  it('is the reader’s own until an answer has told it', () => {
    noteServerTime(null, noon)
    noteServerTime('soon', noon)
    expect(serverNow(noon)).toBe(noon)
  })

  it('is told by answers, of which the quickest is the nearest, and is followed when a clock is set', () => {
    noteServerTime(http(noon), noon - 7_200_000 + 900)
    noteServerTime(http(noon + 5000), noon - 7_200_000 + 5100)
    noteServerTime(http(noon + 9000), noon - 7_200_000 + 9800)
    expect(serverNow(noon - 7_200_000)).toBe(noon - 100)
    noteServerTime(http(noon), noon)
    expect(serverNow(noon)).toBe(noon)
  })

  it('is asked for beside the version', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { headers: { Date: http(Date.now() + 86_400_000) } })))
    await probeVersion()
    vi.unstubAllGlobals()
    expect(serverNow() - Date.now()).toBeGreaterThan(86_390_000)
  })
})
