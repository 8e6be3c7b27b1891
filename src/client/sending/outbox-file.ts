// What a person has to say at one server, on disk: what waits to be sent, and what was sent under an id of theirs.
import { chmodSync, closeSync, constants, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type KeptMessage, readKept } from '../../sdk/kept.ts';
import { makeFolder } from '../../sdk/node/own-places.ts';
import { maxOutbox, maxOutboxBytes } from '../../sdk/outbox.ts';

/** A session that something was written in. */
export interface Claim {
  readonly session: string;
  /** Comes back to it; none where it is the one of the person's account, which others come back to as well. */
  readonly token?: string | undefined;
  readonly account?: string | undefined;
}

/** A message that waits, and the session in which it may have been written. */
export interface Waiting {
  readonly message: KeptMessage;
  readonly claim: Claim | undefined;
  /** The server won't have it: it stays here until somebody drops it. */
  readonly refused?: string;
}

/** What was sent under an id that a script gave. */
export interface Run {
  readonly claim: Claim;
  /** So many of its messages, from the first on, are in the log. */
  readonly acked: number;
  /** The next one stands after this `seq`, if it is in the log. */
  readonly after: number;
  /** The server's ack of the last one, as JSON. */
  readonly ack: string;
}

/** How long another program of the same person is waited for: it writes for milliseconds. */
const busyMs = 5_000;

const schema = `
  PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
  BEGIN IMMEDIATE;
  CREATE TABLE IF NOT EXISTS waiting (
    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, message TEXT NOT NULL,
    bytes INTEGER NOT NULL, isNamed INTEGER NOT NULL, session TEXT, token TEXT, account TEXT, refused TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, session TEXT NOT NULL, token TEXT,
    account TEXT, acked INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL DEFAULT 0, ack TEXT NOT NULL DEFAULT ''
  ) STRICT;
  COMMIT;`;

type Row = Record<string, unknown>;

/**
 * - What was added is on disk, and in order; it outlives any end of this program.
 * - Bounded as the outbox of the client core, which takes all of it at once.
 * - Several programs may have it open.
 */
export class OutboxFile {
  readonly #database: DatabaseSync;
  readonly #maxRuns: number;

  /**
   * Opens or makes it, for the person alone. Throws where that can't be done.
   * @param knownIds so many ids are known again; who repeats one does it within days
   */
  constructor(path: string, knownIds = 1_000) {
    this.#maxRuns = knownIds;
    makeFolder(dirname(resolve(path)));
    // A pipe must not make it wait for somebody who reads.
    const { O_RDWR, O_CREAT, O_NONBLOCK = 0 } = constants;
    closeSync(openSync(path, O_RDWR | O_CREAT | O_NONBLOCK, 0o600));
    chmodSync(path, 0o600);
    this.#database = new DatabaseSync(path, { timeout: busyMs });
    this.#database.exec(schema);
  }

  close(): void {
    this.#database.close();
  }

