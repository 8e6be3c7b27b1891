// The client without a terminal: lines of text in, lines of text out, for pipes and scripts.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { showRoom } from '../protocol/index.ts';
import type { Client } from '../sdk/client.ts';
import { isGone, textNow } from '../sdk/fold.ts';
import { isShutOut } from '../sdk/standing.ts';
import type { Failed, Item, Message, Notice, RoomState, State, Visit } from '../sdk/state.ts';
import { orderOf } from '../sdk/timeline.ts';
import { isAboutMessage, isQuit, isSecret, readOwn } from '../ui/own-commands.ts';
import { safeLines } from '../ui/safe-text.ts';
import { exitCodes } from './exit-codes.ts';
import { lineOf } from './printed.ts';

export interface PlainStreams {
  /** With a person at a terminal that has no screen to draw on, it is greeted. */
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** Here no password is asked for, so nobody is sent to /login. */
const membersOnly =
  'this server is for members: start with --name NAME and --login or --password-file';

/** So many messages may wait for their ack before more input is read. */
const maxPending = 100;

/** Lines that /goto prints before and after the message. */
const contextLines = 5;

/** At the end of the input, how long a server that went away may take to come back. */
const patienceMs = 30_000;

/** For the last word to the server, which is how far one has read. */
const drainMs = 1_000;

/**
 * Runs until the input is at its end and all of it is acknowledged, or until it cannot go on.
 *
 * - What was said before it came is not printed; what was missed by a lost connection is.
 * - On standard output a message is a line as in the log, without the metadata; with `isJson` the
 *   caller prints the wire, and here only the input is read.
 * - @param leave what is to be done before the goodbye, once all is acknowledged
 * - @returns the exit code
 */
export async function runPlain(
  client: Client,
  streams: PlainStreams,
  isJson: boolean,
  leave: () => Promise<unknown> = () => Promise.resolve(),
): Promise<number> {
  const talk = new Talk(client, streams, isJson);
  client.start();
  const isThere = await talk.until((state) => isInRoom(state) || isLost(state));
  if (!isThere || isLost(client.getState())) return talk.explain(client.getState());
  if (streams.stdin.isTTY === true) talk.greet();
  for await (const line of createInterface({
    input: streams.stdin,
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (isQuit(line)) break;
    if (isAboutMessage(line))
      await talk.until((state) => countPending(state) === 0 || isOff(state));
    talk.submit(line);
    await talk.until((state) => isReadyForMore(state) || state.isEnded);
    if (client.getState().isEnded) break;
  }
  const isDone = (state: State) => countPending(state) === 0 || state.isEnded;
  await withPatience(talk.until(isDone));
  const unsent = countPending(client.getState());
  if (unsent === 0) await leave();
  await client.stop({ drainMs: unsent === 0 ? drainMs : 0 });
  if (unsent > 0) return talk.giveUp(unsent);
  return talk.hasRefusals ? exitCodes.refused : 0;
}

class Talk {
  readonly #client: Client;
  readonly #streams: PlainStreams;
  readonly #isJson: boolean;
  /** The newest `seq` printed, by room. */
  readonly #printed = new Map<string, number>();
  readonly #told = new Set<number | string>();
  /** The room that one talks in: a visit elsewhere does not change it. */
  #home: string;
  #hasRefusals = false;

  constructor(client: Client, streams: PlainStreams, isJson: boolean) {
    this.#client = client;
    this.#streams = streams;
    this.#isJson = isJson;
    this.#home = client.getState().current;
    client.subscribe(() => this.#print(client.getState()));
  }

  get hasRefusals(): boolean {
    return this.#hasRefusals;
  }

  /** For who hears or reads line by line: there is no screen that would say it. */
  greet(): void {
    const { me, current } = this.#client.getState();
    const where = `You are in ${showRoom(current)} as ${me.name}.`;
    this.#say(`${where} What you type is said there; /help lists the commands, Ctrl-D ends.`);
  }

  submit(line: string): void {
    if (line.trim() === '') return;
    const own = readOwn(line);
    if (own !== undefined && isSecret(line)) {
      // What is typed here may be a file, a pipe, a screen that shows it.
      this.#say('chat-client: passwords are not typed here: start with --login or --password-file');
      this.#hasRefusals = true;
      return;
    }
    if (!this.#client.submit(line)) this.#hasRefusals = true;
  }

  /** Resolves when the state is so; at once if it is. */
  until(isSo: (state: State) => boolean): Promise<boolean> {
    if (isSo(this.#client.getState())) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = this.#client.subscribe(() => {
        if (!isSo(this.#client.getState())) return;
        end();
        resolve(true);
      });
    });
  }

  /** Why it cannot go on, in one line; and the code for it. */
  explain(state: State): number {
    const room = state.rooms.get(state.current);
    const shutOut = isShutOut(state) ? membersOnly : undefined;
    const why = room?.refusal ?? shutOut ?? state.connection.why ?? 'the server cannot be reached';
    this.#say(`chat-client: ${why}`);
    const isRefused = room?.refusal !== undefined || shutOut !== undefined || state.isEnded;
    void this.#client.stop();
    return isRefused ? exitCodes.refused : exitCodes.unavailable;
  }

  giveUp(unsent: number): number {
    this.#say(`chat-client: the connection was lost, ${unsent} messages are not acknowledged`);
    return exitCodes.unavailable;
  }

  #print(state: State): void {
    for (const room of state.rooms.values()) this.#printRoom(room);
    if (state.visit === undefined) this.#home = state.current;
    else if (isLoaded(state.visit)) this.#printVisit(state.visit);
  }

  /** What was said around a message, which is marked; then one is back where one was. */
  #printVisit({ timeline, seq }: Visit): void {
    const home = this.#home;
    this.#client.endVisit();
    this.#client.show(home);
    const from = timeline.items.search((item) => orderOf(item) >= seq);
    const lines = timeline.items
      .slice(Math.max(0, from - contextLines), from + contextLines + 1)
      .filter((item) => item.type !== 'failed')
      .map((message) => {
        if (message.type === 'notice') return message.text;
        const revision = timeline.fold.get(message.seq);
        const content = isGone(message, revision) ? '(deleted)' : textNow(message, revision);
        return `${message.seq === seq ? '>' : ' '} ${lineOf({ ...message, content })}`;
      });
    if (!this.#isJson) this.#say(lines.join('\n'));
  }

  #printRoom(room: RoomState): void {
    const { items, changes, newest } = room.timeline;
    if (newest === undefined) return;
    const printed = this.#printed.get(room.name) ?? newest;
    this.#printed.set(room.name, newest);
    const fresh: Item[] = [];
    for (let index = items.length - 1; index >= 0; index -= 1) {
      const item = items.at(index);
      if (item === undefined || (item.type === 'message' && item.seq <= printed)) break;
      fresh.push(item);
    }
    const changing: Item[] = changes.slice(changes.search(({ seq }) => seq > printed));
    const inOrder = changing.concat(fresh.reverse());
    inOrder.sort((one, other) => orderOf(one) - orderOf(other));
    for (const item of inOrder) this.#printItem(item);
  }

  #printItem(item: Item): void {
    if (item.type === 'message') this.#printMessage(item);
    else if (item.type === 'notice') this.#tell(item.number, wordsOf(item));
    else this.#refuse(item);
  }

  #printMessage(message: Message): void {
    if (this.#isJson) return;
    this.#streams.stdout.write(`${lineOf(message)}\n`);
  }

  #tell(key: number | string, text: string): void {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#say(text);
  }

  #refuse({ id, why }: Failed): void {
    this.#hasRefusals = true;
    this.#tell(id, `chat-client: not sent: ${why}`);
  }

  #say(text: string): void {
    for (const line of safeLines(text)) this.#streams.stderr.write(`${line}\n`);
  }
}

/** What a search found stands above its words, each as the log has it, with its number. */
function wordsOf({ hits = [], text }: Notice): string {
  const found = hits.map(({ number, message, text: content }) => {
    return `${number} ${lineOf({ ...message, content })}`;
  });
  return [...found, text].join('\n');
}

/** Waits for it, but not for ever. */
async function withPatience(awaited: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patienceMs);
  await Promise.race([awaited, promise]);
  clearTimeout(timer);
}

function isInRoom(state: State): boolean {
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

function isLoaded({ hasNewer }: Visit): boolean {
  return hasNewer !== undefined;
}

/** Not there at the first try, refused, or ended. */
function isLost(state: State): boolean {
  const { status } = state.connection;
  const isRefused = state.rooms.get(state.current)?.refusal !== undefined;
  return isRefused || state.isEnded || status === 'waiting' || isShutOut(state);
}

function countPending(state: State): number {
  let count = 0;
  for (const room of state.rooms.values()) count += room.pending.length;
  return count;
}
