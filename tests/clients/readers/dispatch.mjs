// A duty officer and a colleague in two browsers: a release is clicked on the map, its plan is the process's own answer and is drawn, the force is ordered, and
// whatever one of them says of an order stands in the other's window without a reload, though its clock is two hours wrong, and when its network is back. Who was
// too late is told so. The plan is saved as a page to print.
//
//   node dispatch.mjs BASE PICTURE
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as shared from './browser.mjs';

const HOUR = 3_600_000;
const SPILL = [640, 430];
const COLOURS = { zone: [232, 118, 26], way: [23, 55, 94] };
const OFFICER = '值班 Duty';
const [base, picture] = process.argv.slice(2);
const faults = [];
const cutOff = new Set();
const asked = [];
const refused = [];

const answered = (page, act) => shared.answered(page, 'incident-plan', act);
const pixels = (page) => shared.pixels(page, COLOURS);
const isDrawn = (page, before, what) => shared.isDrawn(page, COLOURS, before, what);

const browser = await shared.launch();
try {
  const [longitude, latitude] = await aPlace();
  const colleague = await aWindow('#desk=dispatch', { ahead: 2 * HOUR });
  await board(colleague);
  await colleague.locator('.board .incident, .board .status').first().waitFor();
  assert.equal(await colleague.locator('.order').count(), 0, 'there are orders before anything was ordered');
  await colleague.evaluate(() => (window.isStill = true));

  const officer = await aWindow(`#map=14.5/${latitude}/${longitude}`);
  officer.on('request', (request) => request.url().endsWith('/execution') && asked.push(request));
  await officer.getByRole('button', { name: 'Dispatch', exact: true }).click();
  await clickTheSpill(officer);
  await nothingIsSentThatIsNotWhole(officer);
  const before = await pixels(officer);
  const plan = await plans(officer);
  await planStands(officer, plan);
  await isDrawn(officer, before, 'zone');
  await officer.screenshot({ path: picture });
  await wayIsShown(officer, before);
  await leavesOut(officer, plan);
  await savesThePage(officer);
  await survives(officer);

  const sent = await orders(officer);
  await standsIn(colleague, sent);
  await countsWhoIsOut(officer, sent);
  const late = await aWindow('#desk=dispatch', { isDeaf: true });
  await board(late);
  await late.locator('.order').first().waitFor();

  const [first, second] = sent.orders;
  await advance(officer, first, 'Turned out');
  await chip(colleague, first, 'Turned out');
  await advance(colleague, first, 'Arrived');
  await chip(officer, first, 'Arrived');
  await isTooLate(late, first);
  if (second) {
    await isCutOff(colleague);
    await advance(officer, second, 'Cancel the order');
    await isBack(colleague);
    await chip(colleague, second, 'Cancelled');
  }
  assert.equal(await colleague.evaluate(() => window.isStill), true, 'the colleague’s page was loaded anew');
  await isInTheHistory(first);
  assert.deepEqual(refused, ['400 /processes/incident-plan/execution', `412 /collections/dispatch-orders/items/${first.id}`]);
} finally {
  await browser.close();
}
assert.deepEqual(faults, []);
console.log('the force was ordered and followed in two browsers');

// A plant: a release there is near roads, people and teams.
async function aPlace() {
  const { features } = await (await fetch(`${base}/collections/parks/items?limit=1`)).json();
  const ring = features[0].geometry.coordinates.flat(features[0].geometry.type === 'Polygon' ? 1 : 2);
  return [0, 1].map((axis) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length);
}

// A browser of its own. One that is deaf hears of no change; the clock of one may be ahead, in milliseconds. A page without a network may complain.
async function aWindow(hash, { isDeaf = false, ahead = 0 } = {}) {
  const page = await (await browser.newContext({ viewport: shared.SIZE, acceptDownloads: true })).newPage();
  shared.listens(page, { push: (fault) => cutOff.has(page) || faults.push(fault) }, refused);
  if (ahead) await page.addInitScript(setAhead, ahead);
  if (isDeaf) await page.route(/\/(live|healthz)(\?|$)/, (route) => route.abort());
  await page.goto(`${base}/?lang=en${hash}`, { waitUntil: 'load' });
  await shared.mapStands(page);
  return page;
}

function setAhead(ahead) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) {
      super(...(parts.length > 0 ? parts : [Real.now() + ahead]));
    }

    static now() {
      return Real.now() + ahead;
    }
  };
}

async function isCutOff(page) {
  cutOff.add(page);
  await page.context().setOffline(true);
  await page.locator('.board').getByText('what stands here may be old').waitFor();
}

async function isBack(page) {
  await page.context().setOffline(false);
  await page.locator('.board').getByText('what stands here may be old').waitFor({ state: 'detached' });
  cutOff.delete(page);
}

function board(page) {
  return page.getByRole('tab', { name: 'Being dealt with' }).click();
}

// Escape gives the tool up; the next click on the map is then nobody's spill.
async function clickTheSpill(page) {
  await page.getByRole('button', { name: 'Click it on the map' }).click();
  await page.keyboard.press('Escape');
  await page.getByText('No place yet.').waitFor();
  await page.getByRole('button', { name: 'Click it on the map' }).click();
  await page.mouse.click(...SPILL);
  await page.getByText(/^Longitude 118\.\d{5}, latitude 24\.\d{5}$/).waitFor();
}

async function nothingIsSentThatIsNotWhole(page) {
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await page.getByText('Give a UN number or a name').waitFor();
  assert.equal(asked.length, 0, 'a spill of nothing was sent');
  await page.getByLabel('Material (UN number or name)').fill('no such stuff');
  await page.getByRole('slider').press('ArrowRight');
  await page.getByLabel('Wind from (degrees)').fill('45');
  await page.getByLabel('Wind speed (m/s)').fill('2.5');
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await page.locator('.field.wrong', { hasText: 'Material' }).getByText('no such stuff').waitFor();
}

