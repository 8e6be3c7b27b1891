// The way to the server that is meant: the one that was named, or this machine's, which may have to be started first.
import { readAboutServer } from '../sdk/node/about-server.ts';
import { transportFound } from '../sdk/node/find-server.ts';
import { type OwnPlaces, ownPlaces } from '../sdk/node/own-places.ts';
import type { Transport } from '../sdk/transport.ts';
import type { Environment } from './commands/command.ts';
import { type Had, haveOwn, haveServer, isStopped } from './machine-server.ts';
import { shownPath } from './own-folders.ts';
import { ownTransport } from './own-transport.ts';
import type { Server } from './server-address.ts';
import { transportTo } from './server-transport.ts';
import { endsAfterSeconds } from './start-server.ts';

export interface Wanted {
  /** Undefined: nobody said which. */
  readonly server: Server | undefined;
  /** Where there is none. */
  readonly mayStart: boolean;
}

/**
 * @param tell what is new of the server
 * @returns the way; or in a sentence why there is none
 */
export async function wayIn(
  { server, mayStart }: Wanted,
  env: Environment,
  version: string,
  tell: (text: string) => void,
): Promise<Transport | string> {
  if (server !== undefined) return transportTo(server, env, tell);
  const places = ownPlaces(env);
  const having = { places, env };
  const had = await haveServer(having, mayStart);
  if ('problem' in had) return had.problem;
  for (const words of wordsFor(had, places, version)) tell(words);
  if (had.found.at === 'port') return transportFound(had.found);
  return ownTransport(places.socket, async () => {
    if (isStopped(places)) return stopped;
    if (!mayStart) return gone;
    const again = await haveOwn(having);
    if ('problem' in again) return again.problem;
    if (again.isStarted) tell(revived);
    return undefined;
  });
}

const revived = 'The server had ended: it was started again, and goes on in the same log.';
const stopped = 'The server was stopped: chat-client starts it again.';
const gone = 'The server has ended, and none is to be started (--no-start).';

/** What the person should hear of it, a line each. */
export function wordsFor(
  had: Exclude<Had, { problem: string }>,
  { about, log }: OwnPlaces,
  version: string,
): readonly string[] {
  if (had.isStarted)
    return [
      `There was no server on this machine: one was started. It keeps what is said in ${shownPath(log)}, and ends ${endsAfterSeconds / 60} minutes after the last one left, or with: chat-client stop`,
    ];
  const running = had.found.at === 'socket' ? readAboutServer(about)?.version : undefined;
  if (running === undefined || running === version) return [];
  return [
    `The server that runs is Partyline ${running}, this is ${version}: chat-client stop ends it, and the next start is a new one.`,
  ];
}
