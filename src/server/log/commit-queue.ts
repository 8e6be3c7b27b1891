// Where order is decided: drafts gather into groups, a group is one write, then it is committed or refused.

import { formatEntry } from '../../protocol/log-line.ts';
import type { Draft, Message } from '../../protocol/messages.ts';
import type { Disk } from './disk.ts';
import type { LogLimits } from './limits.ts';
import { type Committed, codeOf, type LogEvent, type Refused } from './log.ts';
import type { LogFile } from './log-file.ts';
import type { RoomState } from './rooms.ts';
import type { WriteGroup } from './write-group.ts';

export interface CommitQueueOptions<Origin> {
  readonly file: LogFile;
  /** The last `seq` and the last timestamp (ms since 1970) of what is in the log. */
  readonly last: number;
  readonly lastMs: number;
  readonly write: WriteGroup;
  readonly disk: Disk;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly limits: LogLimits;
  readonly onCommit: (group: readonly Committed<Origin>[], waitedMs: number) => void;
  readonly onRefused: (group: readonly Refused<Origin>[], error: Error) => void;
  readonly report: (event: LogEvent) => void;
}

interface Waiting<Origin> extends Refused<Origin> {
  readonly room: RoomState;
}

interface Placed<Origin> extends Waiting<Origin>, Committed<Origin> {}

interface Group<Origin> {
  readonly placed: readonly Placed<Origin>[];
  readonly bytes: Buffer;
  /** When its first message was appended, by `performance.now`; or one of the group before it. */
  readonly sinceMs: number;
}

export class CommitQueue<Origin> {
  readonly #options: CommitQueueOptions<Origin>;
  #file: LogFile;
  #waiting: Waiting<Origin>[] = [];
  #waitingCharacters = 0;
  /** When the first of those that wait was appended: one look at the clock for a group. */
  #waitingSinceMs = 0;
  #last: number;
  /** The last `seq` that was given, also to what was refused then: none is used again. */
  #given: number;
  #ms: number;
  #timestamp = '';
  #isScheduled = false;
  /** By the clock: the next group does not begin before. */
  #gatherUntilMs = 0;
  #isWriting = false;
  #isHeld = false;
  /** Something of a refused group may still stand at the end of the file. */
  #mustCut = false;
  #isFailing = false;
  readonly #onQuiet: (() => void)[] = [];

  constructor(options: CommitQueueOptions<Origin>) {
    this.#options = options;
    this.#file = options.file;
    this.#last = options.last;
    this.#given = options.last;
    this.#ms = options.lastMs;
  }

  /** The last write failed: messages are refused until one succeeds. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  get last(): number {
    return this.#last;
  }

  /** The file that is written; replacing it is for who `hold`s the queue. */
  get file(): LogFile {
    return this.#file;
  }

  set file(file: LogFile) {
    this.#file = file;
    this.#mustCut = false;
  }

  /** The last `seq` that was given. */
  get given(): number {
    return this.#given;
  }

  /** The log turned out to hold this `seq`: none up to it is given from now on. */
  skipTo(seq: number): void {
    this.#given = Math.max(this.#given, seq);
    this.#last = Math.max(this.#last, seq);
  }

