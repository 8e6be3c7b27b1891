// The chat by lines, whatever is printed of it: what is typed is read, sent and waited for, until one of both ends.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { errors } from '../protocol/index.ts';
import type { Client } from '../sdk/client.ts';
import { isShutOut } from '../sdk/standing.ts';
import type { State, Visit } from '../sdk/state.ts';
import { isAboutMessage, isQuit } from '../ui/own-commands.ts';
import { exitCodes } from './exit-codes.ts';

export interface LineStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** What is printed, and what becomes of a line that was typed. */
export interface Talker {
  /** Something could not be sent, or not be understood. */
  readonly hasRefusals: boolean;
  /** The first room is open. */
  begin(): void;
  hear(line: string): void | Promise<void>;
  /** Asked after each line: what wants all that is typed for itself. The lines go on when it is done. */
  takeTerminal(): (() => Promise<void>) | undefined;
  /** In one line: why it cannot go on, or what it waits for. */
  explain(why: string): void;
  /** The program's end, once all is said. */
  end(): void;
}

/** So many messages may wait for their ack before more input is read. */
const maxPending = 100;

/** At the end of the input, how long a server that went away may take to come back. */
const patienceMs = 30_000;

/** Whoever has ended the input and still sees no end is told what is waited for. */
const silenceMs = 1_000;

/** For the last word to the server, which is how far one has read. */
const drainMs = 1_000;

/** Here no password is asked for, so nobody is sent to /login. */
const membersOnly =
  'this server is for members: start with --name NAME and --login or --password-file';

/**
 * Runs until the input is at its end and all of it is acknowledged, or until it cannot go on.
 *
 * @param leave what is to be done before the goodbye, once all is acknowledged
 * @returns the exit code
 */
export async function runByLines(
  client: Client,
  stdin: LineStreams['stdin'],
  talker: Talker,
  leave: () => Promise<unknown>,
): Promise<number> {
  client.start();
  await when(client, (state) => isInRoom(state) || isLost(state));
  if (isLost(client.getState())) return explained(client, talker);
  talker.begin();
  await hearAll(client, stdin, talker);
  await withPatience(
    when(client, (state) => countPending(state) === 0 || state.isEnded),
    () => talker.explain(`${unsentWords(client)}: waiting for the server, Ctrl-C ends`),
  );
  const unsent = countPending(client.getState());
  if (unsent === 0) await leave();
  talker.end();
  await client.stop({ drainMs: unsent === 0 ? drainMs : 0 });
  if (unsent > 0) {
    talker.explain(`${unsentWords(client)}: the server did not answer`);
    return exitCodes.tryAgain;
  }
  return talker.hasRefusals ? exitCodes.refused : exitCodes.done;
}

/** Resolves when the state is so; at once if it is. */
export function when(client: Client, isSo: (state: State) => boolean): Promise<void> {
  if (isSo(client.getState())) return Promise.resolve();
  return new Promise((resolve) => {
    const end = client.subscribe(() => {
      if (!isSo(client.getState())) return;
      end();
      resolve();
    });
  });
}

async function hearAll(client: Client, input: LineStreams['stdin'], talker: Talker): Promise<void> {
  for (let isOver = false; !isOver; ) {
    const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    // There is nobody left to say anything to, and who listens should not have to type to hear it.
    const unsubscribe = client.subscribe(() => client.getState().isEnded && reader.close());
    const work = client.getState().isEnded ? undefined : await hearSome(client, reader, talker);
    unsubscribe();
    await work?.();
    isOver = work === undefined;
  }
}

/** Until the end of the input, or until somebody wants the terminal, which the reader then lets go. */
async function hearSome(client: Client, reader: AsyncIterable<string>, talker: Talker) {
  for await (const line of reader) {
    if (isQuit(line)) return undefined;
    if (isAboutMessage(line))
      await when(client, (state) => countPending(state) === 0 || isOff(state));
    await talker.hear(line);
    const work = talker.takeTerminal();
    if (work !== undefined) return work;
    await when(client, (state) => isReadyForMore(state) || state.isEnded);
    if (client.getState().isEnded) return undefined;
  }
  return undefined;
}

function explained(client: Client, talker: Talker): number {
  const state = client.getState();
  const refusal = state.rooms.get(state.current)?.refusal;
  const shutOut = isShutOut(state) ? membersOnly : undefined;
  talker.explain(refusal ?? shutOut ?? state.connection.why ?? 'the server cannot be reached');
  void client.stop();
  const isRefused = refusal !== undefined || shutOut !== undefined || state.isEnded;
  if (isRefused) return exitCodes.refused;
  // A server that is full, say, is there: it has refused with a code.
  const { code = '' } = state.connection;
  return Object.hasOwn(errors, code) ? exitCodes.tryAgain : exitCodes.unavailable;
}

/** Waits for it, but not for ever, nor long without a word. */
async function withPatience(awaited: Promise<unknown>, tell: () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timers = [setTimeout(tell, silenceMs), setTimeout(resolve, patienceMs)];
  await Promise.race([awaited, promise]);
  for (const timer of timers) clearTimeout(timer);
}

function unsentWords(client: Client): string {
  const count = countPending(client.getState());
  return count === 1 ? '1 message is not acknowledged' : `${count} messages are not acknowledged`;
}

export function isInRoom(state: State): boolean {
  return state.rooms.get(state.current)?.isJoined === true;
}

/** There is nothing to wait for now. */
function isOff({ connection, isEnded }: State): boolean {
  return isEnded || connection.status !== 'live';
}

/** Not too much waits, and what was asked has its answer: the next line may build on it. */
function isReadyForMore(state: State): boolean {
  const { search, quest, visit, connection } = state;
  if (countPending(state) >= maxPending) return false;
  if (connection.status !== 'live') return true;
  return (
    search?.isAsking !== true && quest === undefined && (visit === undefined || isLoaded(visit))
  );
}

/** What is on both sides of the visited message is there. */
export function isLoaded({ hasNewer }: Visit): boolean {
  return hasNewer !== undefined;
}

/** Not there at the first try, refused, or ended. */
export function isLost(state: State): boolean {
  const { status } = state.connection;
  const isRefused = state.rooms.get(state.current)?.refusal !== undefined;
  return isRefused || state.isEnded || status === 'waiting' || isShutOut(state);
}

/** Messages that are not in the log yet. */
export function countPending(state: State): number {
  let count = 0;
  for (const room of state.rooms.values()) count += room.pending.length;
  return count;
}
