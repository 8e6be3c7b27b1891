// What the npm scripts do: each makes the checkout ready, then works on the Node that the lock file brings.
//
// Plain JavaScript for Node 18 and up: it runs before anything is installed.

import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from '../bin/child.js';
import { findProjectNode } from '../bin/find-node.js';
import { makeFreshOrExit } from './fresh.mjs';

const typescript = ['node_modules/typescript/bin/tsc', '-b'];
const biome = ['node_modules/@biomejs/biome/bin/biome'];
const lint = [...biome, 'check', '--error-on-warnings', '--diagnostic-level=warn'];

/** @type {Record<string, (args: string[]) => Promise<unknown>>} */
const scripts = {
  async start(args) {
    await makeFreshOrExit();
    endWithParent();
    runChild(node(), ['bin/chat-server.js', ...args]);
  },

  /** `npm test` is everything; `npm test -- FILE…` is these files alone. */
  async test(args) {
    await makeFreshOrExit();
    if (args.length > 0) return runTests(args);
    await run(typescript);
    await run(lint);
    await runTests([]);
  },

  async check() {
    await makeFreshOrExit({ build: 'never' });
    await run(typescript);
    await run(lint);
  },

  async build() {
    await makeFreshOrExit({ build: 'always' });
  },

  /** Before a package is made: what sources that are gone have left behind goes too. */
  async prepack() {
    for (const folder of ['dist/protocol', 'dist/sdk'])
      rmSync(folder, { recursive: true, force: true });
    await makeFreshOrExit({ build: 'always' });
  },

  /** Writes the golden screens anew. */
  async golden() {
    await makeFreshOrExit();
    process.env.GOLDEN = 'write';
    await runTests(['test/client/golden.test.ts']);
  },

  async bench(args) {
    await makeFreshOrExit();
    await run(['bench/run.ts', ...args]);
  },

  async 'bench:tui'(args) {
    await makeFreshOrExit();
    await run(['bench/tui/run.ts', ...args]);
  },

  async 'bench:web'(args) {
    await makeFreshOrExit();
    await run(['bench/web/run.ts', ...args]);
  },

  async chaos(args) {
    await makeFreshOrExit();
    await run(['test/chaos/chaos.ts', ...args]);
  },

  async format() {
    await makeFreshOrExit({ build: 'never' });
    await run([...biome, 'check', '--write']);
  },

  async docs() {
    await makeFreshOrExit({ build: 'never' });
    await run(['scripts/docs.ts']);
  },

  async picture(args) {
    await makeFreshOrExit();
    await run(['scripts/picture.ts', ...args]);
  },
};

/** `kill -9` of the npm that started us means the server, and npm can't pass it on. */
function endWithParent() {
  const parent = process.ppid;
  let isHangup = false; // the terminal was closed: no haste
  process.once('SIGHUP', () => {
    isHangup = true;
  });
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, isHangup ? 'SIGTERM' : 'SIGKILL');
  }, 100);
}

/** @param {string[]} args files to run, options of `node --test` */
async function runTests(args) {
  const files = args.filter((argument) => !argument.startsWith('-'));
  const options = args.filter((argument) => argument.startsWith('-'));
  // Servers are started by the hundred, and more than half of what each takes is the reading of sources.
  process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/compiled');
  await run([
    '--test',
    // Tests of whole programs wait more than they work.
    `--test-concurrency=${Math.max(2, availableParallelism())}`,
    // For what hangs; what is waited for has less (test/support/patience.ts).
    '--test-timeout=180000',
    '--test-reporter=./scripts/test-reporter.ts',
    ...options,
    ...(files.length > 0 ? files : ['test/**/*.test.ts']),
  ]);
}

/**
 * Runs a script of ours and ends with its exit code if that isn't 0.
 * @param {string[]} args
 * @returns {Promise<void>}
 */
function run(args) {
  return new Promise((resolve) => {
    const child = spawn(node(), args, { stdio: 'inherit' });
    child.on('exit', (code) => (code === 0 ? resolve() : process.exit(code ?? 1)));
  });
}

function node() {
  return findProjectNode() ?? process.execPath;
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.env.PARTYLINE_READY = '1'; // programs that are started from here need not look again
const [name = '', ...args] = process.argv.slice(2);
const script = scripts[name];
if (script === undefined) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(scripts).join('|')}`);
  process.exit(2);
}
await script(args);
