// The lists of the newest part of the log, in memory.
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Gathering } from './gathering.ts';
import type { Lists } from './indexed.ts';
import { createSearchTable, wordsOf } from './words.ts';

/** Takes lines one by one, and answers like a part of the index. Call `close` when it is not needed any more. */
export class GrowingLists implements Lists {
  readonly gathered: Gathering;
  readonly #database = new DatabaseSync(':memory:');
  readonly #insert: StatementSync;
  readonly #search: StatementSync;

  constructor(after: number) {
    this.gathered = new Gathering(after, Number.POSITIVE_INFINITY);
    this.#database.exec(createSearchTable('words'));
    this.#insert = this.#database.prepare(
      'INSERT INTO words (rowid, text, marks) VALUES (?, ?, ?)',
    );
    this.#search = this.#database.prepare(
      'SELECT rowid FROM words WHERE words MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
    );
  }

  /** Lines taken between are one transaction: their words cost a tenth of what they cost one by one. */
  begin(): void {
    this.#database.exec('BEGIN');
  }

  commit(): void {
    this.#database.exec('COMMIT');
  }

  take(line: string, start: number): void {
    const entry = this.gathered.take(line, start);
    const words = entry && wordsOf(entry);
    if (words) this.#insert.run(entry.seq, words.text, words.marks);
  }

  close(): void {
    this.#database.close();
  }

  get places() {
    return { seqs: this.gathered.placeSeqs, offsets: this.gathered.placeOffsets };
  }

  seqsOf(room: string): readonly number[] {
    return this.gathered.rooms.get(room)?.seqs ?? [];
  }

  topicOf(room: string): number {
    return this.gathered.rooms.get(room)?.topic ?? 0;
  }

  idsOf(session: string): { seqs: readonly number[]; hashes: readonly number[] } {
    return this.gathered.sessions.get(session) ?? { seqs: [], hashes: [] };
  }

  changesOf(target: number): readonly number[] {
    return this.gathered.changes.get(target) ?? [];
  }

  has(match: string): boolean {
    return this.search(match, -1, Number.MAX_SAFE_INTEGER, 1).length > 0;
  }

  search(match: string, after: number, before: number, limit: number): number[] {
    const rows = this.#search.all(match, BigInt(after), BigInt(before), limit);
    return rows.map(({ rowid }) => Number(rowid));
  }
}
