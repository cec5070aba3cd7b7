// What the proofs in a browser share: headless Chromium without a graphics card, a page of the console whose faults are kept, and pixels of its map by colour.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const PATIENCE = 60_000;
export const SIZE = { width: 1400, height: 900 };
const BETWEEN_THE_PANELS = { x: 330, y: 0, width: 640, height: 900 };
const LEAST_PIXELS = 200; // of one colour, which an edge or a way adds to the map

export function launch() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--use-angle=swiftshader', '--disable-background-networking'],
  });
}

// Errors of the page go to `faults`, what a server refuses to `refused`: to the browser that is an error too.
export function listens(page, faults, refused) {
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && !message.text().startsWith('Failed to load resource') && faults.push(`console: ${message.text()}`));
  page.on('response', (response) => response.status() >= 400 && refused.push(`${response.status()} ${new URL(response.url()).pathname}`));
}

export async function mapStands(page) {
  await page.locator('canvas.maplibregl-canvas').waitFor();
  await page.getByText('Loading the map…').waitFor({ state: 'detached' });
}

// The answer of a process for which the page asks when something is done to it.
export async function answered(page, process, act) {
  const [response] = await Promise.all([page.waitForResponse((one) => one.url().endsWith(`/processes/${process}/execution`)), act()]);
  assert.equal(response.status(), 200, await response.text());
  return response.json();
}

// Pixels of the map by colour, [red, green, blue] by name.
export async function pixels(page, colours) {
  const png = await page.screenshot({ clip: BETWEEN_THE_PANELS });
  return page.evaluate(async ({ base64, colours }) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const plane = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    plane.drawImage(bitmap, 0, 0);
    const { data } = plane.getImageData(0, 0, bitmap.width, bitmap.height);
    const count = ([red, green, blue]) => {
      let found = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) found++;
      return found;
    };
    return Object.fromEntries(Object.entries(colours).map(([name, colour]) => [name, count(colour)]));
  }, { base64: png.toString('base64'), colours });
}

// Waits until a colour has come to the map; returns the pixels that stand there then.
export async function isDrawn(page, colours, before, what) {
  const end = Date.now() + PATIENCE;
  for (let now = before; ; await page.waitForTimeout(500)) {
    now = await pixels(page, colours);
    if (now[what] - before[what] >= LEAST_PIXELS) return now;
    assert.ok(Date.now() < end, `the ${what} is not drawn: ${JSON.stringify({ before, now })}`);
  }
}
