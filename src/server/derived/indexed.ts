// An indexed part of the log: answers by lists of seqs, and reads the words from the log.
import type { Entry } from '../../protocol/messages.ts';
import { isIn } from '../core/direct-view.ts';
import { hashOfId } from '../core/id-filter.ts';
import { sessionOf } from './gathering.ts';
import { IndexDamaged, lowerBound } from './packed.ts';
import { type LastBlock, type Part, type Places, readEntry } from './part.ts';
import type { Source } from './source.ts';

/** The lists of an indexed part, wherever they are kept. */
export interface Lists {
  /** Of a room or a view, growing. */
  seqsOf(room: string): ArrayLike<number>;
  /** The seq of the room's last topic; 0: none. */
  topicOf(room: string): number;
  /** Of a session: seqs, growing, and the hash of each one's id. */
  idsOf(session: string): { readonly seqs: ArrayLike<number>; readonly hashes: ArrayLike<number> };
  changesOf(target: number): Iterable<number>;
  /** Whether any words match. */
  has(match: string): boolean;
  readonly places: Places;
  /** Seqs whose words match, newest first. */
  search(match: string, after: number, before: number, limit: number): readonly number[];
}

export interface IndexedRange {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly after: number;
  readonly last: number;
  /** When its first and its last entry were said; ISO 8601. */
  readonly firstTime: string;
  readonly lastTime: string;
  /** Its changes point at nothing outside of these two; 0: it has none. */
  readonly lowestTarget: number;
  readonly highestTarget: number;
}

export class IndexedPart implements Part {
  readonly isIndexed = true;
  readonly #range: IndexedRange;
  readonly #block: LastBlock = { from: -1, to: -1, bytes: Buffer.alloc(0) };
  readonly lists: Lists;

  constructor(range: IndexedRange, lists: Lists) {
    this.#range = range;
    this.lists = lists;
  }

  get source(): Source {
    return this.#range.source;
  }

  get start(): number {
    return this.#range.start;
  }

  get end(): number {
    return this.#range.end;
  }

  get after(): number {
    return this.#range.after;
  }

  get last(): number {
    return this.#range.last;
  }

  get firstTime(): string {
    return this.#range.firstTime;
  }

  get lastTime(): string {
    return this.#range.lastTime;
  }

  get lowestTarget(): number {
    return this.#range.lowestTarget;
  }

  get highestTarget(): number {
    return this.#range.highestTarget;
  }

  /** The seq of its first entry; undefined: it has none. */
  get firstSeq(): number | undefined {
    return this.lists.places.seqs[0];
  }

  read(seq: number): Entry {
    return readEntry(this, this.lists.places, seq, this.#block);
  }

  *entriesBefore(room: string, before: number): Generator<Entry> {
    const seqs = this.lists.seqsOf(room);
    for (let at = lowerBound(seqs, before) - 1; at >= 0; at--)
      yield this.#inRoom(room, seqs[at] as number);
  }

  entriesAfter(room: string, after: number, limit: number): Entry[] {
    const seqs = this.lists.seqsOf(room);
    const entries: Entry[] = [];
    for (let at = lowerBound(seqs, after + 1); at < seqs.length && entries.length < limit; at++)
      entries.push(this.#inRoom(room, seqs[at] as number));
    return entries;
  }

  lastSeqBefore(room: string, before: number): number {
    const seqs = this.lists.seqsOf(room);
    return seqs[lowerBound(seqs, before) - 1] ?? 0;
  }

  topicOf(room: string): Entry | undefined {
    const seq = this.lists.topicOf(room);
    return seq === 0 ? undefined : this.#inRoom(room, seq);
  }

  entry(room: string, seq: number): Entry | undefined {
    const seqs = this.lists.seqsOf(room);
    return seqs[lowerBound(seqs, seq)] === seq ? this.#inRoom(room, seq) : undefined;
  }

  changesOf(room: string, targets: ReadonlySet<number>): Entry[] {
    const entries: Entry[] = [];
    const { lowestTarget, highestTarget } = this;
    if (highestTarget === 0) return entries;
    for (const target of targets) {
      if (target < lowestTarget || target > highestTarget) continue;
      for (const seq of this.lists.changesOf(target)) {
        const entry = this.read(seq);
        if (isIn(entry, room) && entry.target === target) entries.push(entry);
      }
    }
    return entries;
  }

  findId(publicId: string): Entry | undefined {
    const { seqs, hashes } = this.lists.idsOf(sessionOf(publicId));
    const hash = hashOfId(publicId);
    for (let at = 0; at < hashes.length; at++) {
      if (hashes[at] !== hash) continue;
      const entry = this.read(seqs[at] as number);
      if (entry.id === publicId) return entry;
    }
    return undefined;
  }

  hashesOf(session: string): Iterable<number> {
    return Array.from(this.lists.idsOf(session).hashes);
  }

  #inRoom(room: string, seq: number): Entry {
    const entry = this.read(seq);
    if (isIn(entry, room)) return entry;
    throw new IndexDamaged(`message ${seq} is not in the room that the index says`);
  }
}
