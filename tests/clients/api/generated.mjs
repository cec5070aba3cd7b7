// A client that swagger-client generates from the OpenAPI document adds, reads, replaces, changes and removes features (OGC API - Features, part 4): with
// the right ETag it succeeds, with an old one it gets 412, without one 428.
//
//   node generated.mjs BASE
import SwaggerClient from 'swagger-client';

const [base] = process.argv.slice(2);
const client = await SwaggerClient({ url: `${base}/api?f=json` });
const operations = Object.assign({}, ...Object.values(client.apis));
const drafts = {
  enterprises: [{ type: 'Point', coordinates: [118.25, 24.62] }, { headcount: 12 }],
  zones: [{ type: 'Polygon', coordinates: [[[118.2, 24.6], [118.21, 24.6], [118.21, 24.61], [118.2, 24.6]]] }, { restriction: 'prohibited' }],
  closures: [{ type: 'LineString', coordinates: [[118.2, 24.6], [118.21, 24.61]] }, { reason: 'flood', from: '2026-01-01T00:00:00Z' }],
};

function must(what, found, expected) {
  if (found !== expected) throw new Error(`${what} is ${found}, expected ${expected}`);
}

// The status and the answer; a refusal is an answer too.
async function call(name, parameters, body, further = {}) {
  if (!operations[name]) throw new Error(`the document has no operation ${name}; it has ${Object.keys(operations).length}`);
  try {
    return await operations[name](parameters, { requestBody: body, ...further });
  } catch (refused) {
    if (refused.response) return refused.response;
    throw refused;
  }
}

async function prove(layer, [geometry, properties]) {
  const name = layer[0].toUpperCase() + layer.slice(1);
  const draft = { type: 'Feature', geometry, properties: { key: 'generated-1', name: '生成的客户端', ...properties } };
  const added = await call(`add${name}Feature`, {}, draft);
  must(`${layer}: add`, added.status, 201);
  const featureId = added.body.id;
  const tag = added.headers.etag;
  const read = await call(`get${name}Feature`, { featureId });
  must(`${layer}: read`, read.body.properties.name, draft.properties.name);
  must(`${layer}: geometry`, read.body.geometry.type, geometry.type);
  must(`${layer}: ETag`, read.headers.etag.replace('W/', ''), tag.replace('W/', ''));
  must(`${layer}: found by its key`, (await call(`get${name}Features`, { key: 'generated-1' })).body.numberMatched, 1);

  draft.properties.name = 'replaced';
  const replaced = await call(`replace${name}Feature`, { featureId, 'If-Match': tag }, draft);
  must(`${layer}: replace`, replaced.status, 200);
  must(`${layer}: replace with an old ETag`, (await call(`replace${name}Feature`, { featureId, 'If-Match': tag }, draft)).status, 412);
  const changed = await call(`change${name}Feature`, { featureId, 'If-Match': replaced.headers.etag }, { properties: { name: 'changed' } });
  must(`${layer}: change`, changed.body.properties?.name, 'changed');
  must(`${layer}: remove with an old ETag`, (await call(`remove${name}Feature`, { featureId, 'If-Match': tag })).status, 412);
  const withoutTag = { requestInterceptor: (request) => { delete request.headers['If-Match']; return request; } };
  must(`${layer}: remove without an ETag`, (await call(`remove${name}Feature`, { featureId, 'If-Match': '-' }, undefined, withoutTag)).status, 428);
  must(`${layer}: remove`, (await call(`remove${name}Feature`, { featureId, 'If-Match': changed.headers.etag })).status, 204);
  must(`${layer}: read again`, (await call(`get${name}Feature`, { featureId })).status, 404);
}

if (client.errors?.length) throw new Error(`the document cannot be resolved: ${client.errors[0].message}`);
for (const [layer, draft] of Object.entries(drafts)) await prove(layer, draft);
console.log(`${Object.keys(operations).length} operations`);
