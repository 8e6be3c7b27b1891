// All of the log as parts, the oldest first, and the work that is left until every one of them is indexed.
import { closeSync } from 'node:fs';
import { joinWrong, noWrongLines, type WrongLines } from '../log/line-judge.ts';
import { Gap } from './gap.ts';
import { GrowingPart } from './growing-part.ts';
import { IndexedPart } from './indexed.ts';
import { lineStartBefore } from './lines.ts';
import { IndexDamaged } from './packed.ts';
import type { Part } from './part.ts';
import { isHeld, type NewPart, sealPart } from './sealing.ts';
import { seqBefore } from './seek.ts';
import { findSources, fingerprintOf, type Live, type Source } from './source.ts';
import { type PartRow, type RoomFound, Store } from './store.ts';

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
/** Full parts that may wait in memory while the index can't be written. */
const maxWaitingParts = 4;

interface Stored {
  readonly row: PartRow;
  readonly part: IndexedPart;
}

/**
 * What the store throws is passed on: then the index is not sound, and `remakeIndex` is due. Without an
 * index everything is answered all the same, by reading through the log.
 */
export class Archive {
  readonly #options: ArchiveOptions;
  readonly #partBytes: number;
  #store: Store | undefined;
  #live: Live = { dev: -1, ino: -1, size: 0 };
  #sources: Source[] = [];
  #stored: Stored[] = [];
  /** Of the live file: full ones that are not in the index yet, and the one that grows. */
  #growing: GrowingPart[] = [];
  #parts: readonly Part[] = [];
  /** Parts in the index that were never searched. */
  #cold: Stored[] = [];
  /** Parts in the index that are not of this log any more. */
  #unneeded: number[] = [];

  constructor(options: ArchiveOptions) {
    this.#options = options;
    this.#partBytes = options.partBytes ?? defaultPartBytes;
  }

  /** Every part, the oldest first. */
  get parts(): readonly Part[] {
    return this.#parts;
  }

  get hasIndex(): boolean {
    return this.#store !== undefined;
  }

  /** Bytes of the log that are not indexed yet, and all of them. What was said just now does not count. */
  get progress(): { readonly left: number; readonly all: number } {
    let left = 0;
    let all = 0;
    for (const part of this.#parts) {
      all += part.end - part.start;
      if (this.#isLeft(part)) left += part.end - part.start;
    }
    return { left, all };
  }

  /** Neither indexed nor what the growing part is about to take in. */
  #isLeft(part: Part): part is Gap {
    const last = this.#growing.at(-1);
    return part instanceof Gap && !(part.source === last?.source && part.start >= last.end);
  }

