// Draws a site in the console with headless Chromium, says what is planned and reads the certificate: it is the process's own answer, its rules are on the
// page and on the map, an outline that crosses itself is refused before it is sent, and all of it survives a reload.
//
//   node siting.mjs BASE PICTURE
import assert from 'node:assert/strict';
import { answered, launch, listens, mapStands, SIZE } from './browser.mjs';

const [base, picture] = process.argv.slice(2);
const faults = [];
const asked = [];
const refused = [];

const browser = await launch();
try {
  const page = await browser.newPage({ viewport: SIZE });
  listens(page, faults, refused);
  page.on('request', (request) => request.url().endsWith('/execution') && asked.push(request));

  const [longitude, latitude] = await aPlace();
  await page.goto(`${base}/?lang=en#map=15.5/${latitude}/${longitude}`, { waitUntil: 'load' });
  await page.getByRole('button', { name: 'Siting', exact: true }).click();
  await mapStands(page);

  await draw(page, [[560, 380], [700, 380], [560, 480], [700, 480]]);
  await page.getByText('The outline crosses itself').waitFor();
  await page.getByRole('button', { name: 'Check this site' }).click();
  assert.equal(asked.length, 0, 'an outline that crosses itself was sent');

  await draw(page, [[560, 380], [700, 380], [700, 480], [560, 480]]);
  await page.getByLabel('Industry code').fill('2614');
  await page.getByLabel('Chemical of row 1').fill('7664-41-7');
  await page.getByLabel('Tonnes of row 1').fill('50');
  const answer = await answered(page, 'siting-certificate', () => page.getByRole('button', { name: 'Check this site' }).click());
  await certificateStands(page, answer);
  await ruleIsShown(page);
  await page.screenshot({ path: picture });
  await survives(page);
  await namesTheInputAtFault(page);
} finally {
  await browser.close();
}
assert.deepEqual([...faults, ...refused], []);
console.log('the site was drawn and certified');

// Separation rules speak of protected places, so a plant is drawn beside one.
async function aPlace() {
  const { features } = await (await fetch(`${base}/collections/places/items?limit=1`)).json();
  return features[0].geometry.coordinates;
}

// Clicks the corners; the last one twice.
async function draw(page, corners) {
  await page.getByRole('button', { name: /^Draw (the site|anew)$/ }).click();
  for (const [x, y] of corners.slice(0, -1)) {
    await page.mouse.click(x, y);
    await page.waitForTimeout(400); // two clicks that come faster are a double click
  }
  await page.mouse.dblclick(...corners.at(-1));
  await page.getByText(`${corners.length} corners. Drag`).waitFor();
}

async function certificateStands(page, answer) {
  await page.locator(`.certificate .verdict.large.verdict-${answer.verdict}`).waitFor();
  assert.ok(answer.rules.length > 0, 'no rule was run');
  assert.equal(await page.locator('.rules > li').count(), answer.rules.length);
  for (const clause of new Set(answer.rules.map((rule) => rule.source.clause))) {
    assert.ok((await page.locator('.rules').innerText()).includes(clause), `the clause ${clause} is not told`);
  }
}

// A rule whose ends are known brings the map to them.
async function ruleIsShown(page) {
  const before = page.url();
  await page.locator('.rules > li > button:enabled').first().click();
  await page.waitForFunction((url) => location.href !== url, before);
}

async function survives(page) {
  const area = await page.locator('.drawing .area').innerText();
  await page.waitForTimeout(600); // the address is written when the drawing rests
  await page.reload({ waitUntil: 'load' });
  await page.locator('.drawing .area').waitFor();
  assert.equal(await page.locator('.drawing .area').innerText(), area);
  assert.equal(await page.getByLabel('Chemical of row 1').inputValue(), '7664-41-7');
}

async function namesTheInputAtFault(page) {
  const sent = asked.length;
  await page.getByLabel('Tonnes of row 1').fill('-5');
  await page.getByRole('button', { name: 'Check this site' }).click();
  await page.locator('.inventory li.wrong .input-fault').waitFor();
  assert.equal(asked.length, sent, 'a negative quantity was sent');
}
