// The index as a file: an SQLite database whose every row follows from a part of the log.
import { chmodSync, closeSync, openSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { WrongLines } from '../log/line-judge.ts';
import type { Gathering } from './gathering.ts';
import type { Lists } from './indexed.ts';
import {
  IndexDamaged,
  lowerBound,
  pack,
  packGrowing,
  packHashes,
  unpack,
  unpackGrowing,
  unpackHashes,
} from './packed.ts';
import type { Places } from './part.ts';
import { createSearchTable } from './words.ts';

/** Goes up with what the tables hold and how: another one's index is made anew. */
const version = 2;
/** "Plin": whose database this is. */
const applicationId = 0x506c696e;

/**
 * Lists of seqs point into the log, words are the search tables' own; no text is kept twice. One
 * search table a part: a part is written once and never merged, and a common prefix costs no more
 * than in one part.
 */
const schema = `
  CREATE TABLE parts (
    id INTEGER PRIMARY KEY, file TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    tail TEXT NOT NULL, after INTEGER NOT NULL, last INTEGER NOT NULL,
    firstTime TEXT NOT NULL, lastTime TEXT NOT NULL, lines INTEGER NOT NULL, wrong TEXT NOT NULL,
    lowestTarget INTEGER NOT NULL, highestTarget INTEGER NOT NULL,
    placeSeqs BLOB NOT NULL, placeOffsets BLOB NOT NULL
  );
  CREATE TABLE rooms (
    id INTEGER PRIMARY KEY, room TEXT NOT NULL, part INTEGER NOT NULL, last INTEGER NOT NULL,
    topic INTEGER NOT NULL, seqs BLOB NOT NULL
  );
  CREATE UNIQUE INDEX rooms_by_name ON rooms (room, part, last, topic);
  CREATE TABLE sessions (
    session TEXT, part INTEGER, seqs BLOB NOT NULL, hashes BLOB NOT NULL,
    PRIMARY KEY (session, part)
  ) WITHOUT ROWID;
  CREATE TABLE changes (
    part INTEGER PRIMARY KEY, targets BLOB NOT NULL, seqs BLOB NOT NULL
  );
`;

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

export class Store {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #unpacked = new Map<string, Float64Array>();
  /** Changes when another than this one has written the file. */
  readonly #version: unknown;
  #place: { dev: number; ino: number; size: number };

  /**
   * Opens or makes it (mode 0600); `look` opens it without a lock, which would be in the way of a server.
   * Throws `IndexDamaged` or SQLite's error where it is not sound, or not ours.
   */
  constructor(path: string, access: 'write' | 'look' = 'write') {
    this.#path = path;
    this.#database = access === 'write' ? openToWrite(path) : openToLook(path);
    try {
      if (access === 'write') this.#prepare();
      this.#checkOrigin();
      this.#place = this.#stat();
      this.#version = this.#dataVersion();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  #prepare(): void {
    // A rollback journal, as nobody else reads it: one file, and its size says whether it is whole.
    this.#database.exec(`
      PRAGMA page_size = 8192; PRAGMA journal_mode = DELETE; PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -24576; PRAGMA temp_store = MEMORY;
    `);
    const isNew = this.#all('SELECT 1 FROM sqlite_schema LIMIT 1').length === 0;
    if (isNew) {
      this.#database.exec(`
        BEGIN; PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version}; ${schema} COMMIT
      `);
    }
  }

  #checkOrigin(): void {
    const { application_id: id } = this.#get('PRAGMA application_id') as { application_id: number };
    const { user_version: made } = this.#get('PRAGMA user_version') as { user_version: number };
    if (id !== applicationId) throw new IndexDamaged('it is no index of a log');
    if (made !== version) throw new IndexDamaged('another version of the server made it');
  }

  /** Deletes what lies at the path, so that the next one begins empty. */
  static remove(path: string): void {
    for (const suffix of ['', '-journal']) rmSync(`${path}${suffix}`, { force: true });
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  /** Why the file at the path is no longer the one that is written here; undefined: it is. */
  whyLost(): string | undefined {
    const now = statSync(this.#path, { throwIfNoEntry: false });
    if (now === undefined) return 'it was deleted';
    if (now.ino !== this.#place.ino || now.dev !== this.#place.dev) return 'it was replaced';
    if (now.size < this.#place.size) return 'it was truncated';
    return this.#isOverwritten() ? 'it was overwritten' : undefined;
  }

  /** Whether somebody else wrote it; what SQLite holds in its cache hides that from those who ask. */
  #isOverwritten(): boolean {
    if (this.#database.isTransaction) return false;
    try {
      return this.#dataVersion() !== this.#version;
    } catch {
      return true;
    }
  }

  #dataVersion(): unknown {
    return this.#get('PRAGMA data_version')?.data_version;
  }

  /** What is wrong in any of its pages; undefined: nothing. Takes a second for some hundred MB. */
  fault(): string | undefined {
    const found = Object.values(this.#get('PRAGMA quick_check(1)') ?? {})[0];
    // What comes before is a heading.
    return found === 'ok' ? undefined : String(found).split('\n').at(-1);
  }

  /** Bytes. */
  get size(): number {
    return this.#place.size;
  }

  parts(): PartRow[] {
    const rows = this.#all(
      'SELECT id, file, start, "end", tail, after, last, firstTime, lastTime, lines, wrong, lowestTarget, highestTarget FROM parts',
    );
    return rows.map(({ wrong, ...row }) => {
      return { ...row, ...JSON.parse(String(wrong)) } as unknown as PartRow;
    });
  }

  /** Of every room in some part its last message and its last topic. Reads an index, not the lists. */
  rooms(): Iterable<RoomFound> {
    const sql = 'SELECT room, max(last) AS last, max(topic) AS topic FROM rooms GROUP BY room';
    return this.#all(sql) as unknown as RoomFound[];
  }

  begin(): void {
    this.#database.exec('BEGIN IMMEDIATE');
  }

  rollback(): void {
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }

  commit(): void {
    this.#database.exec('COMMIT');
    const why = this.whyLost();
    if (why !== undefined) throw new IndexDamaged(why);
    this.#place = this.#stat();
  }

  nextId(): number {
    return Number(this.#get('SELECT coalesce(max(id), 0) + 1 AS id FROM parts')?.id ?? 1);
  }

  /** The search table of a new part, and what takes its words. */
  createSearch(part: number): (seq: number, text: string, marks: string) => void {
    const table = searchTable(part);
    this.#database.exec(createSearchTable(table));
    this.#database.exec(
      `INSERT INTO ${table} (${table}, rank) VALUES ('automerge', 0), ('hashsize', ${hashBytes})`,
    );
    const insert = this.#database.prepare(
      `INSERT INTO ${table} (rowid, text, marks) VALUES (?, ?, ?)`,
    );
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
    this.#statements.clear();
    for (const table of ['rooms', 'sessions', 'changes'])
      this.#run(`DELETE FROM ${table} WHERE part = ?`, [part]);
    this.#run('DELETE FROM parts WHERE id = ?', [part]);
    this.#database.exec(`DROP TABLE IF EXISTS ${searchTable(part)}`);
    this.commit();
    // The next part may get the same number.
    this.#unpacked.clear();
  }

  listsOf(part: number): Lists {
    return new StoredLists(this, part);
  }

  row(sql: string, ...parameters: (string | number)[]): Record<string, unknown> | undefined {
    return this.#statement(sql).get(...parameters);
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
    return this.#statement(sql).get(match) !== undefined;
  }

  /** As big integers, since FTS5 goes to a bound at once only if it is no floating-point number. */
  search(part: number, match: string, after: number, before: number, limit: number): number[] {
    const table = searchTable(part);
    const sql = `SELECT rowid FROM ${table} WHERE ${table} MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`;
    const rows = this.#statement(sql).all(match, BigInt(after), BigInt(before), limit);
    return rows.map(({ rowid }) => Number(rowid));
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #run(sql: string, parameters: (string | number | Uint8Array)[]): void {
    this.#statement(sql).run(...parameters);
  }

  #get(sql: string): Record<string, unknown> | undefined {
    return this.#database.prepare(sql).get();
  }

  #all(sql: string): Record<string, unknown>[] {
    return this.#database.prepare(sql).all();
  }

  #stat(): { dev: number; ino: number; size: number } {
    const { dev, ino, size } = statSync(this.#path);
    return { dev, ino, size };
  }
}

/** How long somebody who looks into the file, with sqlite3 or for a copy, is waited for. */
const readersMs = 2_000;

function openToWrite(path: string): DatabaseSync {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  return new DatabaseSync(path, { timeout: readersMs });
}

function openToLook(path: string): DatabaseSync {
  const place = pathToFileURL(path);
  place.search = '?immutable=1';
  return new DatabaseSync(place, { readOnly: true });
}

const none = new Float64Array(0);
/** Of 60,000 messages a part at most: 30 MB, in the worst case. */
const maxUnpacked = 64;
/** Words that are kept in memory before they are written: what a flush takes holds everything else up. */
const hashBytes = 4 * 1024 * 1024;

function searchTable(part: number): string {
  return `words_${part}`;
}

class StoredLists implements Lists {
  readonly #store: Store;
  readonly #part: number;
  #places: Places | undefined;

  constructor(store: Store, part: number) {
    this.#store = store;
    this.#part = part;
  }

  get places(): Places {
    this.#places ??= this.#readPlaces();
    return this.#places;
  }

  #readPlaces(): Places {
    const row = this.#store.row(
      'SELECT placeSeqs, placeOffsets FROM parts WHERE id = ?',
      this.#part,
    );
    if (row === undefined) throw new IndexDamaged('a part of the index is missing');
    const seqs = unpackGrowing(row.placeSeqs as Uint8Array);
    return { seqs, offsets: unpackGrowing(row.placeOffsets as Uint8Array) };
  }

  seqsOf(room: string): Float64Array {
    return this.#store.unpack(`${this.#part} #${room}`, () => {
      const sql = 'SELECT seqs FROM rooms WHERE room = ? AND part = ?';
      return this.#store.row(sql, room, this.#part)?.seqs;
    });
  }

  topicOf(room: string): number {
    const sql = 'SELECT topic FROM rooms WHERE room = ? AND part = ?';
    return Number(this.#store.row(sql, room, this.#part)?.topic ?? 0);
  }

  idsOf(session: string): { seqs: Float64Array; hashes: Uint32Array } {
    const sql = 'SELECT seqs, hashes FROM sessions WHERE session = ? AND part = ?';
    const row = this.#store.row(sql, session, this.#part);
    if (row === undefined) return { seqs: none, hashes: new Uint32Array(0) };
    const seqs = unpackGrowing(row.seqs as Uint8Array);
    return { seqs, hashes: unpackHashes(row.hashes as Uint8Array) };
  }

  changesOf(target: number): Float64Array {
    const { targets, seqs } = this.#changes;
    return seqs.subarray(lowerBound(targets, target), lowerBound(targets, target + 1));
  }

  get #changes(): { readonly targets: Float64Array; readonly seqs: Float64Array } {
    const column = (name: 'targets' | 'seqs') => () =>
      this.#store.row(`SELECT ${name} FROM changes WHERE part = ?`, this.#part)?.[name];
    return {
      targets: this.#store.unpack(`${this.#part} targets`, column('targets'), unpackGrowing),
      seqs: this.#store.unpack(`${this.#part} seqs`, column('seqs'), unpack),
    };
  }

  has(match: string): boolean {
    return this.#store.has(this.#part, match);
  }

  search(match: string, after: number, before: number, limit: number): number[] {
    return this.#store.search(this.#part, match, after, before, limit);
  }
}
