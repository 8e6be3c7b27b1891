// Makes a checkout ready to run: installs what package-lock.json lists, builds what is stale; silent when all is done.
//
//   node scripts/fresh.mjs
//
// Plain JavaScript for Node 18 and up: it runs before anything is installed.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProjectNode, isNewEnough } from '../bin/find-node.js';
import { withLock } from './lock.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const installStamp = join(root, 'node_modules/.partyline-installed');
const buildStamp = join(root, 'dist/.fresh');

/** What a build reads, beside src and what is installed. */
const buildInputs = [
  'package.json',
  'tsconfig.base.json',
  'scripts/bundle.ts',
  'scripts/licences.ts',
  'scripts/web.ts',
];
/** What a build must leave behind. */
const buildOutputs = [
  'dist/programs/chat-server.js',
  'dist/programs/chat-client.js',
  'dist/page/index.html',
];

/**
 * Many may call it at once, in many processes: one works, the others wait for it.
 * @param {{ build?: 'stale' | 'always' | 'never' }} [options]
 */
export async function makeFresh({ build = 'stale' } = {}) {
  const needsBuild = () => build !== 'never' && !isBuilt();
  if (build !== 'always' && isInstalled() && !needsBuild()) return;

  mkdirSync(join(root, 'dist'), { recursive: true });
  await withLock(join(root, 'dist/.fresh.lock'), say, async () => {
    if (!isInstalled()) await install();
    if (build === 'always' || needsBuild()) await buildAll();
  });
}

/**
 * The same for programs: what fails is said in a line, and ends the process.
 * @param {Parameters<typeof makeFresh>[0]} [options]
 */
export async function makeFreshOrExit(options) {
  try {
    await makeFresh(options);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

async function install() {
  say('installing dependencies, this once …');
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['ci', ...flags], 'npm ci failed: check the network, then try again');
  if (findProjectNode() === undefined && !isNewEnough(process.versions.node)) {
    throw new Error('npm left out Node 24: try "npm rebuild node --ignore-scripts=false"');
  }
  writeFileSync(installStamp, lockHash());
}

function isInstalled() {
  const wanted = lockHash();
  if (readIfThere(installStamp) === wanted) return true;
  if (!isInstalledByHand()) return false;
  writeFileSync(installStamp, wanted);
  return true;
}

/** Whether somebody's own `npm install` has brought exactly what the lock file lists. */
function isInstalledByHand() {
  const text = readIfThere(join(root, 'node_modules/.package-lock.json'));
  if (text === undefined) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(text).packages;
  return Object.keys(wanted).every((path) => {
    if (path === '') return true;
    // Optional packages are those of other platforms.
    if (installed[path] === undefined) return wanted[path].optional === true;
    return installed[path].version === wanted[path].version;
  });
}

function lockHash() {
  return hash(readFileSync(join(root, 'package-lock.json')));
}

async function buildAll() {
  say('building …');
  const node = isNewEnough(process.versions.node) ? process.execPath : findProjectNode();
  if (node === undefined) throw new Error('there is no Node 24 here: try "npm ci"');
  // Taken before: what changes during the build is built next time.
  const signature = buildSignature();
  await run(node, ['node_modules/typescript/bin/tsc', '-b', 'src'], 'the build failed: see above');
  await run(node, ['scripts/bundle.ts'], 'the build failed: see above');
  await run(node, ['scripts/web.ts'], 'the build failed: see above');
  writeFileSync(buildStamp, signature);
}

function isBuilt() {
  return (
    readIfThere(buildStamp) === buildSignature() &&
    buildOutputs.every((path) => statSync(join(root, path), { throwIfNoEntry: false }))
  );
}

/** Changes when a file comes, goes or is written; reads none of them, so it costs a few milliseconds. */
function buildSignature() {
  const states = [...buildInputs, ...filesUnder('src')].map((path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    return `${path} ${size} ${mtimeMs}`;
  });
  return hash([lockHash(), ...states].join('\n'));
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} failure what to say when it doesn't end well
 * @returns {Promise<void>}
 */
function run(command, args, failure) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment(),
      // Standard output belongs to the program that is being made ready; npm has nothing to say there.
      stdio: ['ignore', command === 'npm' ? 'ignore' : 2, 2],
      shell: process.platform === 'win32', // npm is a .cmd there
    });
    // Left alone, it would still be at work when the next one finds nobody holding the lock.
    const stop = () => child.kill();
    process.once('SIGTERM', stop).once('SIGHUP', stop);
    child.on('error', (error) => reject(new Error(`${command} does not start: ${error.message}`)));
    child.on('exit', (code) => {
      process.off('SIGTERM', stop).off('SIGHUP', stop);
      if (code === 0) resolve();
      else reject(new Error(failure));
    });
  });
}

/** Without what an npm that runs us has put there: the Node that is about to be replaced, another project's folder. */
function environment() {
  const env = { ...process.env };
  delete env.npm_config_local_prefix;
  const ours = join(root, 'node_modules/.bin');
  env.PATH = env.PATH?.split(delimiter)
    .filter((folder) => folder !== ours)
    .join(delimiter);
  return env;
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string | Buffer} content */
function hash(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`partyline: ${text}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeFreshOrExit();
