// The answers of a server against OGC's own JSON schemas of OGC API - Features 1 (YAML files of the standard's repository).
//   node answers.mjs BASE FOLDER
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv'
import { parse } from 'yaml'

const [base, folder] = process.argv.slice(2)
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
for (const file of readdirSync(folder)) ajv.addSchema(mended(parse(readFileSync(join(folder, file), 'utf8'))), `https://schemas.invalid/${file}`)

/** `type: null` is YAML's null where JSON Schema's word "null" is meant. */
function mended(schema) {
  if (Array.isArray(schema)) return schema.map(mended)
  if (schema === null || typeof schema !== 'object') return schema
  return Object.fromEntries(Object.entries(schema).map(([word, value]) => [word, word === 'type' ? nulls(value) : mended(value)]))
}

function nulls(type) {
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) return mended(type)
  return Array.isArray(type) ? type.map((name) => name ?? 'null') : type ?? 'null'
}

const get = async (path) => (await fetch(base + path, { headers: { Accept: 'application/geo+json, application/json' } })).json()
const faults = []
async function check(path, file) {
  const answer = await get(path)
  const validate = ajv.getSchema(`https://schemas.invalid/${file}`)
  if (!validate(answer)) faults.push(`${path} against ${file}: ${ajv.errorsText(validate.errors.slice(0, 3))}`)
  return answer
}

await check('/', 'landingPage.yaml')
await check('/conformance', 'confClasses.yaml')
const { collections } = await check('/collections', 'collections.yaml')
for (const { id } of collections) {
  await check(`/collections/${id}`, 'collection.yaml')
  const page = await check(`/collections/${id}/items?limit=20`, 'featureCollectionGeoJSON.yaml')
  for (const feature of page.features.slice(0, 3)) await check(`/collections/${id}/items/${feature.id}`, 'featureGeoJSON.yaml')
}
for (const fault of faults) console.error(fault)
console.log(`${collections.length} collections, ${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
