// What is told of sending, on standard error; the server's acks on standard output.
import { once } from 'node:events';
import { foldName } from '../../protocol/index.ts';
import { say, type Terminal } from '../commands/command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Courier, Fate, Obstacle } from './courier.ts';
import type { Entrance } from './entrance.ts';
import type { Read } from './input-messages.ts';

/** Refusals that are told one by one; after them only their number. */
const maxTold = 10;

type Place = Pick<Read, 'line'>;

export class Talk {
  readonly #terminal: Terminal;
  readonly #isOfMany: boolean;
  readonly #signal: AbortSignal;
  #count = 0;
  #sent = 0;
  #refused = 0;

  constructor(terminal: Terminal, isOfMany: boolean, signal: AbortSignal) {
    this.#terminal = terminal;
    this.#signal = signal;
    this.#isOfMany = isOfMany;
  }

  sent(): void {
    this.#count += 1;
    this.#sent += 1;
  }

  /** It was sent by an earlier run. */
  skipped(): void {
    this.sent();
  }

  refused(why: string, read: Place = {}): this {
    this.#count += 1;
    this.#refused += 1;
    if (this.#refused > maxTold) return this;
    say(this.#terminal, `${this.#which(this.#count, read)}not sent: ${why}`);
    return this;
  }

  /** Nothing more can be sent. @returns the exit code */
  stopped(why: Fate | Obstacle, read: Place = {}): number {
    if (why.is === 'interrupted') return this.#interrupted();
    const doubt = why.is === 'unknown' || why.is === 'late' ? 'not known to be sent' : 'not sent';
    const what = `${this.#which(this.#count + 1, read)}${doubt}`;
    say(this.#terminal, `${what}: ${'why' in why ? why.why : ''}`);
    if (this.#isOfMany && this.#sent > 0) say(this.#terminal, `sent before: ${this.#sent}`);
    return codeOf(why);
  }

  /** All that there was has been tried. @returns the exit code */
  end(): number {
    if (this.#signal.aborted) return this.#interrupted();
    if (this.#refused > maxTold) say(this.#terminal, `not sent, all in all: ${this.#refused}`);
    return this.#refused > 0 ? exitCodes.refused : exitCodes.done;
  }

  /** As the person can find it in the input. */
  #which(count: number, { line }: Place): string {
    if (line !== undefined) return `line ${line} is `;
    return this.#isOfMany ? `message ${count} is ` : '';
  }

  #interrupted(): number {
    if (this.#isOfMany) say(this.#terminal, `interrupted; sent: ${this.#sent}`);
    return Number(this.#signal.reason);
  }
}

export function codeOf({ is }: Pick<Fate | Obstacle, 'is'>): number {
  if (is === 'unreachable') return exitCodes.unavailable;
  return is === 'shut-out' || is === 'refused' ? exitCodes.refused : exitCodes.tryAgain;
}

/** Nobody shall speak under another name without knowing it. */
export function sayName({ name }: Courier, { options }: Entrance, terminal: Terminal): void {
  const wished = options.name;
  if (wished === undefined || foldName(wished) === foldName(name)) return;
  say(terminal, `${wished} is taken: this comes from ${name}. An account is one person everywhere`);
}

/** A reader that is slow is waited for. */
export async function printAck(ack: string, { stdout }: Terminal): Promise<void> {
  if (ack !== '' && !stdout.write(`${ack}\n`)) await once(stdout, 'drain');
}