  /**
   * All of them or none; what is in it already stays what it was.
   * @param isNamed their ids are the person's own: they are known again after they were sent
   * @returns false: it is full
   */
  add(messages: readonly KeptMessage[], isNamed: boolean, claim?: Claim): boolean {
    return this.#transaction(() => {
      for (const message of messages) {
        const json = JSON.stringify(message);
        const { session, token, account }: Partial<Claim> = claim ?? {};
        const isKnown = this.#row('SELECT 1 FROM waiting WHERE id = ?', message.id) !== undefined;
        if (isKnown) continue;
        this.#run(
          'INSERT INTO waiting (id, message, bytes, isNamed, session, token, account) VALUES (?, ?, ?, ?, ?, ?, ?)',
          ...[message.id, json, Buffer.byteLength(message.content), Number(isNamed)],
          ...[session ?? null, token ?? null, account ?? null],
        );
      }
      const sums = this.#row('SELECT count(*) count, total(bytes) bytes FROM waiting');
      return Number(sums?.count) <= maxOutbox && Number(sums?.bytes) <= maxOutboxBytes;
    });
  }

  /** In the order in which they go out; those that were refused as well. */
  waiting(): Waiting[] {
    return this.#rows('SELECT * FROM waiting ORDER BY place').flatMap(waitingOf);
  }

  /** The first that is to be sent, of rooms that are open to one now. */
  next(closed: ReadonlySet<string> = new Set()): Waiting | undefined {
    for (const row of this.#database
      .prepare('SELECT * FROM waiting WHERE refused IS NULL ORDER BY place')
      .iterate()) {
      const [found] = waitingOf(row as Row);
      if (found && !closed.has(found.message.room)) return found;
    }
    return undefined;
  }

  has(id: string): boolean {
    return this.#row('SELECT 1 FROM waiting WHERE id = ? AND refused IS NULL', id) !== undefined;
  }

  /** How many are to be sent. */
  get size(): number {
    return Number(this.#row('SELECT count(*) count FROM waiting WHERE refused IS NULL')?.count);
  }

  /** Call before it is written: another run has to know in which session that was. */
  mark(message: KeptMessage, claim: Claim): void {
    const { session, token = null, account = null } = claim;
    this.#run(
      'UPDATE waiting SET message = ?, session = ?, token = ?, account = ? WHERE id = ?',
      ...[JSON.stringify(message), session, token, account, message.id],
    );
  }

  /** The log has it. @param ack the server's, as JSON, if it was heard */
  sent(id: string, seq: number, ack: string): void {
    this.#transaction(() => {
      const row = this.#row('SELECT * FROM waiting WHERE id = ? AND isNamed = 1', id);
      const claim = row && claimOf(row);
      if (claim) {
        this.claimRun(id, claim);
        this.acked(id, 1, seq, ack);
      }
      this.#run('DELETE FROM waiting WHERE id = ?', id);
    });
  }

  refuse(id: string, why: string): void {
    this.#run('UPDATE waiting SET refused = ? WHERE id = ?', why, id);
  }

  /** @returns false: there is none of that id */
  drop(id: string): boolean {
    return this.#run('DELETE FROM waiting WHERE id = ?', id) > 0;
  }

  run(id: string): Run | undefined {
    const row = this.#row('SELECT * FROM runs WHERE id = ?', id);
    const claim = row && claimOf(row);
    return (
      claim && { claim, acked: Number(row?.acked), after: Number(row?.seq), ack: String(row?.ack) }
    );
  }

  /**
   * What is sent under an id goes out in one session: the first that claimed it, call before anything is written.
   * @param gone the session that the server does not know any more
   * @returns whose the id is by now
   */
  claimRun(id: string, claim: Claim, gone?: string): Claim {
    const { session, token = null, account = null } = claim;
    return this.#transaction(() => {
      this.#run(
        'INSERT OR IGNORE INTO runs (id, session, token, account) VALUES (?, ?, ?, ?)',
        ...[id, session, token, account],
      );
      this.#run(
        'UPDATE runs SET session = ?, token = ?, account = ? WHERE id = ? AND session IN (?, ?)',
        ...[session, token, account, id, session, gone ?? session],
      );
      this.#run(
        'DELETE FROM runs WHERE number <= (SELECT max(number) FROM runs) - ?',
        this.#maxRuns,
      );
      return this.run(id)?.claim ?? claim;
    });
  }

  /** Where the room was before anything was said in it under that id. */
  aim(id: string, after: number): void {
    this.#run('UPDATE runs SET seq = ? WHERE id = ? AND acked = 0 AND seq = 0', after, id);
  }

  acked(id: string, count: number, seq: number, ack: string): void {
    this.#run(
      'UPDATE runs SET acked = ?, seq = max(seq, ?), ack = ? WHERE id = ? AND acked < ?',
      ...[count, seq, ack, id, count],
    );
  }

  /** Its session has ended. */
  closeRun(id: string): void {
    this.#run('UPDATE runs SET token = NULL WHERE id = ?', id);
  }

  #transaction<Result>(work: () => Result): Result {
    if (this.#database.isTransaction) return work();
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec(result === false ? 'ROLLBACK' : 'COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #row(sql: string, ...parameters: Parameter[]): Row | undefined {
    return this.#database.prepare(sql).get(...parameters);
  }

  #rows(sql: string): Row[] {
    return this.#database.prepare(sql).all();
  }

  #run(sql: string, ...parameters: Parameter[]): number {
    return Number(this.#database.prepare(sql).run(...parameters).changes);
  }
}

type Parameter = string | number | null;

/** What is damaged is as if it was not there. */
function waitingOf(row: Row): Waiting[] {
  const [message] = readKept({ pending: [parsed(row.message)] }).pending;
  if (message === undefined) return [];
  const refused = typeof row.refused === 'string' ? { refused: row.refused } : {};
  return [{ message, claim: claimOf(row), ...refused }];
}

function parsed(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}

function claimOf({ session, token, account }: Row): Claim | undefined {
  if (typeof session !== 'string') return undefined;
  return {
    session,
    ...(typeof token === 'string' ? { token } : {}),
    ...(typeof account === 'string' ? { account } : {}),
  };
}
