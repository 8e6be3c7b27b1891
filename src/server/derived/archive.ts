// The log and its index, opened and followed: what is there of both, and what is to be done.
import { joinWrong, noWrongLines, type WrongLines } from '../log/line-judge.ts';
import { Arrangement } from './arrangement.ts';
import { grow, nextWork } from './indexing.ts';
import type { Part } from './part.ts';
import type { Live } from './source.ts';
import type { RoomFound } from './store.ts';

export interface ArchiveOptions {
  readonly logPath: string;
  readonly indexPath: string;
  /** What a part may grow to before it is written to the index; all are about as large. */
  readonly partBytes?: number;
  /** Only looks at the index, while a server may be writing it: nothing is made, locked or changed. */
  readonly isLookedAt?: boolean;
}

/** Small enough that the newest is read again at start in a moment, large enough that there are few. */
const defaultPartBytes = 8 * 1024 * 1024;
/** What a question waits for: 100 ms or so. */
const catchUpBytes = 2 * 1024 * 1024;

/**
 * What the store throws is passed on: then the index is not sound, and `remakeIndex` is due. Without an
 * index everything is answered all the same, by reading through the log.
 */
export class Archive {
  readonly #options: ArchiveOptions;
  readonly #partBytes: number;
  readonly #arrangement: Arrangement;
  #live: Live = { dev: -1, ino: -1, size: 0 };

  constructor(options: ArchiveOptions) {
    this.#options = options;
    this.#partBytes = options.partBytes ?? defaultPartBytes;
    this.#arrangement = new Arrangement(this.#partBytes);
  }

  /** Every part, the oldest first. */
  get parts(): readonly Part[] {
    return this.#arrangement.parts;
  }

  get hasIndex(): boolean {
    return this.#arrangement.stored.store !== undefined;
  }

  /** Bytes of the log that are not indexed yet, and all of them. What was said just now does not count. */
  get progress(): { readonly left: number; readonly all: number } {
    let left = 0;
    let all = 0;
    for (const part of this.#arrangement.parts) {
      all += part.end - part.start;
      if (this.#arrangement.isLeft(part)) left += part.end - part.start;
    }
    return { left, all };
  }

  /** How many parts are in the index, and how many bytes of the log they hold. */
  get sealed(): { readonly parts: number; readonly bytes: number } {
    const { parts } = this.#arrangement.stored;
    return {
      parts: parts.length,
      bytes: parts.reduce((sum, part) => sum + part.end - part.start, 0),
    };
  }

  /** Lines of all parts that are indexed, comments too. */
  get lines(): number {
    const { stored, growing } = this.#arrangement;
    const sealed = stored.all.reduce((sum, { row }) => sum + row.lines, 0);
    return growing.all.reduce((sum, { judge }) => sum + judge.count, sealed);
  }

  /** Reads all of the index. @returns what is wrong with it; undefined: nothing */
  fault(): string | undefined {
    return this.#arrangement.stored.store?.fault();
  }

  /** Bytes of the index; 0: there is none. */
  get indexBytes(): number {
    return this.#arrangement.stored.store?.size ?? 0;
  }

  /** Why the file of the index is not the one that was written here; undefined: it is. */
  whyLost(): string | undefined {
    return this.#arrangement.stored.store?.whyLost();
  }

  /** Opens the files of the log, and of the index what fits them. Call once. */
  open(live: Live): { readonly problem?: Error; readonly unfit: number } {
    this.#live = live;
    this.#arrangement.findSources(this.#options.logPath, live);
    let problem: Error | undefined;
    try {
      this.#openIndex();
    } catch (error) {
      problem = error as Error;
      this.closeIndex();
    }
    this.#arrangement.startGrowing();
    return { ...(problem ? { problem } : {}), unfit: this.#arrangement.stored.unfit };
  }

  #openIndex(): void {
    const { indexPath, isLookedAt = false } = this.#options;
    const { stored, sources } = this.#arrangement;
    stored.open(indexPath, isLookedAt ? 'look' : 'write', sources);
  }

  /** Throws away what there is of an index, and begins another one. Throws where none can be made. */
  remakeIndex(): void {
    this.closeIndex();
    this.#arrangement.stored.remake(this.#options.indexPath);
  }

  /** Opens an index that was closed, or throws and has none. */
  reopenIndex(): void {
    this.closeIndex();
    this.#openIndex();
    this.refind(this.#live);
  }

  /** Nothing that was read of the log counts any more: another one may be in its place. */
  reread(): void {
    this.refind(this.#live);
  }

  /** From now on the log is read through. */
  closeIndex(): void {
    this.#arrangement.stored.close();
    this.#arrangement.arrange();
  }

  close(): void {
    this.closeIndex();
    this.#arrangement.close();
  }

  /** More of the live file is committed. */
  follow(live: Live): void {
    const source = this.#arrangement.growing.last?.source;
    const isSame = source?.ino === live.ino && source.dev === live.dev;
    if (!isSame || live.size < source.size) {
      this.refind(live);
      return;
    }
    if (live.size === source.size) return;
    this.#live = live;
    source.size = live.size;
    this.#arrangement.arrange();
  }

  /** Takes in what was said just now, before a question, unless it is so much that it is better read through. */
  catchUp(): void {
    const { growing } = this.#arrangement;
    if ((growing.last?.behind ?? 0) > catchUpBytes) return;
    for (let { last } = growing; last && last.behind > 0; last = growing.last) {
      for (const _ of grow(this.#arrangement, last));
    }
  }

  /** The files beside the log may be others now, another one the live one, and other lines in the same. */
  refind(live: Live): void {
    this.#live = live;
    this.#arrangement.findSources(this.#options.logPath, live);
    this.#arrangement.growing.drop();
    this.#arrangement.stored.refit(this.#arrangement.sources);
    this.#arrangement.startGrowing();
  }

  /** One piece of the work that is left, in slices that tell the bytes they have done; undefined where nothing is left. */
  nextWork(): Generator<number, void> | undefined {
    return nextWork(this.#arrangement, this.#partBytes);
  }

  /** What is wrong in the lines of the live file. */
  wrongLines(): { readonly unparsable: WrongLines; readonly disordered: WrongLines } {
    let unparsable = noWrongLines;
    let disordered = noWrongLines;
    let lines = 0;
    const { stored, growing } = this.#arrangement;
    const rows = stored.all.filter(({ part }) => part.source.isLive).map(({ row }) => row);
    const grown = growing.all.map(({ judge }) => ({ ...judge, lines: judge.count }));
    for (const part of [...rows, ...grown]) {
      unparsable = joinWrong(unparsable, lines, part.unparsable);
      disordered = joinWrong(disordered, lines, part.disordered);
      lines += part.lines;
    }
    return { unparsable, disordered };
  }

  /** Rooms with the seqs of their last message and last topic in what is indexed; some more than once. */
  *rooms(): Generator<RoomFound> {
    for (const part of this.#arrangement.growing.all) yield* part.rooms();
    yield* this.#arrangement.stored.rooms();
  }
}
