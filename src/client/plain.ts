// The client without a terminal: lines of text in, lines of text out, for pipes and scripts.
import { showRoom } from '../protocol/index.ts';
import type { Client } from '../sdk/client.ts';
import { isGone, textNow } from '../sdk/fold.ts';
import type { Failed, Item, Message, Notice, RoomState, State, Visit } from '../sdk/state.ts';
import { orderOf } from '../sdk/timeline.ts';
import { isSecret, readOwn } from '../ui/own-commands.ts';
import { safeLines } from '../ui/safe-text.ts';
import { isLoaded, type LineStreams, runByLines, type Talker } from './line-loop.ts';
import { lineOf } from './printed.ts';

/** Lines that /goto prints before and after the message. */
const contextLines = 5;

/**
 * - What was said before it came is not printed; what was missed by a lost connection is.
 * - On standard output a message is a line as in the log, without the metadata; with `isJson` the
 *   caller prints the wire, and here only the input is read.
 * - @param leave what is to be done before the goodbye, once all is acknowledged
 * - @returns the exit code
 */
export function runPlain(
  client: Client,
  streams: LineStreams,
  isJson: boolean,
  leave: () => Promise<unknown> = () => Promise.resolve(),
): Promise<number> {
  return runByLines(client, streams.stdin, new Talk(client, streams, isJson), leave);
}

class Talk implements Talker {
  readonly #client: Client;
  readonly #streams: LineStreams;
  readonly #isJson: boolean;
  /** The newest `seq` printed, by room. */
  readonly #printed = new Map<string, number>();
  readonly #told = new Set<number | string>();
  /** The room that one talks in: a visit elsewhere does not change it. */
  #home: string;
  #hasRefusals = false;

  constructor(client: Client, streams: LineStreams, isJson: boolean) {
    this.#client = client;
    this.#streams = streams;
    this.#isJson = isJson;
    this.#home = client.getState().current;
    client.subscribe(() => this.#print(client.getState()));
  }

  get hasRefusals(): boolean {
    return this.#hasRefusals;
  }

  /** A person who typed at a terminal, but has the output elsewhere, is greeted. */
  begin(): void {
    if (this.#streams.stdin.isTTY !== true) return;
    const { me, current } = this.#client.getState();
    const where = `You are in ${showRoom(current)} as ${me.name}.`;
    this.#say(`${where} What you type is said there; /help lists the commands, Ctrl-D ends.`);
  }

  hear(line: string): void {
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

  takeTerminal(): undefined {
    return undefined;
  }

  explain(why: string): void {
    this.#say(`chat-client: ${why}`);
  }

  end(): void {}

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
    const { items, changes, newest, ahead } = room.timeline;
    if (newest === undefined) {
      // Said live before the first page was there, as what begins a talk between two: that is news.
      if (ahead[0] !== undefined) this.#printed.set(room.name, ahead[0].seq - 1);
      return;
    }
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
