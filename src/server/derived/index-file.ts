// The file of the index: an SQLite database of ours, and whether it is still the one written here.
import { chmodSync, closeSync, openSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { IndexDamaged } from './packed.ts';

/** Goes up with what the tables hold and how: another one's index is made anew. */
const version = 3;
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

export class IndexFile {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
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
    const isNew = this.all('SELECT 1 FROM sqlite_schema LIMIT 1').length === 0;
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

  row(sql: string, ...parameters: (string | number)[]): Record<string, unknown> | undefined {
    return this.statement(sql).get(...parameters);
  }

  protected execute(sql: string): void {
    this.#database.exec(sql);
  }

  protected prepare(sql: string): StatementSync {
    return this.#database.prepare(sql);
  }

  /** Prepared once, and kept for the next time. */
  protected statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  protected forgetStatements(): void {
    this.#statements.clear();
  }

  #get(sql: string): Record<string, unknown> | undefined {
    return this.#database.prepare(sql).get();
  }

  protected all(sql: string): Record<string, unknown>[] {
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
