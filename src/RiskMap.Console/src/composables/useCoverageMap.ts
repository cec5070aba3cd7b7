import { computed, ref, watch } from 'vue'
import type { StationCoverage } from '../lib/coverage'
import { coverageFeatures, extentOfCoverage, extentOfLook } from '../lib/coverageMap'
import type { Position } from '../lib/types'
import { coverageSource } from '../map/coverageLayers'
import { featuresAt } from '../map/pick'
import { useCoverage } from './useCoverage'
import { useDrawing } from './useDrawing'
import { useQuietMap } from './useLayers'
import { useMap } from './useMap'
import { usePointingMap } from './usePointing'

/** How near a click must be to a base, as it is drawn. */
const stationPixels = 14

/** The nearest that the map comes for a place. */
const nearestZoom = 14

/** Draws the answer while the desk is open, and takes away the base or shuts the road on which the reader clicks; `missed` where neither was there. */
export function useCoverageMap() {
  const { form, answer, look, shownParts, state, isOutdated, toggleStation, toggleRoad } = useCoverage()
  const { map, showGeometry } = useMap()
  const missed = ref(false)

  const stands = computed(() => !!answer.value && (!isOutdated.value || state.value === 'asking'))
  const data = computed(() => coverageFeatures(stands.value ? answer.value : undefined, form.shut, look.value, shownParts))

  function stationAt(x: number, y: number): StationCoverage | undefined {
    const metric = ({ location: [longitude = 0, latitude = 0] }: StationCoverage) => {
      const at = map.value?.project([longitude, latitude])
      return at ? Math.hypot(at.x - x, at.y - y) : Infinity
    }
    return answer.value?.stations.filter((station) => metric(station) <= stationPixels).toSorted((a, b) => metric(a) - metric(b))[0]
  }

  function take([longitude = 0, latitude = 0]: Position): void {
    if (!map.value) return
    const at = map.value.project([longitude, latitude])
    const station = stationAt(at.x, at.y)
    const road = station ? undefined : featuresAt(map.value, at).find(({ collection }) => collection === 'roads')
    missed.value = !station && !road
    if (station) void toggleStation(station)
    else if (road) void toggleRoad(road.id, road.name)
  }

  useQuietMap()
  useDrawing(coverageSource, data)
  usePointingMap(take)
  // The first answer comes by itself: the map stays where its address has it.
  watch(answer, (next, before) => next && before && (next.purpose !== before.purpose || next.loss?.lostArea) && showGeometry(extentOfCoverage(next)))
  watch(look, (next) => next && showGeometry(extentOfLook(next), nearestZoom))
  return { missed, take }
}
