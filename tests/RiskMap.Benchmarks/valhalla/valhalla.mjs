// Valhalla in a process of its own, through its Node.js bindings.
//
//   node valhalla.mjs build FILE.osm.pbf FOLDER exact|usual     makes tiles; writes FOLDER/built.json
//   node valhalla.mjs ask FOLDER QUESTIONS.json ANSWERS.json ROUNDS
//
// "usual" tiles are those that valhalla_build_config asks for. "exact" ones have no road hierarchy and no shortcuts, which would let a search leave roads out.
// A question is {action, query}; an answer {milliseconds, text} or {error}: the time is that of the actor's answer as JSON text, in the last round.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// The package is looked for in the folder of this script's call, since nothing is installed beside the script.
const here = createRequire(join(process.cwd(), 'package.json'));
const { Actor, getConfig, VALHALLA_VERSION } = here('@valhallajs/valhallajs');
const cli = join(dirname(here.resolve('@valhallajs/valhallajs')), 'bin', 'valhalla-cli.js');

async function configure(folder, kind) {
  const config = await getConfig({ tileDir: join(folder, 'tiles'), tileExtract: '' });
  delete config.mjolnir.tile_extract;
  config.mjolnir.hierarchy = config.mjolnir.shortcuts = kind === 'usual';
  config.mjolnir.timezone = config.mjolnir.admin = '';
  for (const part of Object.values(config)) if (part.logging) part.logging = { type: '' };
  // As large as the widest question here: maps that are drawn larger than the earth has them.
  Object.assign(config.service_limits.auto, { max_distance: 1e7, max_matrix_distance: 1e7 });
  return config;
}

async function build(file, folder, kind) {
  mkdirSync(join(folder, 'tiles'), { recursive: true });
  const path = join(folder, 'config.json');
  writeFileSync(path, JSON.stringify(await configure(folder, kind)));
  const binaries = spawnSync(process.execPath, [cli, 'print_bin_path'], { encoding: 'utf8' }).stdout.trim();
  const start = performance.now();
  const done = spawnSync(join(binaries, 'valhalla_build_tiles'), ['-c', path, file], { encoding: 'utf8' });
  const seconds = (performance.now() - start) / 1000;
  if (done.status !== 0) throw new Error(`valhalla_build_tiles ended with ${done.status}: ${done.stderr}${done.stdout}`);
  writeFileSync(join(folder, 'built.json'), JSON.stringify({ seconds, version: VALHALLA_VERSION }));
}

async function ask(folder, questionsFile, answersFile, rounds) {
  const actor = new Actor(readFileSync(join(folder, 'config.json'), 'utf8'));
  const questions = JSON.parse(readFileSync(questionsFile, 'utf8')).map(question => ({ action: question.action, text: JSON.stringify(question.query) }));
  let answers = [];
  for (let round = 0; round < rounds; round++) {
    answers = [];
    for (const { action, text } of questions) {
      try {
        const start = performance.now();
        const answer = await actor[action](text);
        answers.push({ milliseconds: performance.now() - start, text: answer });
      } catch (error) {
        answers.push({ error: String(error.message ?? error) });
      }
    }
  }
  writeFileSync(answersFile, JSON.stringify(answers));
}

const [command, ...given] = process.argv.slice(2);
if (command === 'build') await build(...given);
else if (command === 'ask') await ask(given[0], given[1], given[2], Number(given[3]));
else throw new Error(`no command '${command}'`);
