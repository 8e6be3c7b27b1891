// The page of this machine's server: its address, printed, and opened in a browser where there can be one.
import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAboutServer } from '../sdk/node/about-server.ts';
import { ownPlaces } from '../sdk/node/own-places.ts';
import { hostAndPort } from '../sdk/node/tcp.ts';
import { say, type Terminal } from './commands/command.ts';
import { exitCodes } from './exit-codes.ts';
import { type Had, haveServer } from './machine-server.ts';
import { openOutside } from './outside.ts';
import { wordsFor } from './way-in.ts';

export interface Opening {
  readonly mayStart: boolean;
  readonly isOpening: boolean;
}

/** A browser that is not there says so in this time; one that is goes on without us. */
const browserMs = 300;

/** @returns the exit code */
export async function openWeb(
  terminal: Pick<Terminal, 'env' | 'version' | 'stdout' | 'stderr'>,
  { mayStart, isOpening }: Opening,
): Promise<number> {
  const { env, version, stdout } = terminal;
  const places = ownPlaces(env);
  const had = await haveServer({ places, env }, mayStart);
  if ('problem' in had) {
    say(terminal, had.problem);
    return exitCodes.unavailable;
  }
  for (const words of wordsFor(had, places, version)) say(terminal, words);
  const page = pageOf(had, places.about);
  if (page === undefined) {
    say(terminal, 'this server has no page: it was started without');
    return exitCodes.failed;
  }
  stdout.write(`${page}\n`);
  if (isOpening && hasBrowser(env)) {
    openOutside(withPass(page), env, () =>
      say(terminal, 'no browser could be opened: set BROWSER'),
    );
    await sleep(browserMs);
  }
  return exitCodes.done;
}

function pageOf({ found }: Exclude<Had, { problem: string }>, about: string): string | undefined {
  if (found.at === 'port') return `http://${hostAndPort(found.host, found.port)}/`;
  return readAboutServer(about)?.page;
}

/** Else what opens links might open one in the terminal, in the place of the shell. */
function hasBrowser(env: Terminal['env']): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(env.BROWSER || env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * The same page with a key for one time: what a browser is started with can be read by everybody on the machine,
 * in the list of processes.
 */
export function withPass(page: string, now = Date.now()): string {
  const url = new URL(page);
  const key = url.searchParams.get('key');
  if (key === null) return page;
  const said = `${now}.${randomBytes(12).toString('hex')}`;
  const proof = createHmac('sha256', key).update(said).digest('base64url');
  url.searchParams.set('key', `${said}.${proof}`);
  return url.href;
}
