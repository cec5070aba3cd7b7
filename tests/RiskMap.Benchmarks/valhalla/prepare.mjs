// Writes an OSM XML file again so that Valhalla and RiskMap find the same speeds in it: every way that a car may use bears the speed of data/road-costs.json
// as its maxspeed, in whole km/h (Valhalla keeps no others), and nothing else that Valhalla would change a speed for. Private roads, parking aisles and
// driveways become plain service roads, private gates open ones: Valhalla never drives through between two other roads, RiskMap does so at a price.
// Elements stand one to a line, as osmium writes them.
//
//   node prepare.mjs IN.osm OUT.osm data/road-costs.json [FACTOR LONGITUDE LATITUDE]
//
// With a factor the roads are drawn that many times larger, about a place that comes to lie at 0, 0, where a degree is as long in both directions.
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { once } from 'node:events';

const [input, output, costsFile, factor, longitude, latitude] = process.argv.slice(2);
const costs = JSON.parse(readFileSync(costsFile, 'utf8'));
const car = costs.profiles.find(profile => profile.id === 'car');
const speeds = new Map(costs.speeds.filter(row => row.kmh.car).map(row => [row.roadClass, row.kmh.car]));
const units = { '': 1, 'km/h': 1, kmh: 1, kph: 1, mph: 1.609344, knots: 1.852 };
const forgotten = /^(maxspeed|zone:|source:maxspeed|surface|smoothness|tracktype|service$)/;
const closedToStrangers = costs.access.filter(row => row.access === 'private' || row.access === 'destination').flatMap(row => row.values);

function postedKmh(text) {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z/]*)\s*$/.exec(text ?? '') ?? [];
  return number === undefined || units[unit] === undefined ? null : number * units[unit];
}

function speedKmh(tags) {
  const free = speeds.get(tags.get('highway'));
  if (free === undefined) return null;
  const posted = postedKmh(tags.get('maxspeed'));
  return Math.max(1, Math.round(Math.min(posted === null ? free : posted * car.limitShare, car.greatestKmh)));
}

function way(lines) {
  const tags = new Map(), rest = [];
  for (const line of lines) {
    const tag = /<tag k="([^"]*)" v="([^"]*)"/.exec(line);
    if (tag) tags.set(tag[1], tag[2]);
    if (!tag || !forgotten.test(tag[1])) rest.push(line);
  }
  const speed = speedKmh(tags);
  if (speed === null) return lines;
  rest.splice(-1, 0, `    <tag k="maxspeed" v="${speed}"/>`);
  return rest;
}

function isForResidents(line) {
  const [, key, value] = /<tag k="([^"]*)" v="([^"]*)"/.exec(line) ?? [];
  return /^(access|vehicle|motor_vehicle|motorcar)$/.test(key) && closedToStrangers.includes(value);
}

function larger(line) {
  const eastWest = factor * Math.cos(latitude * Math.PI / 180);
  return line.replace(/lat="([^"]*)"/, (_, lat) => `lat="${((lat - latitude) * factor).toFixed(7)}"`)
    .replace(/lon="([^"]*)"/, (_, lon) => `lon="${((lon - longitude) * eastWest).toFixed(7)}"`);
}

const out = createWriteStream(output);
let open = null;
for await (let line of createInterface({ input: createReadStream(input), crlfDelay: Infinity })) {
  if (factor && line.includes('<node ')) line = larger(line);
  if ((factor && line.includes('<bounds ')) || isForResidents(line)) continue;
  if (line.includes('<way ') && !line.includes('/>')) open = [];
  if (!open) { out.write(line + '\n'); continue; }
  open.push(line);
  if (line.includes('</way>')) {
    if (!out.write(way(open).join('\n') + '\n')) await once(out, 'drain');
    open = null;
  }
}
out.end();
await once(out, 'finish');