  /** How many parts are in the index, and how many bytes of the log they hold. */
  get sealed(): { readonly parts: number; readonly bytes: number } {
    const bytes = this.#stored.reduce((sum, { part }) => sum + part.end - part.start, 0);
    return { parts: this.#stored.length, bytes };
  }

  /** Lines of all parts that are indexed, comments too. */
  get lines(): number {
    const sealed = this.#stored.reduce((sum, { row }) => sum + row.lines, 0);
    return this.#growing.reduce((sum, { judge }) => sum + judge.count, sealed);
  }

  /** Reads all of the index. @returns what is wrong with it; undefined: nothing */
  fault(): string | undefined {
    return this.#store?.fault();
  }

  /** Bytes of the index; 0: there is none. */
  get indexBytes(): number {
    return this.#store?.size ?? 0;
  }

  /** Why the file of the index is not the one that was written here; undefined: it is. */
  whyLost(): string | undefined {
    return this.#store?.whyLost();
  }

  /** Opens the files of the log, and of the index what fits them. Call once. */
  open(live: Live): { readonly problem?: Error; readonly unfit: number } {
    this.#live = live;
    this.#sources = findSources(this.#options.logPath, live, []);
    let problem: Error | undefined;
    try {
      this.#openIndex();
    } catch (error) {
      problem = error as Error;
      this.closeIndex();
    }
    this.#startGrowing();
    return { ...(problem ? { problem } : {}), unfit: this.#unneeded.length };
  }

  #openIndex(): void {
    const { indexPath, isLookedAt = false } = this.#options;
    const store = new Store(indexPath, isLookedAt ? 'look' : 'write');
    this.#store = store;
    const rows = store.parts();
    const prints = new Map(this.#sources.map((source) => [fingerprintOf(source), source]));
    this.#stored = rows.flatMap((row) => this.#fit(store, row, prints) ?? []);
    this.#stored = withoutOverlap(this.#stored);
    this.#cold = [...this.#stored];
    const kept = new Set(this.#stored.map(({ row }) => row.id));
    this.#unneeded = rows.map(({ id }) => id).filter((id) => !kept.has(id));
  }

  /** Throws away what there is of an index, and begins another one. Throws where none can be made. */
  remakeIndex(): void {
    this.closeIndex();
    Store.remove(this.#options.indexPath);
    this.#store = new Store(this.#options.indexPath);
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
    const store = this.#store;
    this.#store = undefined;
    this.#stored = [];
    this.#cold = [];
    this.#unneeded = [];
    this.#arrange();
    try {
      store?.rollback();
      store?.close();
    } catch {
      // It is lost anyway.
    }
  }

  close(): void {
    this.closeIndex();
    this.#dropGrowing();
    this.#parts = [];
    for (const { fd } of this.#sources.splice(0)) closeSync(fd);
  }

  /** More of the live file is committed. */
  follow(live: Live): void {
    const source = this.#growing.at(-1)?.source;
    const isSame = source?.ino === live.ino && source.dev === live.dev;
    if (!isSame || live.size < source.size) {
      this.refind(live);
      return;
    }
    if (live.size === source.size) return;
    this.#live = live;
    source.size = live.size;
    this.#arrange();
  }

  /** Takes in what was said just now, before a question, unless it is so much that it is better read through. */
  catchUp(): void {
    if ((this.#growing.at(-1)?.behind ?? 0) > catchUpBytes) return;
    for (let last = this.#growing.at(-1); last && last.behind > 0; last = this.#growing.at(-1)) {
      for (const _ of this.#grow(last));
    }
  }

  /** The files beside the log may be others now, another one the live one, and other lines in the same. */
  refind(live: Live): void {
    this.#live = live;
    this.#sources = findSources(this.#options.logPath, live, this.#sources);
    this.#dropGrowing();
    const prints = new Map(this.#sources.map((source) => [source, fingerprintOf(source)]));
    const fits = ({ row, part }: Stored) => isHeld(row, part.source, prints.get(part.source) ?? '');
    this.#unneeded.push(...this.#stored.filter((one) => !fits(one)).map(({ row }) => row.id));
    this.#stored = this.#stored.filter(fits);
    this.#startGrowing();
  }

  /** One piece of the work that is left, in slices that tell the bytes they have done; undefined where nothing is left. */
  nextWork(): Generator<number, void> | undefined {
    const growing = this.#growing.at(-1);
    if (growing !== undefined && growing.behind > 0) return this.#grow(growing);
    const store = this.#store;
    if (store === undefined) return undefined;
    const full = this.#growing.length > 1 ? this.#growing[0] : undefined;
    if (full !== undefined) return this.#sealGrown(store, full);
    const gap = this.#parts.findLast((part) => this.#isLeft(part));
    if (gap !== undefined) return this.#sealGap(store, gap);
    const unneeded = this.#unneeded.pop();
    if (unneeded !== undefined) return forget(store, unneeded);
    const cold = this.#cold.pop();
    return cold === undefined ? undefined : warm(cold);
  }

  /** What is wrong in the lines of the live file. */
  wrongLines(): { readonly unparsable: WrongLines; readonly disordered: WrongLines } {
    let unparsable = noWrongLines;
    let disordered = noWrongLines;
    let lines = 0;
    const stored = this.#stored.filter(({ part }) => part.source.isLive).map(({ row }) => row);
    const growing = this.#growing.map(({ judge }) => ({ ...judge, lines: judge.count }));
    for (const part of [...stored, ...growing]) {
      unparsable = joinWrong(unparsable, lines, part.unparsable);
      disordered = joinWrong(disordered, lines, part.disordered);
      lines += part.lines;
    }
    return { unparsable, disordered };
  }

  /** Rooms with the seqs of their last message and last topic in what is indexed; some more than once. */
  *rooms(): Generator<RoomFound> {
    for (const part of this.#growing) yield* part.rooms();
    if (this.#store) yield* this.#store.rooms();
  }

  #fit(store: Store, row: PartRow, prints: ReadonlyMap<string, Source>): Stored | undefined {
    const source = prints.get(row.file);
    if (source === undefined || !isHeld(row, source, row.file)) return undefined;
    return { row, part: new IndexedPart({ ...row, source }, store.listsOf(row.id)) };
  }

  /** What the live file has after the indexed parts is held in memory, as far as it is not too much. */
  #startGrowing(): void {
    const source = this.#sources.find(({ isLive }) => isLive);
    if (source !== undefined && this.#growing.length === 0) {
      const indexed = this.#stored.filter(({ part }) => part.source === source);
      const from = Math.max(0, ...indexed.map(({ part }) => part.end));
      const isLong = source.size - from > this.#partBytes;
      const middle = source.size - Math.floor(this.#partBytes / 2);
      const range = { source, start: from, end: source.size };
      const after = Math.max(beforeFirst(source), ...indexed.map(({ part }) => part.last));
      const start = isLong ? lineStartBefore(range, middle) : from;
      const growing = new GrowingPart(source, start, isLong ? seqBefore(range, start) : after);
      this.#growing = [growing];
      while (growing.behind > 0 && growing.takeNext());
    }
    this.#arrange();
  }

  #dropGrowing(): void {
    for (const part of this.#growing) part.close();
    this.#growing = [];
  }

  *#grow(growing: GrowingPart): Generator<number, void> {
    const start = this.#startOfNext(growing);
    if (start > growing.end) {
      this.#beginNext(growing, start);
      return;
    }
    while (growing === this.#growing.at(-1) && growing.behind > 0) {
      // The file may be shorter than it was said to be: somebody cut it, and there is nothing to wait for.
      if (!growing.takeNext()) growing.source.size = growing.end;
      if (growing.end - growing.start >= this.#partBytes) this.#beginNext(growing, growing.end);
      this.#arrange();
      yield 0;
    }
  }

  /** Where the part has fallen far behind, another one begins; what is between is left like any other gap. */
  #startOfNext({ source, end, behind }: GrowingPart): number {
    if (behind <= 2 * this.#partBytes) return end;
    const middle = source.size - Math.floor(this.#partBytes / 2);
    return lineStartBefore({ source, start: end, end: source.size }, middle);
  }

  #beginNext(full: GrowingPart, start: number): void {
    this.#growing.push(new GrowingPart(full.source, start, full.judge.last));
    this.#arrange();
    // It can't be written, or not so fast: it is read through until it is.
    if (this.#growing.length > maxWaitingParts) this.#growing.shift()?.close();
  }

  *#sealGrown(store: Store, full: GrowingPart): Generator<number, void> {
    const { source, start, end, after } = full;
    const row = yield* this.#seal(store, { source, start, end, after, below: Infinity });
    if (row === undefined) return;
    if (this.#growing[0] === full) {
      this.#growing.shift();
      full.close();
    }
    this.#keep(store, row, source);
  }

  *#sealGap(store: Store, gap: Gap): Generator<number, void> {
    const { source, end, after, last } = gap;
    const start = lineStartBefore(gap, Math.max(gap.start, end - this.#partBytes) + 1);
    const isAll = start === gap.start;
    const part = {
      source,
      start,
      end,
      after: isAll ? after : seqBefore(gap, start),
      below: last + 1,
    };
    const row = yield* this.#seal(store, part);
    if (row !== undefined) this.#keep(store, row, source);
  }

  /** Undefined where the file was closed between two slices: what is left of it can't be read. */
  *#seal(store: Store, part: NewPart): Generator<number, PartRow | undefined> {
    const slices = sealPart(store, part);
    for (;;) {
      const slice = slices.next();
      if (slice.done === true) return slice.value;
      yield slice.value;
      if (this.#sources.includes(part.source)) continue;
      slices.return(undefined);
      return undefined;
    }
  }

  #keep(store: Store, row: PartRow, source: Source): void {
    const overlaps = ({ start, end }: Part) => start < row.end && end > row.start;
    // Meanwhile the files may have been looked for again.
    const isGrowing = this.#growing.some((one) => one.source === source && overlaps(one));
    if (isGrowing || !this.#sources.includes(source)) this.#unneeded.push(row.id);
    else if (!isHeld(row, source, fingerprintOf(source))) {
      // It would be made again and again.
      throw new IndexDamaged('a part does not fit the log that it was made of');
    } else {
      this.#stored.push({ row, part: new IndexedPart({ ...row, source }, store.listsOf(row.id)) });
    }
    this.#arrange();
  }

  /** All parts in their order: those that are indexed, and what lies between them. */
  #arrange(): void {
    this.#stored.sort(
      ({ part: one }, { part: other }) =>
        this.#sources.indexOf(one.source) - this.#sources.indexOf(other.source) ||
        one.start - other.start,
    );
    this.#parts = this.#sources.flatMap((source) => this.#partsOf(source));
  }

  #partsOf(source: Source): Part[] {
    const stored = this.#stored.map(({ part }) => part).filter((part) => part.source === source);
    const indexed = [...stored, ...this.#growing.filter((part) => part.source === source)];
    const parts: Part[] = [];
    let end = Math.max(source.size, indexed.at(-1)?.end ?? 0);
    let below = source.below;
    for (const part of indexed.reverse()) {
      if (part.end < end) parts.push(new Gap(source, part.end, end, part.last, below));
      parts.push(part);
      end = part.start;
      below = Math.min(below, part.firstSeq ?? below);
    }
    if (end > 0) parts.push(new Gap(source, 0, end, beforeFirst(source), below));
    return parts.reverse();
  }
}

/** All entries of the file have a greater seq, and those of older files have none. */
function beforeFirst({ first }: Source): number {
  return Number.isFinite(first) ? first - 1 : 0;
}

/** Of parts that overlap, which no sound index has, the first. */
function withoutOverlap(stored: readonly Stored[]): Stored[] {
  const ordered = stored.toSorted((one, other) => one.part.start - other.part.start);
  const kept: Stored[] = [];
  for (const one of ordered) {
    const { source, start } = one.part;
    const isIn = kept.some(({ part }) => part.source === source && part.end > start);
    if (!isIn) kept.push(one);
  }
  return kept;
}

/** The first search in a part reads what every other one needs, too: better now than while one waits. */
function* warm({ part }: Stored): Generator<number, void> {
  part.lists.has('"a"');
  yield 0;
}

function* forget(store: Store, part: number): Generator<number, void> {
  store.deletePart(part);
  yield 0;
}
