// A part of the log that is not indexed yet: every answer is looked for in its bytes.
import { parseEntry } from '../../protocol/log-line.ts';
import type { Entry } from '../../protocol/messages.ts';
import { isIn, parseView } from '../core/direct-view.ts';
import { hashOfId } from '../core/id-filter.ts';
import { forwardLinesWith, linesWith, type Range } from './lines.ts';
import type { Part } from './part.ts';
import { startOfSeq } from './seek.ts';
import type { Source } from './source.ts';

export class Gap implements Part {
  readonly isIndexed = false;
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly after: number;
  readonly last: number;

  constructor(source: Source, start: number, end: number, after: number, below: number) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.after = after;
    this.last = below - 1;
  }

  *entriesBefore(room: string, before: number): Generator<Entry> {
    for (const entry of this.#before(before, needleOf(room))) if (isIn(entry, room)) yield entry;
  }

  entriesAfter(room: string, after: number, limit: number): Entry[] {
    const found: Entry[] = [];
    let last = Math.max(after, this.after);
    const range = { ...this.#range, start: startOfSeq(this, last + 1) };
    for (const { text } of forwardLinesWith(range, needleOf(room))) {
      const entry = parseEntry(text);
      if (entry === undefined || !isIn(entry, room)) continue;
      if (entry.seq <= last || entry.seq > this.last) continue;
      found.push(entry);
      last = entry.seq;
      if (found.length >= limit) break;
    }
    return found;
  }

  lastSeqBefore(room: string, before: number): number {
    for (const { seq } of this.entriesBefore(room, before)) return seq;
    return 0;
  }

  topicOf(room: string): Entry | undefined {
    const needle = Buffer.from('> (topic)');
    for (const entry of this.#with(needle)) {
      if (entry.kind === 'topic' && isIn(entry, room)) return entry;
    }
    return undefined;
  }

  entry(room: string, seq: number): Entry | undefined {
    for (const entry of this.#with(Buffer.from(` ${seq} `))) {
      if (entry.seq === seq && isIn(entry, room)) return entry;
    }
    return undefined;
  }

  changesOf(room: string, targets: ReadonlySet<number>): Entry[] {
    const lowest = Math.min(...targets);
    const found: Entry[] = [];
    for (const entry of this.#with(Buffer.from('"kind":"'))) {
      if (entry.seq <= lowest) break;
      const isChange = entry.kind !== 'text' && isIn(entry, room);
      if (isChange && targets.has(entry.target ?? 0)) found.push(entry);
    }
    return found.reverse();
  }

  findId(publicId: string): Entry | undefined {
    for (const entry of this.#with(Buffer.from(`"${publicId}"`))) {
      if (entry.id === publicId) return entry;
    }
    return undefined;
  }

  *hashesOf(session: string): Generator<number> {
    for (const { id } of this.#with(Buffer.from(`"id":"${session}`))) {
      if (id === session || id?.startsWith(`${session}-`)) yield hashOfId(id);
    }
  }

  get #range(): Range {
    return { source: this.source, start: this.start, end: this.end };
  }

  /** Entries in lines with these bytes, newest first. */
  #with(needle: Buffer): Generator<Entry> {
    return this.#before(Number.POSITIVE_INFINITY, needle);
  }

  /** What stands out of order is no entry. */
  *#before(before: number, needle: Buffer): Generator<Entry> {
    let next = Math.min(this.last + 1, before);
    const end = before > this.last ? this.end : startOfSeq(this, before);
    for (const { text } of linesWith({ ...this.#range, end }, needle)) {
      const entry = parseEntry(text);
      if (entry === undefined || entry.seq >= next || entry.seq <= this.after) continue;
      next = entry.seq;
      yield entry;
    }
  }
}

/** What stands before and after a room in its lines; searching for it skips other rooms' lines unparsed. */
function needleOf(name: string): Buffer {
  const { room = name } = parseView(name) ?? {};
  return Buffer.from(room.startsWith('@') ? ` ${room} ` : ` #${room} `);
}
