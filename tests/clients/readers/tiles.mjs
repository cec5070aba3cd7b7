// Decodes every tile of the city with @mapbox/vector-tile, from zoom 0 down through all that are not empty: 0 invalid rings, ids once a layer, no layer
// twice, and at the greatest zoom every feature of every collection is drawn somewhere.
//
//   node tiles.mjs BASE
import { VectorTile } from '@mapbox/vector-tile';
import * as Pbf from 'pbf';
import { faultOf } from './rings.mjs';

const Reader = Pbf.PbfReader ?? Pbf.default;
const LEAST_TILES = 100; // a walk that finds fewer has found nothing
const AT_ONCE = 8;
const [base] = process.argv.slice(2);
const faults = [];
const counts = { tiles: 0, features: 0, rings: 0 };
const drawn = new Map();

const get = async (path) => {
  const answer = await fetch(base + path);
  if (answer.status !== 200 && answer.status !== 204) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
};

function look(where, layer, last) {
  const ids = new Set();
  for (let i = 0; i < layer.length; i++) {
    const feature = layer.feature(i);
    counts.features++;
    if (feature.id !== undefined && ids.has(feature.id)) faults.push(`${where} ${layer.name}: id ${feature.id} twice`);
    ids.add(feature.id);
    if (!(feature.type >= 1 && feature.type <= 3)) faults.push(`${where} ${layer.name}/${feature.id}: type ${feature.type}`);
    const parts = feature.loadGeometry();
    if (parts.length === 0) faults.push(`${where} ${layer.name}/${feature.id}: no geometry`);
    if (feature.type !== 3) continue;
    counts.rings += parts.length;
    const fault = faultOf(parts);
    if (fault) faults.push(`${where} ${layer.name}/${feature.id}: ${fault}`);
  }
  if (last) for (const id of ids) drawn.set(layer.name, (drawn.get(layer.name) ?? new Set()).add(id));
}

async function tile(z, x, y, last) {
  const where = `/tiles/${z}/${x}/${y}.mvt`;
  const answer = await get(where);
  if (answer.status === 204) return [];
  const layers = Object.values(new VectorTile(new Reader(new Uint8Array(await answer.arrayBuffer()))).layers);
  if (layers.length === 0) faults.push(`${where}: 200 without a layer`);
  counts.tiles++;
  for (const layer of layers) look(where, layer, last);
  return [[2 * x, 2 * y], [2 * x + 1, 2 * y], [2 * x, 2 * y + 1], [2 * x + 1, 2 * y + 1]];
}

async function walk(least, most) {
  let row = [[0, 0]];
  for (let z = least; z <= most; z++) {
    const next = [];
    const rest = row.values();
    const worker = async () => { for (const [x, y] of rest) next.push(...await tile(z, x, y, z === most)); };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    row = next;
  }
}

async function idsOf(collection) {
  const ids = [];
  for (let address = `${base}/collections/${collection}/items?limit=10000`; address;) {
    const page = await (await get(address.slice(base.length))).json();
    ids.push(...page.features.filter((feature) => feature.geometry).map((feature) => feature.id));
    address = page.links.find((link) => link.rel === 'next')?.href;
  }
  return ids;
}

const { minzoom, maxzoom } = await (await get('/tiles/tilejson.json')).json();
if (minzoom !== 0 || maxzoom < 16) faults.push(`the tiles go from zoom ${minzoom} to ${maxzoom}, not from 0 to 16`);
await walk(minzoom, maxzoom);
for (const { id } of (await (await get('/collections?f=json')).json()).collections) {
  const lost = (await idsOf(id)).filter((feature) => !drawn.get(id)?.has(feature));
  if (lost.length) faults.push(`${lost.length} features of ${id} are in no tile of zoom ${maxzoom}, e.g. ${lost.slice(0, 3)}`);
}
if (counts.tiles < LEAST_TILES) faults.push(`only ${counts.tiles} tiles are not empty`);
console.log(`${counts.tiles} tiles, ${counts.features} features, ${counts.rings} rings`);
if (faults.length) {
  console.log(`${faults.length} faults: ${faults.slice(0, 5).join('; ')}`);
  process.exitCode = 1;
}
