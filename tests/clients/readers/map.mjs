// Opens the console in headless Chromium: MapLibre draws the map, nothing is said on the console's error channel, no request fails, and the canvas is not
// of one colour.
//
//   node map.mjs BASE PICTURE
import { writeFile } from 'node:fs/promises';
import { launch, PATIENCE, SIZE } from './browser.mjs';

const LEAST_COLOURS = 16;
const [base, picture] = process.argv.slice(2);
const faults = [];
const tiles = [];

const browser = await launch();
try {
  const page = await browser.newPage({ viewport: SIZE });
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => request.failure()?.errorText !== 'net::ERR_ABORTED' && faults.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.url()}: ${response.status()}`);
    if (/\.mvt(\?|$)/.test(response.url()) && response.status() === 200) tiles.push(response.url());
  });
  await page.goto(base, { waitUntil: 'load', timeout: PATIENCE });
  const canvas = page.locator('canvas.maplibregl-canvas').first();
  await canvas.waitFor({ timeout: PATIENCE });
  await page.addStyleTag({ content: '* { visibility: hidden !important } canvas.maplibregl-canvas { visibility: visible !important }' });
  const colours = await drawn(page, canvas);
  if (colours < LEAST_COLOURS) faults.push(`the map has ${colours} colours`);
  if (tiles.length === 0) faults.push('no tile was asked for');
  console.log(`${tiles.length} tiles, ${colours} colours`);
} finally {
  await browser.close();
}
if (faults.length) {
  console.log(`${faults.length} faults: ${faults.slice(0, 5).join('; ')}`);
  process.exitCode = 1;
}

// Looks at the canvas until it has many colours and stays as it is; returns the number of colours.
async function drawn(page, canvas) {
  const end = Date.now() + PATIENCE;
  for (let before = -1; ; ) {
    const png = await canvas.screenshot({ timeout: PATIENCE });
    await writeFile(picture, png);
    const colours = await coloursOf(page, png);
    if ((colours === before && colours >= LEAST_COLOURS) || Date.now() > end) return colours;
    before = colours;
    await page.waitForTimeout(1000);
  }
}

function coloursOf(page, png) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const plane = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    plane.drawImage(bitmap, 0, 0);
    return new Set(new Uint32Array(plane.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer)).size;
  }, png.toString('base64'));
}
