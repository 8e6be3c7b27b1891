// What the lines of a part of the log say, line by line: who is where, and which line is which.
import type { Entry } from '../../protocol/messages.ts';
import { viewOf } from '../core/direct-view.ts';
import { hashOfId } from '../core/id-filter.ts';
import { LineJudge } from '../log/line-judge.ts';
import { ownCopy } from '../log/own-copy.ts';

/** A place for every so many lines: what is between is read from the log, 8 KB or so. */
const linesAPlace = 64;
/** And where lines are long, for every so many bytes. */
const bytesAPlace = 8_192;

export interface RoomLines {
  readonly seqs: number[];
  /** The seq of its last topic; 0: none. */
  topic: number;
}

export interface SessionLines {
  readonly seqs: number[];
  /** `hashOfId` of each; in the same order. */
  readonly hashes: number[];
}

/** Grows with the lines of the part, in the order of the file. */
export class Gathering {
  /** And views of direct rooms: each owner has a list of what is theirs. */
  readonly rooms = new Map<string, RoomLines>();
  readonly sessions = new Map<string, SessionLines>();
  /** By what they point at: the seqs of edits, deletions and reactions. */
  readonly changes = new Map<number, number[]>();
  /** Every so often an entry's seq, and where its line starts. */
  readonly placeSeqs: number[] = [];
  readonly placeOffsets: number[] = [];
  /** Nothing outside of these two is pointed at; 0: nothing at all is. */
  lowestTarget = 0;
  highestTarget = 0;
  readonly judge: LineJudge;
  /** Of the first and the last entry; empty where there is none. */
  firstTime = '';
  lastTime = '';
  readonly #below: number;

  /** @param after entries have a greater seq, and a smaller one than @param below */
  constructor(after: number, below: number) {
    this.judge = new LineJudge(after, below);
    this.#below = below;
  }

  get first(): number {
    return this.judge.first;
  }

  /** The last entry's seq; 0: none. */
  get last(): number {
    return this.judge.first === 0 ? 0 : Math.min(this.judge.last, this.#below - 1);
  }

  /** The next line, and the entry that it is, if it is one in its place. */
  take(line: string, start: number): Entry | undefined {
    const entry = this.judge.next(line);
    if (entry === undefined) return undefined;
    if (this.firstTime === '') this.firstTime = entry.timestamp;
    this.lastTime = entry.timestamp;
    this.#place(entry.seq, start);
    this.#inRoom(entry.room, entry);
    for (const owner of entry.between ?? []) this.#inRoom(viewOf(entry.room, owner), entry);
    if (entry.id !== undefined) this.#id(entry.id, entry.seq);
    if (entry.target !== undefined && entry.kind !== 'text') this.#change(entry.target, entry.seq);
    return entry;
  }

  #entries = 0;

  #place(seq: number, start: number): void {
    const isNear = start - (this.placeOffsets.at(-1) ?? 0) < bytesAPlace;
    if (this.#entries++ % linesAPlace !== 0 && isNear) return;
    this.placeSeqs.push(seq);
    this.placeOffsets.push(start);
  }

  #inRoom(room: string, { seq, kind }: Entry): void {
    let lines = this.rooms.get(room);
    if (lines === undefined) {
      lines = { seqs: [], topic: 0 };
      this.rooms.set(ownCopy(room), lines);
    }
    lines.seqs.push(seq);
    if (kind === 'topic') lines.topic = seq;
  }

  #id(id: string, seq: number): void {
    const session = sessionOf(id);
    let lines = this.sessions.get(session);
    if (lines === undefined) {
      lines = { seqs: [], hashes: [] };
      this.sessions.set(ownCopy(session), lines);
    }
    lines.seqs.push(seq);
    lines.hashes.push(hashOfId(id));
  }

  #change(target: number, seq: number): void {
    if (this.lowestTarget === 0 || target < this.lowestTarget) this.lowestTarget = target;
    if (target > this.highestTarget) this.highestTarget = target;
    const seqs = this.changes.get(target);
    if (seqs) seqs.push(seq);
    else this.changes.set(target, [seq]);
  }
}

/** A public id is `SESSION-ID`; what has no hyphen, a person or another program wrote. */
export function sessionOf(publicId: string): string {
  const at = publicId.indexOf('-');
  return at < 0 ? publicId : publicId.slice(0, at);
}
