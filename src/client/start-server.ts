// Starts the person's own server: in a session of its own, with nothing of the terminal or the environment that it was started from.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Environment, OwnPlaces } from '../sdk/node/own-places.ts';
import { exitCodes } from './exit-codes.ts';
import { inheritedFiles } from './inherited.ts';
import { lastTalk } from './last-talk.ts';
import { pageOptions, rememberPort } from './own-page.ts';

/** So long after the last one left it ends. */
export const endsAfterSeconds = 600;

/** What runs, and with which first arguments. */
export interface ServerProgram {
  readonly node: string;
  readonly args: readonly string[];
}

/** The package's own, on the Node that this runs on. It is as deep in the package as this file, bundled or not. */
const packaged: ServerProgram = {
  node: process.execPath,
  args: [fileURLToPath(new URL('../../bin/chat-server.js', import.meta.url))],
};

/** From the start to the first line that it prints. */
const patienceMs = 20_000;

/** A server that is just ending has the log for a moment longer: pauses before each try. */
const pausesMs = [0, 700, 1_500] as const;

/** @returns undefined once it runs; else why not, in a sentence */
export async function startServer(
  places: OwnPlaces,
  env: Environment,
  program: ServerProgram = packaged,
): Promise<string | undefined> {
  try {
    return await tryToStart(places, env, program);
  } catch (error) {
    return `could not start a server: ${(error as Error).message}`;
  }
}

async function tryToStart(places: OwnPlaces, env: Environment, program: ServerProgram) {
  const from = sizeOf(places.talk);
  for (const pauseMs of pausesMs) {
    await sleep(pauseMs);
    const page = await pageOptions(places);
    const child = launch(places, env, program, page);
    if (await isReady(child)) {
      rememberPort(places);
      return undefined;
    }
    // What it was told can't be meant: it is told the same the next time.
    if (child.exitCode === exitCodes.misuse) break;
  }
  const why = lastTalk(places.talk, from) ?? 'it ended without a word';
  return `could not start a server: ${why} (${places.talk})`;
}

function launch(
  { socket, about, log, data, talk }: OwnPlaces,
  env: Environment,
  { node, args }: ServerProgram,
  page: readonly string[],
): ChildProcess {
  const fd = openSync(talk, 'a', 0o600);
  const nothing = openSync('/dev/null', 'r');
  try {
    return spawn(
      node,
      [
        ...args,
        // It is no server that a file of settings is about.
        ...['--config', 'none'],
        ...['--socket', socket, '--log', log, '--about-file', about, '--operator-log', talk],
        ...['--end-when-empty', String(endsAfterSeconds)],
        ...page,
      ],
      { cwd: data, detached: true, stdio: stdioOf(fd, nothing), env: plainEnvironment(env) },
    );
  } finally {
    closeSync(fd);
    closeSync(nothing);
  }
}

/**
 * Its first line comes through the pipe, which then is let go. What this was started with stays behind: a
 * server that outlives it would keep a lock or the end of a pipe for ever.
 */
function stdioOf(talk: number, nothing: number): StdioOptions {
  const files: ('ignore' | 'pipe' | number)[] = ['ignore', 'pipe', talk];
  for (const fd of inheritedFiles()) files[fd] = nothing;
  return Array.from(files, (file) => file ?? 'ignore');
}

/** Whether it has said where it is, rather than ended, or said nothing for too long. */
async function isReady(child: ChildProcess): Promise<boolean> {
  const { stdout } = child;
  if (stdout === null) return false;
  const failed = once(child, 'error').then(() => false);
  const ended = once(child, 'exit').then(() => false);
  const said = once(stdout, 'data').then(() => true);
  const late = sleep(patienceMs, false, { ref: false });
  const isIt = await Promise.race([said, ended, failed, late]);
  stdout.destroy();
  child.unref();
  if (!isIt) child.kill();
  return isIt;
}

/**
 * What a person's settings for a server of theirs say is not for this one; nor is what a service manager told
 * the program that starts it. That a checkout is ready stays known.
 */
function plainEnvironment(env: Environment): NodeJS.ProcessEnv {
  const isForIt = (name: string) =>
    name === 'PARTYLINE_READY' || !/^(?:PARTYLINE_.*|PORT|NOTIFY_SOCKET|LISTEN_.*)$/.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => isForIt(name)));
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
