import type { Map, MapMouseEvent } from 'maplibre-gl'
import type { Position } from '../lib/types'
import { handled, isTyping } from './keys'

/** Who wants one place of the map. */
export interface Pointing {
  isOn: { readonly value: boolean }
  take: (place: Position) => void
  cancel: () => void
}

/** Takes one place: a click sets it, Enter takes the centre of the map, Escape gives up. Returns the way to take the tool off. */
export function pointOn(map: Map, pointing: Pointing): () => void {
  function click({ lngLat }: MapMouseEvent): void {
    if (pointing.isOn.value) pointing.take([lngLat.lng, lngLat.lat])
  }

  function move(): void {
    if (pointing.isOn.value) map.getCanvas().style.cursor = 'crosshair'
  }

  function press(event: KeyboardEvent): void {
    if (!pointing.isOn.value) return
    if (event.key === 'Escape') return handled(event, pointing.cancel)
    if (event.key !== 'Enter' || isTyping(event.target)) return
    const { lng, lat } = map.getCenter()
    handled(event, () => pointing.take([lng, lat]))
  }

  map.on('click', click)
  map.on('mousemove', move)
  window.addEventListener('keydown', press, true)
  return () => {
    map.off('click', click)
    map.off('mousemove', move)
    window.removeEventListener('keydown', press, true)
  }
}
