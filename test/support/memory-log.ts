// A log in memory that commits when a test says so.
import {
  type Draft,
  type Entry,
  foldName,
  isDirectRoom,
  type Message,
} from '../../src/protocol/index.ts';
import { becoming, isChange, type Page } from '../../src/server/core/changes.ts';
import { isIn } from '../../src/server/core/direct-view.ts';
import type { Sending } from '../../src/server/core/duplicates.ts';
import type { Found, LogReader, RoomFacts, Search } from '../../src/server/core/history.ts';
import { hashOfId } from '../../src/server/core/id-filter.ts';

interface Queued {
  readonly draft: Draft;
  readonly origin: Sending;
}

export class MemoryLog implements LogReader {
  readonly messages: Message[] = [];
  queue: Queued[] = [];
  /** Rooms that are not known at once, but have to be looked for. */
  readonly hidden = new Set<string>();
  /** Reads that wait for `answerReads` or `failReads`. */
  #reads: { readonly answer: () => void; readonly fail: (error: Error) => void }[] = [];

  append(draft: Draft, origin: Sending): boolean {
    this.queue.push({ draft, origin });
    return true;
  }

  /** What was queued, committed as one group. */
  take(timestamp = '2026-11-20T12:00:00.000Z'): { message: Message; origin: Sending }[] {
    const group = this.queue.map(({ draft, origin }) => ({
      message: this.add(draft, timestamp),
      origin,
    }));
    this.queue = [];
    return group;
  }

  add(draft: Draft, timestamp = '2026-11-20T12:00:00.000Z'): Message {
    const prev = this.known(draft.room)?.last ?? 0;
    const seq = (this.messages.at(-1)?.seq ?? 0) + 1;
    const message = { ...draft, seq, prev, timestamp };
    this.messages.push(message);
    return message;
  }

  known(room: string): RoomFacts | undefined {
    if (this.hidden.has(room)) return undefined;
    const topic = this.#of(room).findLast(({ kind }) => kind === 'topic')?.content ?? '';
    return { last: this.#of(room).at(-1)?.seq ?? 0, topic };
  }

  async find(room: string): Promise<void> {
    await this.#wait();
    this.hidden.delete(room);
  }

  async facts(room: string): Promise<RoomFacts> {
    const { last = 0, topic = '' } = this.known(room) ?? {};
    await this.#wait();
    return { last, topic };
  }

  *rooms(): Iterable<[string, RoomFacts]> {
    for (const room of new Set(this.messages.map((message) => message.room))) {
      yield [room, this.known(room) ?? { last: 0, topic: '' }];
    }
  }

  get last(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  async readBefore(room: string, before: number, limit: number): Promise<Page> {
    return this.#page(
      this.#of(room)
        .filter(({ seq }) => seq < before)
        .slice(-limit),
    );
  }

  async readAfter(room: string, after: number, limit: number): Promise<Page> {
    return this.#page(
      this.#of(room)
        .filter(({ seq }) => seq > after)
        .slice(0, limit),
    );
  }

  async readSince(room: string, at: string, limit: number): Promise<Page> {
    return this.#page(
      this.#of(room)
        .filter(({ timestamp }) => timestamp >= at)
        .slice(0, limit),
    );
  }

  async readOne(room: string, wanted: number): Promise<Page> {
    return this.#page(this.#of(room).filter(({ seq }) => seq === wanted));
  }

  /** One word at a time: what a query means is tested with the index. */
  async search({ query, asker, closed, before, limit }: Search): Promise<Found> {
    const isFound = ({ content, seq, room, sender, between }: Message) =>
      seq < before &&
      (!isDirectRoom(room) || between?.includes(asker)) &&
      !closed.includes(room) &&
      (query.rooms.length === 0 || query.rooms.includes(room)) &&
      (query.senders.length === 0 || query.senders.includes(foldName(sender))) &&
      query.terms.every(({ text }) => content.includes(text));
    const found = this.messages.filter(isFound).toReversed();
    const page = await this.#page(found.slice(0, limit));
    const more = found.length > limit ? { before: page.messages.at(-1)?.seq ?? 0 } : {};
    return { ...page, ...more, isPartial: false };
  }

  async findId(publicId: string, after: number): Promise<Entry | undefined> {
    const found = this.messages.find(({ id, seq }) => id === publicId && seq > after);
    await this.#wait();
    return found;
  }

  async idsOf(session: string, after: number): Promise<Uint32Array> {
    const own = this.messages.filter(({ id, seq }) => id?.startsWith(`${session}-`) && seq > after);
    await this.#wait();
    return Uint32Array.from(own, ({ id }) => hashOfId(id ?? ''));
  }

  async #page(messages: readonly Message[]): Promise<Page> {
    const changes = Map.groupBy(this.messages.filter(isChange), ({ target }) => target);
    const page = becoming(messages, (seq) => changes.get(seq) ?? []);
    await this.#wait();
    return page;
  }

  /** Lets every read that was begun end, and what follows from it happen. */
  async answerReads(): Promise<void> {
    while (this.#reads.length > 0) await this.answerOnce();
  }

  /** Those that wait now end; what they lead to may wait again. */
  async answerOnce(): Promise<void> {
    for (const { answer } of this.#reads.splice(0)) answer();
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** The log can't be read: those that wait are told so. */
  async failReads(): Promise<void> {
    for (const { fail } of this.#reads.splice(0)) fail(new Error('the disk is gone'));
    await new Promise((resolve) => setImmediate(resolve));
  }

  get waitingReads(): number {
    return this.#reads.length;
  }

  #of(room: string): Message[] {
    const found = this.messages.filter((message) => isIn(message, room));
    return found.map((message, at) => ({ ...message, prev: found[at - 1]?.seq ?? 0 }));
  }

  #wait(): Promise<void> {
    return new Promise((answer, fail) => {
      this.#reads.push({ answer, fail });
    });
  }
}
