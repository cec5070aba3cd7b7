import { describe, expect, it } from 'vitest'
import { type CoverageAnswer, type CoverageForm, emptyCoverage, faultsInCoverage, inputsOfCoverage, sitesOf, type StationCoverage } from '../src/lib/coverage'
import { coverageNames, readCoverage, wordsOfCoverage } from '../src/lib/coverageAddress'
import { coverageFeatures, coverageParts, extentOfCoverage } from '../src/lib/coverageMap'
import { deskIn, hashWith } from '../src/lib/deskAddress'
import { sitingNames } from '../src/lib/sitingAddress'
import { spillNames } from '../src/lib/spillAddress'
import type { Feature, Geometry } from '../src/lib/types'

const bridge: Feature = { type: 'Feature', id: 7, geometry: { type: 'LineString', coordinates: [[118, 24], [118.01, 24]] }, properties: { key: 'way/7', name: '大桥' } }
const asked: CoverageForm = { ...emptyCoverage(), time: '2026-06-30T10:00', newStations: '2', without: [{ layer: 'teams', id: 3, name: '马巷站' }], shut: [{ id: 7, name: '大桥', feature: bridge }] }
const square: Geometry = { type: 'Polygon', coordinates: [[[118, 24], [118.1, 24], [118.1, 24.1], [118, 24]]] }
const station = (id: number, removed: boolean) => ({ layer: 'teams', id, key: `t${id}`, location: [118, 24], removed, area: square }) as StationCoverage
const share = (total: number, uncovered: number) => ({ total, covered: total - uncovered, uncovered, tooFarFromRoads: 0 })
const answer = {
  purpose: 'fire-station', stations: [station(1, false), station(2, true)], uncoveredArea: square, loss: { lostArea: square }, uncoveredPeople: { numberMatched: 1, cells: [{ people: 9, tooFarFromRoads: false, location: [118, 24] }] },
  uncoveredSites: { numberMatched: 2, sites: [{ layer: 'enterprises', id: 1, majorHazardSource: true, location: [118, 24] }, { layer: 'confined-spaces', id: 2, majorHazardSource: false, location: [118, 24] }] },
  nextStations: { weighs: 'people', stations: [{ location: [118, 24], gain: 1, gained: 1, sitesGained: 0, area: square }] },
} as unknown as CoverageAnswer

describe('a question of coverage', () => {
  it('is whole as the desk opens, and asks for what stands in the city', () => {
    expect(faultsInCoverage(emptyCoverage())).toEqual([])
    expect(inputsOfCoverage(emptyCoverage(), 'Asia/Shanghai', new Date('2026-06-30T02:00:00Z'))).toEqual({ purpose: 'fire-station', time: '2026-06-30T10:00:00+08:00', newStations: 3 })
  })

  it('takes bases away by id and shuts a road by its key, as a closure that is imagined', () => {
    expect(inputsOfCoverage(asked, 'Asia/Shanghai', new Date())).toEqual({
      purpose: 'fire-station', time: '2026-06-30T10:00:00+08:00', newStations: 2, without: [{ layer: 'teams', id: 3 }],
      whatIf: { closures: { upserts: [{ type: 'Feature', geometry: bridge.geometry, properties: { roadKey: 'way/7' } }] } },
    })
  })

  it('is not sent while a road is unread, a time is none, or a count is none', () => {
    expect(faultsInCoverage({ ...asked, shut: [{ id: 7, name: '' }], time: 'soon', newStations: '1.5' }).map(({ member }) => member)).toEqual(['time', 'newStations', 'shut'])
  })

  it('survives in an address, without the road itself', () => {
    const hash = hashWith('#map=12/24.6/118.2', coverageNames, 'coverage', wordsOfCoverage(asked))
    expect(deskIn(hash)).toBe('coverage')
    expect(readCoverage(hash)).toEqual({ ...asked, shut: [{ id: 7, name: '大桥' }] })
    expect(readCoverage('#desk=siting')).toBeUndefined()
    expect(readCoverage('#cover=moon&shut=x;-1:a&without=roads:1:a')).toEqual(emptyCoverage())
  })

  it('shares no word with the other desks', () => {
    const all = [...coverageNames, ...spillNames, ...sitingNames]
    expect(all).toHaveLength(new Set(all).size)
  })
})

describe('an answer on the map', () => {
  const parts = (shown: ReadonlySet<(typeof coverageParts)[number]>) => coverageFeatures(answer, asked.shut, undefined, shown).features.map(({ properties }) => properties?.['part'])

  it('draws each kind of thing, and the ground of no base that is imagined gone', () => {
    expect(parts(new Set(coverageParts))).toEqual(['reached', 'ground', 'lost', 'next', 'shut', 'people', 'site', 'site', 'station', 'station', 'next-place'])
  })

  it('keeps what is lost, the bases and the shut roads where all else is switched off', () => {
    expect(parts(new Set())).toEqual(['lost', 'shut', 'station', 'station'])
  })

  it('tells a major hazard source from other sites by its symbol', () => {
    expect(coverageFeatures(answer, [], undefined, new Set(['sites'])).features.map(({ properties }) => properties?.['icon']).filter(Boolean)).toEqual(['coverage-major', 'coverage-confined-spaces'])
  })

  it('goes to what is lost, else to the whole', () => {
    expect(extentOfCoverage(answer)).toBe(square)
    expect(extentOfCoverage({ ...answer, loss: null }).type).toBe('GeometryCollection')
  })
})

describe('sites of a district', () => {
  const counts = { hazards: [{ kind: 'enterprises', code: 'red', title: {}, sites: share(3, 1) }, { kind: 'enterprises', code: null, title: {}, sites: share(5, 5) }] }

  it('are summed over their codes; a kind that nobody told is none', () => {
    expect(sitesOf(counts, 'enterprises')).toEqual({ total: 8, uncovered: 6 })
    expect(sitesOf(counts, 'confined-spaces')).toBeUndefined()
  })
})
