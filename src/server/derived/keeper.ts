// Keeps the index in step with the log: answers first, then works on it slice by slice, and mends it.
import { codeOf } from '../log/log.ts';
import { answerTo } from './answers.ts';
import { Archive, type ArchiveOptions } from './archive.ts';
import type { FromIndex, IndexNote, ToIndex } from './exchange.ts';
import { IndexedPart } from './indexed.ts';
import type { Live } from './source.ts';

export interface KeeperOptions extends ArchiveOptions {
  readonly say: (message: FromIndex) => void;
  /** Milliseconds, of any beginning. */
  readonly now: () => number;
}

/** Rooms told at once: what takes the other thread a millisecond. */
const roomsAtOnce = 500;
/** What is less is made without a word. */
const quietBytes = 64 * 1024 * 1024;
/** How long after a failure the index is tried again. */
const retryMs = 15_000;
/** So often within that time it is made anew at once. */
const maxRemakes = 8;
const mega = 1_000_000;

/** Driven from outside: `hear` what is said, `work` while there is some, `check` every second. */
export class Keeper {
  readonly #archive: Archive;
  readonly #options: KeeperOptions;
  #work: Generator<number, void> | undefined;
  /** When it was told that the index is not whole; that it is again is told then, too. */
  #tornSince: number | undefined;
  #isWholeTold = false;
  /** When it was made anew: the last few times. */
  #remadeAt: readonly number[] = [];
  #failedAt: number | undefined;
  #isFailureTold = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#archive = new Archive(options);
  }

  get archive(): Archive {
    return this.#archive;
  }

  open(live: Live): void {
    const { problem, unfit } = this.#archive.open(live);
    if (problem) this.#mend(problem);
    else if (unfit > 0) this.#open(unfit);
    const { left } = this.#archive.progress;
    if (left < quietBytes || this.#tornSince !== undefined) return;
    this.#tornSince = this.#options.now();
    this.#note({ type: 'index-behind', megabytes: Math.round(left / mega) });
  }

  /** Where most is of no use, making it anew is quicker than taking that out. */
  #open(unfit: number): void {
    const why = `${unfit} of its parts do not fit the log`;
    if (unfit > this.#archive.parts.length) this.#mend(new Error(why));
    else this.#tellTorn(why);
  }

  hear(message: Exclude<ToIndex, { type: 'close' }>): void {
    this.#guard(() => {
      if (message.type === 'refind') this.#archive.refind(message.live);
      else this.#archive.follow(message.live);
      if (message.type === 'ask') this.#archive.catchUp();
    });
    if (message.type === 'ask') this.#answer(message);
  }

  /** A slice of what is left to do. @returns whether more is left */
  work(): boolean {
    return this.#guard(() => this.#slice()) ?? this.#archive.hasIndex;
  }

  /** Whether the index is still there; one that failed is tried again after a while. */
  check(): void {
    const why = this.#whyLost();
    if (why !== undefined) this.#mend(new Error(why));
    const isDue = this.#failedAt !== undefined && this.#options.now() - this.#failedAt > retryMs;
    if (isDue && !this.#archive.hasIndex) this.#reopen();
  }

  close(): void {
    this.#archive.close();
  }

  #slice(): boolean {
    if (this.#work === undefined) {
      if (this.#archive.progress.left === 0) this.#tellWhole();
      this.#work = this.#archive.nextWork();
    }
    if (this.#work === undefined) return false;
    if (this.#work.next().done === true) this.#work = undefined;
    return true;
  }

  #answer({ number, name, ask }: Extract<ToIndex, { type: 'ask' }>): void {
    const { say, now } = this.#options;
    const attempt = () =>
      say({ type: 'answer', number, answer: answerTo(this.#archive.parts, name, ask, now) });
    try {
      attempt();
    } catch (error) {
      // The index may be at fault, so it goes; the log itself answers.
      this.#mend(error);
      try {
        attempt();
      } catch (again) {
        say({ type: 'failed', number, code: codeOf(again), why: messageOf(again) });
      }
    }
  }

  /** Runs what touches the index; where that fails, the index is made again. */
  #guard<Result>(task: () => Result): Result | undefined {
    try {
      return task();
    } catch (error) {
      this.#mend(error);
      return undefined;
    }
  }

  /** The index goes, as it may be at fault; the log is read again, as that may be another one now. */
  #mend(error: unknown): void {
    const lost = this.#whyLost();
    // Where there is no room, or it was done again and again, to do it at once would not help.
    if (isRefused(error) || this.#isInVain()) this.#fail(error);
    else this.#remake(lost ?? messageOf(error));
    this.#archive.reread();
  }

  /** Made anew so often lately that something else must be wrong. */
  #isInVain(): boolean {
    const since = this.#options.now() - retryMs;
    return this.#remadeAt.filter((at) => at > since).length >= maxRemakes;
  }

  /** What became of its file says more than what SQLite makes of that. */
  #whyLost(): string | undefined {
    try {
      return this.#archive.whyLost();
    } catch (error) {
      return messageOf(error);
    }
  }

  #remake(why: string): void {
    this.#work = undefined;
    this.#remadeAt = [...this.#remadeAt, this.#options.now()].slice(-maxRemakes);
    try {
      this.#archive.remakeIndex();
      this.#failedAt = undefined;
      this.#tellTorn(why);
    } catch (again) {
      this.#fail(again);
    }
  }

  /** What failed may be as good as before: only what is missing in it is made. */
  #reopen(): void {
    try {
      this.#archive.reopenIndex();
      this.#failedAt = undefined;
    } catch (error) {
      if (isRefused(error)) this.#fail(error);
      else this.#remake(messageOf(error));
    }
  }

  #fail(error: unknown): void {
    this.#work = undefined;
    this.#archive.closeIndex();
    if (!this.#isFailureTold) this.#note({ type: 'index-failed', why: messageOf(error) });
    this.#isFailureTold = true;
    this.#failedAt = this.#options.now();
    this.#tornSince ??= this.#failedAt;
    this.#isWholeTold = false;
  }

  #tellTorn(why: string): void {
    this.#note({ type: 'index-remade', why });
    this.#tornSince ??= this.#options.now();
    this.#isWholeTold = false;
  }

  #tellWhole(): void {
    if (this.#isWholeTold || !this.#archive.hasIndex) return;
    this.#isWholeTold = true;
    this.#isFailureTold = false;
    this.#tellRooms();
    // What was said just now is no part yet, and its bound is none: the log itself knows it.
    const indexed = this.#archive.parts.filter(({ isIndexed }) => isIndexed);
    const last = indexed.reduce((most, part) => Math.max(most, part.last), 0);
    this.#options.say({ type: 'whole', last, ...this.#archive.wrongLines() });
    if (this.#tornSince === undefined) return;
    const ms = this.#options.now() - this.#tornSince;
    this.#tornSince = undefined;
    this.#note({
      type: 'index-whole',
      seconds: Math.round(ms / 100) / 10,
      megabytes: Math.round(this.#archive.indexBytes / mega),
    });
  }

  #tellRooms(): void {
    const found = new Map<string, { last: number; topic: number }>();
    for (const { room, last, topic } of this.#archive.rooms()) {
      const known = found.get(room) ?? { last: 0, topic: 0 };
      known.last = Math.max(known.last, last);
      known.topic = Math.max(known.topic, topic);
      found.set(room, known);
    }
    const rooms = [...found].map(
      ([room, { last, topic }]) => [room, { last, topic: this.#topicAt(topic) }] as const,
    );
    for (let at = 0; at < rooms.length; at += roomsAtOnce) {
      this.#options.say({ type: 'rooms', rooms: rooms.slice(at, at + roomsAtOnce) });
    }
  }

  #topicAt(seq: number): string {
    const part = this.#archive.parts.findLast((one) => one.after < seq && seq <= one.last);
    return part instanceof IndexedPart && seq > 0 ? part.read(seq).content : '';
  }

  #note(note: IndexNote): void {
    this.#options.say({ type: 'note', note });
  }
}

/** Whether it is not the index that is wrong, but the place where it is to be written. */
function isRefused(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  return (refusals.has(code & 0xff) && code !== sqliteMoved) || refusedCodes.has(codeOf(error));
}

/** Busy, locked, read-only, full, can't be opened. */
const refusals: ReadonlySet<number> = new Set([5, 6, 8, 13, 14]);
/** Said as "read-only", but the file is another one. */
const sqliteMoved = 1032;
const refusedCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM']);

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
