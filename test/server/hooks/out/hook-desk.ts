// Hooks at work over a log in memory: time by hand, and receivers that answer as a test says.
import type { Message } from '../../../../src/protocol/index.ts';
import { readPage } from '../../../../src/server/core/history.ts';
import { HookFile } from '../../../../src/server/hooks/hook-file.ts';
import { HookRows, type NewHook } from '../../../../src/server/hooks/hook-rows.ts';
import { hookLimits } from '../../../../src/server/hooks/limits.ts';
import type { HookNote } from '../../../../src/server/hooks/out/handing-on.ts';
import { HooksAtWork } from '../../../../src/server/hooks/out/hooks-at-work.ts';
import { Pace } from '../../../../src/server/hooks/out/pace.ts';
import type { Answered, Posting } from '../../../../src/server/hooks/out/send-request.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { Hall, type Person } from '../../../support/hall.ts';

export const secret = `whsec_${Buffer.alloc(24, 'k').toString('base64')}`;
export const ok: Answered = { status: 200, retryAfter: undefined };

/** A request that waits for its answer. */
export interface Asked extends Posting {
  readonly message: Message;
  answer(answered: Answered): void;
}

export class HookDesk {
  readonly clock = new FakeClock();
  readonly hall = new Hall({ messagesPerSecond: 0 });
  readonly file = new HookFile(':memory:');
  readonly rows = new HookRows(this.file);
  readonly notes: HookNote[] = [];
  /** Requests by address, in their order; those that were answered too. */
  readonly asked = new Map<string, Asked[]>();
  readonly outcomes: string[] = [];
  /** How an address answers at once; the others wait for a test. */
  readonly answers = new Map<string, Answered>();
  readonly ann: Person;
  work!: HooksAtWork;
  failsReading = false;

  constructor() {
    this.ann = this.hall.enter('ann', 'ops');
    this.start();
  }

  /** As a server that begins over the same files. */
  start(): void {
    const { recent, log } = this.hall.chat;
    const pace = new Pace(hookLimits.handedOnPerSecond, hookLimits.handedOnAtOnce);
    this.work = new HooksAtWork({
      rows: this.rows,
      last: () => log.last,
      read: async (room, after, limit) => {
        if (this.failsReading) throw new Error('no index');
        const read = readPage(recent, log, room, { after }, limit);
        return ('ready' in read ? read.ready : (await read.later)()).messages;
      },
      send: (posting) => this.#send(posting),
      turn: () => pace.take(this.clock.now()),
      now: this.clock.now,
      after: this.clock.setTimer,
      random: () => 1,
      note: (note) => this.notes.push(note),
      tried: (outcome) => this.outcomes.push(outcome),
      version: 'test',
    });
  }

  #send(posting: Posting): Promise<Answered> {
    const { promise, resolve } = Promise.withResolvers<Answered>();
    const message = JSON.parse(posting.body) as Message;
    const asked = this.asked.get(posting.url) ?? [];
    this.asked.set(posting.url, asked);
    asked.push({ ...posting, message, answer: resolve });
    posting.signal.addEventListener('abort', () => resolve({ fault: 'aborted' }));
    const known = this.answers.get(posting.url);
    if (known) resolve(known);
    return promise;
  }

  add(url: string, more: Partial<NewHook> = {}): string {
    const madeMs = this.clock.now();
    const id = this.rows.add({
      ...{ room: 'ops', url, secret, madeMs, giveUpMs: 3 * 86_400_000, position: 0 },
      ...more,
    });
    if (typeof id !== 'string') throw new Error(id.message);
    this.work.reload();
    return id;
  }

  say(...texts: string[]): void {
    for (const content of texts) this.ann.say({ type: 'send', room: 'ops', content });
    const messages = this.hall.log.messages.slice(-texts.length);
    this.work.committed(messages.map((message) => ({ message })));
  }

  /** Time passes, and what it brings comes to rest. */
  async pass(ms = 0): Promise<void> {
    this.clock.advance(ms);
    for (let round = 0; round < 20; round++) {
      await new Promise((resolve) => setImmediate(resolve));
      await this.hall.log.answerReads();
    }
  }

  last(url: string): Asked {
    const found = this.asked.get(url)?.at(-1);
    if (!found) throw new Error(`Nobody has asked ${url}`);
    return found;
  }

  /** What came to an address, try by try. */
  heard(url: string): string[] {
    return (this.asked.get(url) ?? []).map(({ message }) => message.content);
  }
}
