// Which server this machine has: the one at its usual port, or the person's own at its Unix socket.
import { existsSync } from 'node:fs';
import { connect, type NetConnectOpts } from 'node:net';
import { encode, LineSplitter, limits, parseFromServer } from '../../protocol/index.ts';
import type { Transport } from '../transport.ts';
import { usualPlace } from './address.ts';
import { type Environment, type OwnPlaces, ownPlaces, whyNotOwn } from './own-places.ts';
import { tcpTransport } from './tcp.ts';
import { unixTransport } from './unix.ts';

export { usualPlace };

export type Found =
  | { readonly at: 'port'; readonly host: string; readonly port: number }
  | { readonly at: 'socket'; readonly path: string }
  /** In a sentence why it is not looked for, where that is so. */
  | { readonly at: 'nowhere'; readonly problem?: string };

/** Who listens at the usual port and does not answer in this time is most likely no server of ours. */
const patienceMs = 300;
/** Before a second server is started for that, it has longer: the machine may just be busy. */
const longPatienceMs = 1_500;

/**
 * Starts nothing, and leaves no trace in a server's log. Who names a runtime folder means the server that has its
 * socket there, and no other.
 */
export async function findServer(
  env: Environment,
  places: OwnPlaces = ownPlaces(env),
  usual: typeof usualPlace | { readonly host: string; readonly port: number } = usualPlace,
): Promise<Found> {
  if (env.PARTYLINE_RUNTIME) return findOwn(places);
  const asked = isPartyline(usual, longPatienceMs);
  const soon = await Promise.race([asked, after(patienceMs)]);
  if (soon === true) return { at: 'port', ...usual };
  const own = await findOwn(places);
  if (own.at === 'socket' || soon === false) return own;
  return (await asked) ? { at: 'port', ...usual } : own;
}

/** The person's own server alone. */
export async function findOwn({ runtime, socket }: OwnPlaces): Promise<Found> {
  // Where there is none now, whoever makes one in the next moment is not the person.
  if (!existsSync(runtime)) return { at: 'nowhere' };
  const problem = whyNotOwn(runtime);
  if (problem !== undefined) return { at: 'nowhere', problem };
  const isThere = await isPartyline({ path: socket }, ownPatienceMs);
  return isThere ? { at: 'socket', path: socket } : { at: 'nowhere' };
}

/** Nobody else can be at that socket: it may be busy, or stopped by its owner. */
const ownPatienceMs = 5_000;

/** By which name the own server is known, wherever its socket is. */
export const ownAddress = 'this machine';

/** The way to what was found. */
export function transportFound(found: Exclude<Found, { at: 'nowhere' }>): Transport {
  return found.at === 'port'
    ? tcpTransport(found.host, found.port)
    : unixTransport(found.path, ownAddress);
}

/** A first line that is no `hello` is answered with a refusal, and no operator hears of it. */
const question = encode({ type: 'ping' });

/**
 * Whether a server of ours is there. Whoever else listens gets one short line, and its answer, whatever it
 * is, is dropped.
 */
function isPartyline(place: NetConnectOpts, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place);
    const splitter = new LineSplitter(limits.maxReplyLineBytes);
    const end = (isIt: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(isIt);
    };
    const timer = setTimeout(() => end(false), withinMs);
    socket.on('connect', () => socket.write(question));
    socket.on('data', (chunk) => {
      const [line] = splitter.push(chunk);
      if (line !== undefined) end(typeof line === 'string' && parseFromServer(line) !== undefined);
    });
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}

function after(delayMs: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), delayMs).unref();
  });
}
