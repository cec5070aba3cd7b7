// Builds the console into a folder that the server copies beside its assembly. Run by Console.targets.
//   node build.mjs OUT_FOLDER
// Exit codes, which Console.targets turns into a warning (3, 4) or an error (5):
//   0 the folder holds the console   3 Node is too old   4 packages could not be installed   5 the console's own build failed
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const work = path.join(here, '.build')
const inputs = ['src', 'index.html', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']

function nodeIsRecentEnough([major, minor] = process.versions.node.split('.').map(Number)) {
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
}

function filesUnder(entry) {
  return fs.statSync(entry).isDirectory()
    ? fs.readdirSync(entry).sort().flatMap((name) => filesUnder(path.join(entry, name)))
    : [entry]
}

function hashOf(entries) {
  const hash = createHash('sha256')
  for (const file of entries.flatMap((entry) => filesUnder(path.join(here, entry)))) {
    hash.update(path.relative(here, file).replaceAll('\\', '/')).update('\0').update(fs.readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

const noted = (name) => fs.existsSync(path.join(work, name)) ? fs.readFileSync(path.join(work, name), 'utf8') : ''
const note = (name, value) => fs.writeFileSync(path.join(work, name), value)

function npm(...args) {
  const run = spawnSync('npm', args, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' })
  return run.status === 0
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

// Two builds of the solution may run at once (two `dotnet test`); npm may not. A lock of a dead process is taken over.
async function locked(action) {
  const lock = path.join(work, 'lock')
  fs.mkdirSync(work, { recursive: true })
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const holder = Number(fs.existsSync(lock) ? fs.readFileSync(lock, 'utf8') : '0')
      if (holder && !isAlive(holder)) fs.rmSync(lock, { force: true })
      else await sleep(250)
    }
  }
  try {
    return action()
  } finally {
    fs.rmSync(lock, { force: true })
  }
}

function build(out) {
  const installed = hashOf(['package.json', 'package-lock.json'])
  const sources = hashOf(inputs)
  if (noted('built') === sources && fs.existsSync(path.join(out, 'index.html'))) return 0
  if (noted('installed') !== installed || !fs.existsSync(path.join(here, 'node_modules'))) {
    if (!npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error')) return 4
    note('installed', installed)
  }
  const made = path.join(work, 'dist')
  if (!npm('exec', '--offline', '--', 'vite', 'build', '--outDir', made, '--emptyOutDir', '--logLevel', 'warn')) return 5
  fs.rmSync(out, { recursive: true, force: true })
  fs.cpSync(made, out, { recursive: true })
  note('built', sources)
  return 0
}

if (process.argv.length !== 3) {
  console.error('usage: node build.mjs OUT_FOLDER')
  process.exit(2)
}
process.exit(nodeIsRecentEnough() ? await locked(() => build(path.resolve(process.argv[2]))) : 3)
