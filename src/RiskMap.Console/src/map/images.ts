import type { Map } from 'maplibre-gl'

/** Icons are drawn at this many pixels for one of their own, so that they stay sharp on dense screens. */
const pixelRatio = 3

/** The icons of what the console itself draws. */
const own = import.meta.glob<string>('./icons/*.svg', { query: '?url', import: 'default', eager: true })

/** Where an icon is: the console's own come with its page, those of the style lie on the server. */
export const iconUrl = (name: string): string => own[`./icons/${name}.svg`] ?? `/styles/icons/${encodeURIComponent(name)}.svg`

async function rasterise(url: string): Promise<ImageData> {
  const image = new Image()
  image.src = url
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * pixelRatio
  canvas.height = image.naturalHeight * pixelRatio
  const context = canvas.getContext('2d')
  if (!context) throw new Error(`no canvas to draw ${url} on`)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

/** Draws the style's SVG icons when the map first asks for them. */
export function drawIconsOnDemand(map: Map): void {
  map.setMissingStyleImageResolver(async (name) => {
    const image = await rasterise(iconUrl(name))
    if (!map.hasImage(name)) map.addImage(name, image, { pixelRatio })
  })
}
