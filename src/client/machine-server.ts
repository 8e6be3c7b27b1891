// The server of this machine for whoever names none: found, or started, and kept to while the client runs.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Found, findOwn, findServer } from '../sdk/node/find-server.ts';
import {
  type Environment,
  makeOwnFolder,
  type OwnPlaces,
  whyNotOwn,
} from '../sdk/node/own-places.ts';
import { takeStartLock } from './start-lock.ts';
import { type ServerProgram, startServer } from './start-server.ts';

export interface Having {
  readonly places: OwnPlaces;
  readonly env: Environment;
  /** What is started; left out: the package's server. */
  readonly program?: ServerProgram | undefined;
  /** The place where any server of this machine is. */
  readonly usual?: { readonly host: string; readonly port: number };
}

export type Had =
  | { readonly found: Exclude<Found, { at: 'nowhere' }>; readonly isStarted: boolean }
  /** In a sentence. */
  | { readonly problem: string };

/** Twenty may start at once, on a machine that has more to do. */
const patienceMs = 30_000;
/** How often those look who wait for another's start. */
const lookEveryMs = 60;

export const noServer =
  'there is no server on this machine: start one with chat-client or chat-server';

/** @param mayStart where there is none */
export async function haveServer(having: Having, mayStart: boolean): Promise<Had> {
  const { env, places, usual } = having;
  const found = await findServer(env, places, usual);
  if (found.at !== 'nowhere') return { found, isStarted: false };
  if (found.problem !== undefined) return { problem: found.problem };
  return mayStart ? haveOwn(having) : { problem: noServer };
}

/** The person's own server alone: those that are in it come back to it, and to no other. */
export async function haveOwn(having: Having): Promise<Had> {
  const { places } = having;
  const problem = whyNoFolders(places);
  if (problem !== undefined) return { problem };
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const found = await findOwn(places);
    if (found.at === 'socket') return { found, isStarted: false };
    const unlock = takeStartLock(join(places.runtime, 'starting'), Date.now());
    if (unlock === undefined) await sleep(lookEveryMs);
    else {
      try {
        return await startNow(having);
      } finally {
        unlock();
      }
    }
  }
  return { problem: 'another client has been starting a server for too long: try again' };
}

/** Somebody stopped it on purpose: those who are still there do not start it again by themselves. */
export function isStopped({ stopped }: OwnPlaces): boolean {
  return existsSync(stopped);
}

async function startNow({ places, env, program }: Having): Promise<Had> {
  // Since one looked, somebody else may have started one, and have let go of the lock.
  const found = await findOwn(places);
  if (found.at === 'socket') return { found, isStarted: false };
  const problem = await startServer(places, env, program);
  if (problem === undefined) {
    rmSync(places.stopped, { force: true });
    return { found: { at: 'socket', path: places.socket }, isStarted: true };
  }
  // It may have lost to one that needs no lock here, or to one whose socket was away.
  const other = await findOwn(places);
  return other.at === 'socket' ? { found: other, isStarted: false } : { problem };
}

function whyNoFolders({ runtime, data }: OwnPlaces): string | undefined {
  if (process.platform === 'win32')
    return 'there is no server on this machine, and by itself none is started on Windows: start chat-server';
  return (
    makeOwnFolder(runtime, 'PARTYLINE_RUNTIME') ??
    whyNotOwn(runtime) ??
    makeOwnFolder(data, 'PARTYLINE_DATA')
  );
}