async function plans(page) {
  await page.getByLabel('Material (UN number or name)').fill('液氨');
  return answered(page, () => page.getByRole('button', { name: 'Make the plan' }).click());
}

async function planStands(page, plan) {
  const words = await page.locator('.incident-plan').innerText();
  assert.ok(words.includes('UN 1005'), 'the material is not told');
  assert.ok(words.includes('North-American guidance'), 'that the distances are North-American guidance is not told');
  assert.ok(words.includes(`${plan.card.isolationMetres} m`), 'the isolation distance is not told');
  assert.ok(plan.force.units.length > 0, 'nobody comes');
  assert.equal(await page.locator('.force > .rows > .unit').count(), plan.force.units.length);
  for (const need of plan.force.unmet) assert.ok(words.includes(need.title.en), `that ${need.need} is missing is not told`);
  assert.equal(await page.locator('.loud').count() > 0, !plan.force.sufficient);
  for (const warning of plan.warnings) assert.ok(words.includes(warning.en), `not told: ${warning.en}`);
}

// A team brings the map to its way.
async function wayIsShown(page, before) {
  await page.waitForTimeout(1000); // the map rests
  const url = page.url();
  await page.locator('.unit-teams > button').first().click();
  await page.waitForFunction((was) => location.href !== was, url);
  await isDrawn(page, before, 'way');
}

// A unit that must stay is in no further plan, and can be let go again.
async function leavesOut(page, plan) {
  const [unit] = plan.force.units;
  const next = await answered(page, () => page.locator('.unit').first().getByRole('button', { name: 'Do not use' }).click());
  assert.ok(!next.force.units.some(({ layer, id }) => layer === unit.layer && id === unit.id), 'a forbidden unit goes');
  const again = await answered(page, () => page.locator('.forbidden').getByRole('button').first().click());
  assert.deepEqual(again.force.units.map(({ id }) => id), plan.force.units.map(({ id }) => id));
}

async function savesThePage(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download PDF' }).click()]);
  assert.equal(download.suggestedFilename(), 'incident-plan.pdf');
  assert.equal((await readFile(await download.path())).subarray(0, 5).toString(), '%PDF-');
}

async function survives(page) {
  const told = await page.locator('.drawing .status').innerText();
  await page.waitForTimeout(600); // the address is written when the form rests
  await page.reload({ waitUntil: 'load' });
  await page.locator('.drawing .status').waitFor();
  assert.equal(await page.locator('.drawing .status').innerText(), told);
  assert.equal(await page.getByLabel('Material (UN number or name)').inputValue(), '液氨');
}

async function orders(page) {
  const plan = await answered(page, () => page.getByRole('button', { name: 'Make the plan' }).click());
  await page.getByLabel('Duty officer').fill(OFFICER);
  const [response] = await Promise.all([page.waitForResponse((one) => one.url() === `${base}/dispatch`), page.getByRole('button', { name: /^Order these \d+ units$/ }).click()]);
  assert.equal(response.status(), 201, await response.text());
  const sent = await response.json();
  assert.deepEqual(sent.orders.map(({ layer, unitId }) => [layer, unitId]), plan.force.units.map(({ layer, id }) => [layer, id]));
  await page.locator('.order').nth(sent.orders.length - 1).waitFor();
  return sent;
}

// Asked again about the incident that stands now, who was ordered goes in any case and is not ordered twice.
async function countsWhoIsOut(page, sent) {
  await page.getByRole('tab', { name: 'New incident' }).click();
  const plan = await answered(page, () => page.getByRole('button', { name: 'Work it out again' }).click());
  const ids = (list) => list.filter(Boolean).toSorted((a, b) => a - b);
  assert.deepEqual(ids(plan.force.units.map(({ orderId }) => orderId)), ids(sent.orders.map(({ id }) => id)));
  if (plan.force.units.every(({ orderId }) => orderId)) await page.getByText('All of them are ordered already.').waitFor();
  await board(page);
}

async function standsIn(page, sent) {
  await page.locator('.order').nth(sent.orders.length - 1).waitFor();
  assert.equal(await page.locator('.order').count(), sent.orders.length);
  for (const order of sent.orders) await chip(page, order, 'Ordered');
  for (const words of await page.locator('.order').allInnerTexts()) assert.doesNotMatch(words, /\d h /u, 'elapsed by the clock of the browser');
}

function rowOf(page, order) {
  return page.locator('.order').filter({ has: page.getByText(order.name, { exact: true }) });
}

function chip(page, order, state) {
  return rowOf(page, order).locator('.chip').getByText(state, { exact: true }).waitFor();
}

async function advance(page, order, step) {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === 'PATCH'),
    rowOf(page, order).getByRole('button').filter({ hasText: step }).click(),
  ]);
  assert.equal(response.status(), 200, await response.text());
}

// Who did not hear of it acts on what stood there before: it is refused, told, and what stands there now is shown.
async function isTooLate(page, order) {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === 'PATCH'),
    rowOf(page, order).getByRole('button').filter({ hasText: 'Cancel the order' }).click(),
  ]);
  assert.equal(response.status(), 412, await response.text());
  await rowOf(page, order).getByText('Somebody else changed it').waitFor();
  await chip(page, order, 'Arrived');
}

async function isInTheHistory(order) {
  const { properties } = await (await fetch(`${base}/collections/dispatch-orders/items/${order.id}`)).json();
  assert.equal(properties.state, 'arrived');
  assert.ok(properties.orderedAt <= properties.turnedOutAt && properties.turnedOutAt <= properties.arrivedAt, 'the times are not in order');
}