  /** False where the queue is full. */
  append(draft: Draft, origin: Origin, room: RoomState): boolean {
    const { queueMessages, queueCharacters } = this.#options.limits;
    if (this.#waiting.length >= queueMessages || this.#waitingCharacters >= queueCharacters)
      return false;
    if (this.#waiting.length === 0) this.#waitingSinceMs = performance.now();
    this.#waiting.push({ draft, origin, room });
    this.#waitingCharacters += draft.content.length;
    this.#schedule();
    return true;
  }

  /** Runs a task while nothing is being written, and nothing will be until it is done. One task at a time. */
  async hold<Result>(task: () => Promise<Result>): Promise<Result> {
    this.#isHeld = true;
    try {
      if (this.#isWriting) await this.#quiet();
      if (this.#mustCut) await this.#cut();
      return await task();
    } finally {
      this.#isHeld = false;
      this.#schedule();
    }
  }

  /** Resolves when every append so far has its outcome. */
  async drained(): Promise<void> {
    while (this.#waiting.length > 0 || this.#isWriting) await this.#quiet();
  }

  #quiet(): Promise<void> {
    return new Promise((resolve) => this.#onQuiet.push(resolve));
  }

  /**
   * The write waits for the end of this turn of the loop: what other sockets deliver in the same turn
   * joins the group. The same after a write, so that the answers to the last group still join the next.
   */
  #schedule(): void {
    if (this.#isScheduled || this.#isWriting || this.#isHeld || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => this.#begin());
  }

  #begin(): void {
    const waitMs = this.#gatherUntilMs - this.#options.clock();
    if (waitMs > 0) {
      this.#gatherUntilMs = 0;
      setTimeout(() => this.#begin(), waitMs);
      return;
    }
    this.#isScheduled = false;
    if (!this.#isHeld) void this.#writeNext();
  }

  #writeNext(): void | Promise<void> {
    this.#isWriting = true;
    if (this.#mustCut) return this.#cutAndWriteNext();
    const group = this.#nextGroup();
    this.#options.write(this.#file.fd, group.bytes, (error) => {
      if (error === undefined) this.#commit(group);
      else void this.#refuse(group, error);
    });
  }

  async #cutAndWriteNext(): Promise<void> {
    const error = await this.#cut();
    if (error === undefined) this.#writeNext();
    else await this.#refuse(this.#nextGroup(), error);
  }

  #nextGroup(): Group<Origin> {
    const { groupMessages, groupCharacters } = this.#options.limits;
    const timestamp = this.#nextTimestamp();
    const placed: Placed<Origin>[] = [];
    let text = '';
    for (const { draft, origin, room } of this.#waiting) {
      if (placed.length >= groupMessages || text.length >= groupCharacters) break;
      const message = place(draft, ++this.#given, room.placed, timestamp);
      room.placed = message.seq;
      placed.push({ message, draft, origin, room });
      text += `${formatEntry(message)}\n`;
      this.#waitingCharacters -= draft.content.length;
    }
    this.#waiting =
      placed.length === this.#waiting.length ? [] : this.#waiting.slice(placed.length);
    return { placed, bytes: Buffer.from(text), sinceMs: this.#waitingSinceMs };
  }

  /** One for a group: making one takes as long as writing several messages. */
  #nextTimestamp(): string {
    const ms = Math.max(this.#options.clock(), this.#ms);
    if (ms !== this.#ms || this.#timestamp === '') this.#timestamp = new Date(ms).toISOString();
    this.#ms = ms;
    return this.#timestamp;
  }

  #commit({ placed, bytes, sinceMs }: Group<Origin>): void {
    this.#file.size += bytes.length;
    for (const { message, room } of placed) {
      room.last = message.seq;
      if (message.kind === 'topic') room.topic = message.content;
    }
    this.#last = placed.at(-1)?.message.seq ?? this.#last;
    this.#recovered();
    this.#finished();
    const startMs = this.#options.clock();
    this.#options.onCommit(placed, performance.now() - sinceMs);
    this.#gather(placed.length, this.#options.clock() - startMs);
  }

  /**
   * A group costs a write for each member that hears it, however small it is. Where that took long,
   * the next group waits for a part of that time, so that what is on its way joins it: in bursts to
   * 1,000 members a third less CPU a message. Who sends one at a time never waits.
   */
  #gather(messages: number, tookMs: number): void {
    const { gatherPart, gatherMs } = this.#options.limits;
    if (messages === 1) return;
    this.#gatherUntilMs = this.#options.clock() + Math.min(gatherPart * tookMs, gatherMs);
  }

  async #refuse({ placed }: Group<Origin>, error: Error): Promise<void> {
    for (const { message, room } of placed.toReversed()) room.placed = message.prev;
    if (!this.#isFailing) {
      this.#isFailing = true;
      this.#options.report({ type: 'storage-failed', code: codeOf(error), message: error.message });
    }
    this.#mustCut = true;
    await this.#cut();
    this.#finished();
    this.#options.onRefused(placed, error);
  }

  /** Cuts off what a failed write may have left; returns why it could not: then it is tried again before the next write. */
  async #cut(): Promise<Error | undefined> {
    const { disk } = this.#options;
    try {
      const size = await disk.size(this.#file.fd);
      // Never the other way: if someone emptied the file meanwhile, truncating would fill it up with zeros.
      if (size > this.#file.size) await disk.truncate(this.#file.fd, this.#file.size);
      this.#mustCut = false;
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #recovered(): void {
    if (!this.#isFailing) return;
    this.#isFailing = false;
    this.#options.report({ type: 'storage-recovered' });
  }

  /** Before the outcome is told, so that whatever its receiver does finds the queue in order. */
  #finished(): void {
    this.#isWriting = false;
    this.#schedule();
    for (const resolve of this.#onQuiet.splice(0)) resolve();
  }
}

function place(draft: Draft, seq: number, prev: number, timestamp: string): Message {
  const placed = placeSaid(draft, seq, prev, timestamp);
  return draft.between === undefined ? placed : { ...placed, between: draft.between };
}

/** Four literals rather than one that grows: all messages of a kind have one shape, which is fast to read. */
function placeSaid(
  { room, kind, sender, content, id, target }: Draft,
  seq: number,
  prev: number,
  timestamp: string,
): Message {
  if (target === undefined) {
    return id === undefined
      ? { room, seq, prev, kind, sender, content, timestamp }
      : { room, seq, prev, kind, sender, content, timestamp, id };
  }
  return id === undefined
    ? { room, seq, prev, kind, sender, content, timestamp, target }
    : { room, seq, prev, kind, sender, content, timestamp, id, target };
}
