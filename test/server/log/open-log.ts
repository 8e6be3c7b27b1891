// A log in a directory of its own for one test, with everything that it told.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { formatEntry, logHeader } from '../../../src/protocol/log-line.ts';
import type { Draft, Entry, Message } from '../../../src/protocol/messages.ts';
import { answerTo } from '../../../src/server/derived/answers.ts';
import type { FromIndex } from '../../../src/server/derived/exchange.ts';
import { Keeper } from '../../../src/server/derived/keeper.ts';
import type { FileLog, FileLogOptions } from '../../../src/server/log/file-log.ts';
import { openFileLog } from '../../../src/server/log/file-log.ts';
import type { Committed, LogEvent, Refused } from '../../../src/server/log/log.ts';

export const noon = Date.parse('2026-11-20T12:00:00.000Z');

/** A clock that stands: no answer is cut short because the machine is busy. */
const still = () => 0;

const endings = new WeakMap<TestContext, (() => unknown)[]>();

/** Runs tasks when the test is over, the last one first: a log is closed before its directory goes. */
export function atEnd(t: TestContext, task: () => unknown): void {
  const tasks = endings.get(t) ?? [];
  tasks.push(task);
  if (endings.has(t)) return;
  endings.set(t, tasks);
  t.after(async () => {
    for (const each of tasks.reverse()) await each();
  });
}

export function temporaryDirectory(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'partyline-log-'));
  atEnd(t, () => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function draft(parts: Partial<Draft> = {}): Draft {
  return { room: 'general', kind: 'text', sender: 'alice', content: 'hello', ...parts };
}

export function entry(seq: number, parts: Partial<Entry> = {}): Entry {
  return { ...draft(), seq, timestamp: '2026-11-20T11:00:00.000Z', ...parts };
}

export function lines(entries: readonly Entry[]): string {
  return entries.map((each) => `${formatEntry(each)}\n`).join('');
}

export function writeLog(path: string, entries: readonly Entry[]): void {
  writeFileSync(path, `${logHeader}\n${lines(entries)}`, { mode: 0o600 });
}

/** What each message looks like to members, worked out the simple way. */
export function messagesOf(entries: readonly Entry[]): Message[] {
  const lasts = new Map<string, number>();
  return entries.map((each) => {
    const prev = lasts.get(each.room) ?? 0;
    lasts.set(each.room, each.seq);
    return { ...each, prev };
  });
}

export class OpenedLog {
  readonly path: string;
  readonly groups: (readonly Committed<string>[])[] = [];
  readonly refusals: { group: readonly Refused<string>[]; error: Error }[] = [];
  readonly events: LogEvent[] = [];
  readonly #awaited: (() => void)[] = [];
  log!: FileLog<string>;

  constructor(path: string) {
    this.path = path;
  }

  async open(options: Partial<FileLogOptions<string>> = {}): Promise<this> {
    this.log = await openFileLog<string>({
      path: this.path,
      durability: 'os',
      clock: () => noon,
      onCommit: (group) => this.#told(() => this.groups.push(group)),
      onRefused: (group, error) => this.#told(() => this.refusals.push({ group, error })),
      report: (event) => this.#told(() => this.events.push(event)),
      ...options,
    });
    return this;
  }

  #told(note: () => void): void {
    note();
    for (const check of this.#awaited.splice(0)) check();
  }

  /** Resolves as soon as the log has told something that makes it true. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise<void>((resolve) => this.#awaited.push(resolve));
  }

  get messages(): Message[] {
    return this.groups.flat().map(({ message }) => message);
  }

  get refused(): Draft[] {
    return this.refusals.flatMap(({ group }) => group.map((each) => each.draft));
  }

  /** Appends and waits for the outcome. */
  async say(...drafts: readonly Partial<Draft>[]): Promise<void> {
    const wanted = this.messages.length + this.refused.length + drafts.length;
    for (const parts of drafts) {
      if (!this.log.append(draft(parts), parts.content ?? '')) throw new Error('not taken');
    }
    await this.until(() => this.messages.length + this.refused.length >= wanted);
  }

  readonly said: FromIndex[] = [];
  #keeper: Keeper | undefined;

  /** The index of this log, in step with it and without a thread. Ends with `closeIndex`. */
  index(partBytes?: number): Keeper {
    if (this.#keeper === undefined) {
      const bytes = partBytes === undefined ? {} : { partBytes };
      const paths = { logPath: this.path, indexPath: `${this.path}.index.db` };
      const say = (message: FromIndex) => this.said.push(message);
      this.#keeper = new Keeper({ ...paths, ...bytes, say, now: () => performance.now() });
      this.#keeper.open(this.log.live);
    } else this.#keeper.hear({ type: 'committed', live: this.log.live });
    return this.#keeper;
  }

  /** Works on the index until nothing is left, and tells the log what it learnt. */
  wholeIndex(partBytes?: number): Keeper {
    const keeper = this.index(partBytes);
    while (keeper.work());
    for (const message of this.said.splice(0)) {
      if (message.type === 'rooms') {
        for (const [room, { last, topic = '' }] of message.rooms)
          this.log.learn(room, { last, topic });
      } else if (message.type === 'whole') this.#whole(message);
    }
    return keeper;
  }

  #whole({ last, unparsable, disordered }: Extract<FromIndex, { type: 'whole' }>): void {
    this.log.learntAll(last);
    if (unparsable.count > 0) this.events.push({ type: 'unparsable', ...unparsable });
    if (disordered.count > 0) this.events.push({ type: 'disordered', ...disordered });
  }

  closeIndex(): void {
    this.#keeper?.close();
    this.#keeper = undefined;
  }

  before(room: string, before: number, limit: number): readonly Message[] {
    return answerTo(this.index().archive.parts, 'before', { room, before, limit }, still).messages;
  }

  after(room: string, after: number, limit: number): readonly Message[] {
    return answerTo(this.index().archive.parts, 'after', { room, after, limit }, still).messages;
  }

  /** What the index knows of a room, told to the log. */
  find(room: string): { last: number; topic: string } {
    const { last, topic = '' } = answerTo(this.index().archive.parts, 'room', { room }, still);
    this.log.learn(room, { last, topic });
    return { last, topic };
  }

  get text(): string {
    return readFileSync(this.path, 'utf8');
  }

  eventsOf<Type extends LogEvent['type']>(type: Type): Extract<LogEvent, { type: Type }>[] {
    return this.events.filter((event) => event.type === type) as Extract<
      LogEvent,
      { type: Type }
    >[];
  }
}

/** An open log that closes with the test. */
export async function openLog(
  t: TestContext,
  path: string = join(temporaryDirectory(t), 'chat_messages.txt'),
  options: Partial<FileLogOptions<string>> = {},
): Promise<OpenedLog> {
  const opened = await new OpenedLog(path).open(options);
  atEnd(t, () => {
    opened.closeIndex();
    return opened.log.close();
  });
  return opened;
}
