/** Eight winds name a direction well enough; the map shows it. */
const winds = 8

/** The text key of the wind or direction that is nearest to a bearing, degrees clockwise from north. */
export const windName = (degrees: number): string => `wind.${Math.round(degrees / (360 / winds)) % winds}`
