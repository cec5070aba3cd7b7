// Every tile of an archive, read by the npm package pmtiles, equals the tile that the server sends, and no tile that the server has is missing.
//
//   node pmtiles.mjs ARCHIVE BASE [LAYERS]
import fs from 'node:fs';
import { PMTiles } from 'pmtiles';

const [file, base, layers] = process.argv.slice(2);
const fail = (why) => {
  console.error(why);
  process.exit(1);
};

const handle = fs.openSync(file);
const archive = new PMTiles({
  getKey: () => file,
  getBytes: (offset, length) => {
    const bytes = new Uint8Array(length);
    return Promise.resolve({ data: bytes.buffer.slice(0, fs.readSync(handle, bytes, 0, length, offset)) });
  },
});

async function served(z, x, y) {
  const answer = await fetch(`${base}/tiles/${z}/${x}/${y}.mvt${layers ? `?collections=${layers}` : ''}`);
  if (answer.status === 204) return undefined;
  if (!answer.ok) fail(`${z}/${x}/${y}: ${answer.status} ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

const columnOf = (longitude, z) => ((longitude + 180) / 360) * 2 ** z;
const rowOf = (latitude, z) => ((1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z;

// One tile more on each side, since buffers reach over the box.
function* around(from, to, z) {
  const most = 2 ** z - 1;
  for (let i = Math.max(Math.floor(from) - 1, 0); i <= Math.min(Math.floor(to) + 1, most); i++) yield i;
}

const header = await archive.getHeader();
const metadata = await archive.getMetadata();
if (header.tileType !== 1 || header.tileCompression !== 2 || !header.clustered) fail(`unexpected header ${JSON.stringify(header)}`);
if (!(metadata.vector_layers?.length > 0)) fail('the metadata name no vector_layers');

let tiles = 0;
let seen = 0;
for (let z = header.minZoom; z <= header.maxZoom; z++) {
  for (const x of around(columnOf(header.minLon, z), columnOf(header.maxLon, z), z)) {
    for (const y of around(rowOf(header.maxLat, z), rowOf(header.minLat, z), z)) {
      const [kept, sent] = [await archive.getZxy(z, x, y), await served(z, x, y)];
      seen++;
      if (!kept && !sent) continue;
      if (!kept || !sent || !Buffer.from(kept.data).equals(sent))
        fail(`${z}/${x}/${y}: the archive has ${kept ? `${kept.data.byteLength} bytes` : 'no tile'}, the server sends ${sent ? `${sent.length} bytes` : 'none'}`);
      tiles++;
    }
  }
}

if (tiles !== header.numAddressedTiles) fail(`the header counts ${header.numAddressedTiles} tiles, ${tiles} were found`);
console.log(`${tiles} tiles of zooms ${header.minZoom} to ${header.maxZoom} are those that are served, ${seen - tiles} more are empty in both`);
