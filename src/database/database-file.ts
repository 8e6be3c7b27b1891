// A file that follows from nothing else: an SQLite database of ours, opened as it may be found.
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  statSync,
} from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** A file that can't be used, in a sentence for the operator. */
export class DatabaseFileError extends Error {}

/** What a file is for: no other is taken for it. */
export interface DatabaseKind {
  /** Written into the file's head. */
  readonly applicationId: number;
  /**
   * The steps that lead from an empty file to what this version knows. Each is one transaction, and
   * `PRAGMA user_version` counts those that are done. A step that was released never changes: what
   * comes later is a step of its own.
   */
  readonly migrations: readonly string[];
  /** What one does without, where it is moved away: `accounts`. */
  readonly holds: string;
}

/** How long the server waits for another process that writes the file just now: nobody is answered meanwhile. */
const serverBusyMs = 100;
/** And a command of the operator's, or the server when it starts. */
export const operatorBusyMs = 5000;

export type Row = Record<string, unknown>;

/** What SQLite calls a file that is none of its own, and one with torn pages. */
const damaged = new Set([11, 26]);

export class DatabaseFile {
  readonly #kind: DatabaseKind;
  readonly #path: string;
  readonly #busyMs: number;
  /** The last that wanted to write waited in vain: who comes next does not wait at all. */
  #isImpatient = false;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #inode: number | undefined;
  #version: unknown;

  /**
   * Opens or makes it (mode 0600; SQLite gives its `-wal` and `-shm` the same), and brings it up to date.
   * `:memory:` lies nowhere. Throws `DatabaseFileError` for a link, and a file that is damaged, newer, or not ours:
   * nothing follows from the log here, so it is never made anew over what is there.
   * @param busyMs how long another process, which writes just now, is waited for: everything waits with it
   * @param isHasty what is written outlives the program; a power cut may take the last of it, but damages nothing
   */
  constructor(path: string, kind: DatabaseKind, busyMs = serverBusyMs, isHasty = false) {
    this.#path = path;
    this.#kind = kind;
    this.#busyMs = busyMs;
    if (path !== ':memory:') createPrivate(path);
    this.#inode = inodeOf(path);
    this.#database = new DatabaseSync(path, { timeout: operatorBusyMs });
    try {
      this.#checkOrigin();
      this.#prepare(isHasty);
      this.#migrate();
      this.#checkPages();
      this.#version = this.#dataVersion();
      this.#waitFor(busyMs);
    } catch (error) {
      this.#database.close();
      throw this.#inWords(error);
    }
  }

  #checkOrigin(): void {
    const { applicationId, migrations } = this.#kind;
    const isNew = this.rows('SELECT 1 FROM sqlite_schema LIMIT 1').length === 0;
    if (isNew) this.#database.exec(`PRAGMA application_id = ${applicationId}`);
    if (this.#pragma('application_id') !== applicationId)
      throw new DatabaseFileError(`${this.#path} is a database of another program: move it away`);
    if (this.#done > migrations.length)
      throw new DatabaseFileError(
        `${this.#path} was written by a newer version: start that one, or go back to a copy`,
      );
  }

  /** FULL: a session that was ended, or a password that was changed, stays so after a power cut. */
  #prepare(isHasty: boolean): void {
    this.#database.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = ${isHasty ? 'NORMAL' : 'FULL'}; PRAGMA foreign_keys = ON;
      PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
    `);
  }

  /** Another process may be at the same: what is done is asked for within the lock. */
  #migrate(): void {
    const { migrations } = this.#kind;
    if (this.#done === migrations.length) return;
    this.transaction(() => {
      for (const step of migrations.slice(this.#done)) this.#database.exec(step);
      this.#database.exec(`PRAGMA user_version = ${migrations.length}`);
    });
  }

  /** What is kept is little: all pages are read in some ten milliseconds for a MB. */
  #checkPages(): void {
    const found = Object.values(this.row('PRAGMA quick_check(1)') ?? {})[0];
    if (found !== 'ok') throw this.#damage(String(found).split('\n').at(-1) ?? '');
  }

  #inWords(error: unknown): unknown {
    const isDamage =
      error instanceof Error && 'errcode' in error && damaged.has(Number(error.errcode) & 0xff);
    return isDamage ? this.#damage(error.message) : error;
  }

  #damage(how: string): DatabaseFileError {
    return new DatabaseFileError(
      `${this.#path} is damaged (${how}): put a copy of it back, or move it away to begin without ${this.#kind.holds}`,
    );
  }

  get #done(): number {
    return Number(this.#pragma('user_version'));
  }

  #dataVersion(): unknown {
    return this.#pragma('data_version');
  }

  #pragma(name: string): unknown {
    return this.row(`PRAGMA ${name}`)?.[name];
  }

  /** May be called again: a server that is stopped twice is stopped. */
  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  /** Whether another process has written the file since this was last asked. */
  wasChanged(): boolean {
    const now = this.#dataVersion();
    const isChanged = now !== this.#version;
    this.#version = now;
    return isChanged;
  }

  /** Whether another file, or none, has its name by now. Where that can't be seen, it is taken to be there. */
  isGone(): boolean {
    if (this.#path === ':memory:') return false;
    try {
      return inodeOf(this.#path) !== this.#inode;
    } catch {
      return false;
    }
  }

  row(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...parameters);
  }

  rows(sql: string, ...parameters: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...parameters);
  }

  /** @returns how many rows that changed */
  run(sql: string, ...parameters: SQLInputValue[]): number {
    return this.#writing(() => Number(this.#statement(sql).run(...parameters).changes));
  }

  /** All of it or nothing. Within another one it is part of that. */
  transaction<Result>(work: () => Result): Result {
    if (this.#database.isTransaction) return work();
    this.#writing(() => this.#database.exec('BEGIN IMMEDIATE'));
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite has done so itself after some errors.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Where one has waited in vain, a hundred that come after it must not each hold up the whole server. */
  #writing<Result>(work: () => Result): Result {
    try {
      const result = work();
      if (this.#isImpatient) this.#waitFor(this.#busyMs);
      this.#isImpatient = false;
      return result;
    } catch (error) {
      if (isBusy(error) && !this.#isImpatient) this.#waitFor(0);
      this.#isImpatient ||= isBusy(error);
      throw error;
    }
  }

  #waitFor(ms: number): void {
    this.#database.exec(`PRAGMA busy_timeout = ${ms}`);
  }

  /** Prepared once, and kept for the next time: all are written in our sources, so they are few. */
  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function createPrivate(path: string): void {
  const files = ['', '-wal', '-shm'].map((suffix) => `${path}${suffix}`);
  files.forEach(checkNoLink);
  // A pipe in its place must not make it wait for somebody who reads.
  const { O_RDWR, O_CREAT, O_NONBLOCK = 0 } = constants;
  closeSync(openSync(path, O_RDWR | O_CREAT | O_NONBLOCK, 0o600));
  for (const file of files) if (existsSync(file)) chmodSync(file, 0o600);
}

/** Somebody else's folder may hold one to any file of one's own, which would become the database, or get its mode. */
function checkNoLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new DatabaseFileError(`${path} is a link: put the file itself there, or remove it`);
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/** SQLite's word for a file that somebody else is writing. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
}

/** Whether that is SQLite's word: the disk is full, the file is locked by somebody, or damaged. */
export function isFileFault(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}
