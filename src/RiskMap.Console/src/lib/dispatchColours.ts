/** Zones of a release, drawn and told in the same colour. */
export const zoneColours: Record<string, string> = { isolation: '#b5121b', protective: '#e8761a', fan: '#a87400' }

/** What people at a place should do. Purple and blue are no alert colours: none of the two is the better one. */
export const actionColours: Record<string, string> = { evacuate: '#6b3fa0', shelter: '#0b6aa2', 'no-data': '#5b6670' }

/** States of orders as the style draws them (styles/riskmap.json). */
export const stateColours: Record<string, string> = { ordered: '#7a5418', 'turned-out': '#6b3fa0', arrived: '#1f7a3d', released: '#5b6670', cancelled: '#5b6670' }
