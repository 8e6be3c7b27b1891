// chat-client: the command line, and what of the program runs for it.
import './lean-heap.ts';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { readingSurroundings } from '../command-line/places.ts';
import { exitCodes } from './exit-codes.ts';
import { endWithOutput, outputEnded } from './output-end.ts';
import { hasScreen, isEnding, readSettings } from './settings.ts';

const manifest = new URL('../../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

const { stdin, stdout, stderr, env } = process;
const warn = (line: string) => {
  stderr.write(`chat-client: ${line}\n`);
};
let exit = (code: number): void => process.exit(code);
const args = process.argv.slice(2);
const asked = readSettings(args, env, version, await readingSurroundings(args), warn);
// From here on both ways of naming a file are one.
if ('configFile' in asked) env.PARTYLINE_CONFIG = asked.configFile;
if (typeof asked === 'function') {
  endWithOutput({ stdout, stderr, exit: (code) => exit(code) }, warn);
  const code = await asked({ stdin, stdout, stderr, env, version, interruption }).catch(failed);
  // What failed just now is told as an event only after this.
  process.exit(stdout.errored ? outputEnded(stdout.errored, warn) : code);
} else if (isEnding(asked)) {
  endWithOutput(process, warn);
  (asked.code === 0 ? stdout : stderr).write(asked.text);
  process.exitCode = asked.code;
} else if (hasScreen(asked, stdin, stdout, env)) {
  // What draws takes most of the time that a start takes: scripts do without.
  const { startOnScreen } = await import('./on-screen.ts');
  await startOnScreen(asked, version);
} else {
  const { startByLines } = await import('./by-lines.ts');
  endWithOutput(process, warn);
  await startByLines(asked, version);
}

/** What the system or a file of ours refuses is said in one line; anything else is a fault of the program. */
function failed(error: NodeJS.ErrnoException): number {
  if (error.code === undefined) throw error;
  warn(error.message.replace(/\p{Cc}+/gu, ' '));
  return exitCodes.failed;
}

function interruption(by?: 'reader too'): AbortController {
  const controller = new AbortController();
  // Who says goodbye leaves no name behind that is held for a while.
  if (by !== undefined)
    exit = (code) => (code === exitCodes.done ? controller.abort(code) : process.exit(code));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => controller.abort(128 + constants.signals[signal]));
  return controller;
}
