// What the index holds: parts of the log, and nothing that does not follow from these.
import type { WrongLines } from '../log/line-judge.ts';
import type { Gathering } from './gathering.ts';
import { IndexFile } from './index-file.ts';
import { pack, packGrowing, packHashes, unpackGrowing } from './packed.ts';
import { createSearchTable } from './words.ts';

/** A part as the index knows it. */
export interface PartRow {
  readonly id: number;
  /** The fingerprint of the file that it is a part of. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** A hash of the bytes before `end`: whether the file still holds what was indexed. */
  readonly tail: string;
  readonly after: number;
  readonly last: number;
  readonly firstTime: string;
  readonly lastTime: string;
  readonly lines: number;
  /** What its edits, deletions and reactions point at: nothing outside of these two; 0: it has none. */
  readonly lowestTarget: number;
  readonly highestTarget: number;
  readonly unparsable: WrongLines;
  readonly disordered: WrongLines;
}

/** The seqs of a room's last message and of its last topic (0: none). */
export interface RoomFound {
  readonly room: string;
  readonly last: number;
  readonly topic: number;
}

/** Reads and writes whole parts; one part's lists are read through `StoredLists`. */
export class Store extends IndexFile {
  readonly #unpacked = new Map<string, Float64Array>();

  parts(): PartRow[] {
    const rows = this.all(
      'SELECT id, file, start, "end", tail, after, last, firstTime, lastTime, lines, wrong, lowestTarget, highestTarget FROM parts',
    );
    return rows.map(({ wrong, ...row }) => {
      return { ...row, ...JSON.parse(String(wrong)) } as unknown as PartRow;
    });
  }

  /** Of every room in some part its last message and its last topic. Reads an index, not the lists. */
  rooms(): Iterable<RoomFound> {
    const sql = 'SELECT room, max(last) AS last, max(topic) AS topic FROM rooms GROUP BY room';
    return this.all(sql) as unknown as RoomFound[];
  }

  nextId(): number {
    return Number(this.all('SELECT coalesce(max(id), 0) + 1 AS id FROM parts')[0]?.id ?? 1);
  }

  /** The search table of a new part, and what takes its words. */
  createSearch(part: number): (seq: number, text: string, marks: string) => void {
    const table = searchTable(part);
    this.execute(createSearchTable(table));
    this.execute(
      `INSERT INTO ${table} (${table}, rank) VALUES ('automerge', 0), ('hashsize', ${hashBytes})`,
    );
    const insert = this.prepare(`INSERT INTO ${table} (rowid, text, marks) VALUES (?, ?, ?)`);
    return (seq, text, marks) => {
      insert.run(seq, text, marks);
    };
  }

  insertPart(row: PartRow, { placeSeqs, placeOffsets, rooms, sessions, changes }: Gathering): void {
    const { unparsable, disordered } = row;
    this.#run('INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      row.id,
      row.file,
      row.start,
      row.end,
      row.tail,
      row.after,
      row.last,
      row.firstTime,
      row.lastTime,
      row.lines,
      JSON.stringify({ unparsable, disordered }),
      row.lowestTarget,
      row.highestTarget,
      packGrowing(placeSeqs),
      packGrowing(placeOffsets),
    ]);
    for (const [room, { seqs, topic }] of rooms) {
      const last = seqs.at(-1) ?? 0;
      this.#run('INSERT INTO rooms VALUES (NULL, ?, ?, ?, ?, ?)', [
        room,
        row.id,
        last,
        topic,
        packGrowing(seqs),
      ]);
    }
    for (const [session, { seqs, hashes }] of sessions) {
      this.#run('INSERT INTO sessions VALUES (?, ?, ?, ?)', [
        session,
        row.id,
        packGrowing(seqs),
        packHashes(hashes),
      ]);
    }
    if (changes.size > 0) this.#insertChanges(row.id, changes);
  }

  /** Sorted by what they point at, so that one list of both is enough. */
  #insertChanges(part: number, changes: Gathering['changes']): void {
    const sorted = [...changes].sort(([one], [other]) => one - other);
    const targets = sorted.flatMap(([target, seqs]) => seqs.map(() => target));
    const seqs = sorted.flatMap(([, each]) => each);
    this.#run('INSERT INTO changes VALUES (?, ?, ?)', [
      part,
      packGrowing(targets),
      pack(seqs, seqs.length),
    ]);
  }

  deletePart(part: number): void {
    this.begin();
    this.forgetStatements();
    for (const table of ['rooms', 'sessions', 'changes'])
      this.#run(`DELETE FROM ${table} WHERE part = ?`, [part]);
    this.#run('DELETE FROM parts WHERE id = ?', [part]);
    this.execute(`DROP TABLE IF EXISTS ${searchTable(part)}`);
    this.commit();
    // The next part may get the same number.
    this.#unpacked.clear();
  }

  /** A list of the index; the latest ones are kept, as a page is followed by the next. */
  unpack(
    key: string,
    bytes: () => unknown,
    unpacked: (bytes: Uint8Array) => Float64Array = unpackGrowing,
  ): Float64Array {
    let numbers = this.#unpacked.get(key);
    if (numbers === undefined) {
      const packed = bytes();
      numbers = packed === undefined ? none : unpacked(packed as Uint8Array);
    }
    this.#unpacked.delete(key);
    this.#unpacked.set(key, numbers);
    if (this.#unpacked.size > maxUnpacked)
      this.#unpacked.delete(this.#unpacked.keys().next().value as string);
    return numbers;
  }

  /** Whether any words of a part match: cheap, where the order does not matter. */
  has(part: number, match: string): boolean {
    const table = searchTable(part);
    const sql = `SELECT 1 FROM ${table} WHERE ${table} MATCH ? LIMIT 1`;
    return this.statement(sql).get(match) !== undefined;
  }

  /** As big integers, since FTS5 goes to a bound at once only if it is no floating-point number. */
  search(part: number, match: string, after: number, before: number, limit: number): number[] {
    const table = searchTable(part);
    const sql = `SELECT rowid FROM ${table} WHERE ${table} MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`;
    const rows = this.statement(sql).all(match, BigInt(after), BigInt(before), limit);
    return rows.map(({ rowid }) => Number(rowid));
  }

  #run(sql: string, parameters: (string | number | Uint8Array)[]): void {
    this.statement(sql).run(...parameters);
  }
}

const none = new Float64Array(0);
/** Of 60,000 messages a part at most: 30 MB, in the worst case. */
const maxUnpacked = 64;
/** Words that are kept in memory before they are written: what a flush takes holds everything else up. */
const hashBytes = 4 * 1024 * 1024;

function searchTable(part: number): string {
  return `words_${part}`;
}
