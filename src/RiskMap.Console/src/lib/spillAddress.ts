import { filledIn, partsOf, plain, wordsIn } from './deskAddress'
import { isWallClock } from './moments'
import { emptySpill, type NamedUnit, type Spill } from './spill'

/** The desk's words in an address. */
export const spillNames = ['at', 'plant', 'material', 'size', 'container', 'wind', 'speed', 'time', 'fire', 'template', 'pinned', 'forbidden', 'incident'] as const

/** The id that a word of an address is; undefined where it is none. */
export const idIn = (text: string) => (/^[1-9]\d{0,15}$/u.test(text) ? Number(text) : undefined)

/** Units as a word of an address: what a link that was shared shows before anything is read. */
export const unitWords = (units: readonly NamedUnit[]) => units.map(({ layer, id, name }) => `${layer}:${id}:${plain(name)}`).join(';')
export const unitsIn = (word: string | null): NamedUnit[] => partsOf(word, ';').map((unit) => unit.split(':'))
  .map(([layer = '', id = '', name = '']) => ({ layer, id: idIn(id) ?? 0, name })).filter(({ layer, id }) => /^(teams|depots)$/u.test(layer) && id > 0)

/** A spill as words of an address. Only what was filled in is there. */
export function wordsOfSpill(spill: Spill): Record<string, string> {
  const words: Record<(typeof spillNames)[number], string> = {
    at: spill.plant || !spill.place ? '' : spill.place.map((degrees) => Number(degrees.toFixed(7))).join(','),
    plant: spill.plant ? String(spill.plant.id) : '',
    material: plain(spill.material),
    size: spill.size === 'small' ? 'small' : '',
    container: plain(spill.container),
    wind: plain(spill.windFrom.replace(',', '.')),
    speed: plain(spill.windSpeed.replace(',', '.')),
    time: isWallClock(spill.time) ? spill.time : '',
    fire: spill.fire ? 'yes' : '',
    template: plain(spill.template),
    pinned: unitWords(spill.pinned),
    forbidden: unitWords(spill.forbidden),
    incident: spill.incidentId === undefined ? '' : String(spill.incidentId),
  }
  return filledIn(words)
}

/** The spill that an address tells; undefined where it tells none. The plant's name and place are not in it. */
export function readSpill(hash: string): Spill | undefined {
  const words = wordsIn(hash)
  if (!spillNames.some((name) => words.has(name))) return undefined
  const text = (name: (typeof spillNames)[number]) => words.get(name) ?? ''
  const [x = NaN, y = NaN] = partsOf(text('at'), ',').map(Number)
  const [plant, incident] = [idIn(text('plant')), idIn(text('incident'))]
  return {
    ...emptySpill(),
    ...(Math.abs(x) <= 180 && Math.abs(y) <= 90 ? { place: [x, y] } : {}),
    ...(plant ? { plant: { id: plant, key: '', name: '' } } : {}),
    ...(incident ? { incidentId: incident } : {}),
    material: text('material'),
    size: text('size') === 'small' ? 'small' : 'large',
    container: text('container'),
    windFrom: text('wind'),
    windSpeed: text('speed'),
    time: isWallClock(text('time')) ? text('time') : '',
    fire: text('fire') === 'yes',
    template: text('template'),
    pinned: unitsIn(text('pinned')),
    forbidden: unitsIn(text('forbidden')),
  }
}
