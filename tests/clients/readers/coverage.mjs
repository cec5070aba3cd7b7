// Reads in the console whom fire stations reach in time: the page tells the process's own answer and draws it, a proposed station is flown to, a station is
// taken away by a click and a bridge shut by a key, what that costs is told and drawn and called imagined, and the question survives a reload.
//
//   node coverage.mjs BASE PICTURE
import assert from 'node:assert/strict';
import * as shared from './browser.mjs';

const COLOURS = { reached: [11, 106, 162], lost: [181, 18, 27] };
const CENTRE = [shared.SIZE.width / 2, shared.SIZE.height / 2];
const [base, picture] = process.argv.slice(2);
const faults = [];
const refused = [];
const asked = [];

const answered = (page, act) => shared.answered(page, 'coverage', act);
const number = (value) => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 }).format(value);

const browser = await shared.launch();
try {
  const page = await browser.newPage({ viewport: shared.SIZE });
  shared.listens(page, faults, refused);
  page.on('request', (request) => request.url().endsWith('/coverage/execution') && asked.push(request.postDataJSON().inputs));

  const [station] = (await items('teams')).filter(({ properties }) => properties.kind === 'fire');
  const [longitude, latitude] = station.geometry.coordinates;
  const answer = await answered(page, () => page.goto(`${base}/?lang=en#map=12.7/${latitude}/${longitude}&desk=coverage`, { waitUntil: 'load' }));
  await shared.mapStands(page);
  await isTold(page, answer);
  const drawn = await shared.isDrawn(page, COLOURS, { reached: 0 }, 'reached');
  await aCountThatIsNoneIsNotSent(page);
  await theStationIsTakenAway(page, station, drawn);
  await page.screenshot({ path: picture });
  await allIsPutBack(page);
  await aProposedStationIsFlownTo(page, answer);
  const [bridge] = (await items('roads', 'bridge=true')).filter(({ geometry }) => geometry.type === 'LineString');
  await theBridgeIsShut(page, bridge);
  await survives(page);
} finally {
  await browser.close();
}
assert.deepEqual([...faults, ...refused], []);
console.log('coverage was read, and a station and a bridge were imagined gone');

async function items(layer, filter = '') {
  return (await (await fetch(`${base}/collections/${layer}/items?limit=50&${filter}`)).json()).features;
}

// What the desk says is what the process answered: standard and clause, people, every district and station, and what nobody may take for more than it is.
async function isTold(page, answer) {
  await page.locator('.coverage-answer .covered').waitFor();
  const words = await page.locator('.coverage-answer').innerText();
  assert.equal(answer.outcome, 'found');
  assert.ok(words.includes(answer.standard.source.clause), 'the clause is not told');
  assert.ok(words.includes(number(answer.all.people.uncovered)), 'how many are not covered is not told');
  for (const { name, counts } of answer.districts) assert.ok(words.includes(name) && words.includes(number(counts.people.uncovered)), `${name} is not told`);
  assert.equal(await page.locator('.unit').count(), answer.stations.length);
  assert.ok(words.includes('counted without level'), 'that major hazard sources are counted without level is not told');
  assert.ok(words.includes('A = 2(S/λ)²') && words.includes('7 km²'), 'area rule and circle formula do not stand beside');
  assert.ok(words.includes(answer.dataVersion), 'the version of the data is not told');
}

async function aCountThatIsNoneIsNotSent(page) {
  const sent = asked.length;
  await page.getByLabel('How many further stations').fill('many');
  await page.getByRole('button', { name: 'Work out the coverage' }).click();
  await page.getByText('Should be a whole number').waitFor();
  assert.equal(asked.length, sent, 'a count that is none was sent');
  await page.getByLabel('How many further stations').fill('2');
}

// The map stands at the station: it is where the middle of the page is.
async function theStationIsTakenAway(page, { id, properties }, before) {
  await page.getByRole('button', { name: 'Click a station or road' }).click();
  const next = await answered(page, () => page.mouse.click(...CENTRE));
  assert.deepEqual(asked.at(-1).without, [{ layer: 'teams', id }]);
  assert.ok(next.loss.peopleLost > 0, 'the station is worth nothing');
  await page.getByText('This is imagined and changes no data').waitFor();
  await page.locator('.gone').getByText(properties.name).waitFor();
  await page.locator('.loss').getByText(`${number(next.loss.peopleLost)} people`).waitFor();
  await shared.isDrawn(page, COLOURS, before, 'lost');
}

async function allIsPutBack(page) {
  const again = await answered(page, () => page.getByRole('button', { name: 'Put all back' }).click());
  assert.equal(again.loss, null);
  await page.locator('.loss').waitFor({ state: 'detached' });
}

async function aProposedStationIsFlownTo(page, answer) {
  const [first] = page.url().match(/map=[^&]*/);
  const row = page.locator('.next-places button').first();
  assert.ok((await row.innerText()).includes(number(answer.nextStations.stations[0].gain)), 'what a further station gains is not told');
  await row.click();
  await page.waitForFunction((was) => !location.href.includes(was), first);
}

// By the keys alone: the tool, then Enter for what lies at the centre of the map.
async function theBridgeIsShut(page, { id, geometry, properties }) {
  const [from, to] = geometry.coordinates;
  await page.evaluate((hash) => (location.hash = location.hash.replace(/map=[^&]*/, hash)), `map=16/${(from[1] + to[1]) / 2}/${(from[0] + to[0]) / 2}`);
  await page.waitForTimeout(2000); // the tiles there
  await page.getByRole('button', { name: 'Click a station or road' }).press('Enter');
  const shut = await answered(page, () => page.keyboard.press('Enter'));
  assert.equal(asked.at(-1).whatIf.closures.upserts[0].properties.roadKey, properties.key, `another road than ${id} was shut`);
  assert.equal(shut.whatIf, true);
  assert.notEqual(shut.loss, null);
  await page.locator('.gone').getByText(properties.name).waitFor();
}

async function survives(page) {
  const told = await page.locator('.gone').innerText();
  await page.waitForTimeout(600); // the address is written when the form rests
  const again = await answered(page, () => page.reload({ waitUntil: 'load' }));
  assert.equal(again.whatIf, true);
  await page.locator('.gone').waitFor();
  assert.equal(await page.locator('.gone').innerText(), told);
}
