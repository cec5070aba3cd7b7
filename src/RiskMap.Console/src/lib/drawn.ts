import type { Feature, Geometry, Position } from './types'

/** A feature that a desk draws on the map: its layers tell features apart by `part`. */
export const drawn = (part: string, geometry: Geometry, properties: Record<string, unknown> = {}): Feature => ({ type: 'Feature', geometry, properties: { part, ...properties } })

export const pointAt = (coordinates: Position): Geometry => ({ type: 'Point', coordinates })
