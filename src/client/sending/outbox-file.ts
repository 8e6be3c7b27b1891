// What a person has to say at one server, on disk: what waits to be sent, and what was sent under an id of theirs.
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  DatabaseFile,
  DatabaseFileError,
  type DatabaseKind,
  type Row,
} from '../../database/database-file.ts';
import { type KeptMessage, readKept } from '../../sdk/kept.ts';
import { makeFolder } from '../../sdk/node/own-places.ts';
import { maxOutbox, maxOutboxBytes } from '../../sdk/outbox.ts';
import { type Claim, claimOf, Runs } from './runs.ts';

/** A message that waits, and the session in which it may have been written. */
export interface Waiting {
  readonly message: KeptMessage;
  readonly claim: Claim | undefined;
  /** The person whom it is for: with whom one is in a room is known once one is in, under whatever name. */
  readonly to?: string;
  /** Where it was typed: see `Seat`. None: whoever one is by then says it. */
  readonly seat?: number;
  /** The server won't have it: it stays here until somebody drops it, or too many follow. */
  readonly refused?: string;
}

/** What is known of messages beside themselves. */
export interface Given {
  /** Their ids are the person's own: they are known again after they were sent. */
  readonly isNamed?: boolean;
  readonly to?: string | undefined;
  readonly claim?: Claim | undefined;
  readonly seat?: number | undefined;
}

/** How long another program of the same person is waited for: it writes for milliseconds. */
const busyMs = 5_000;
const typedBusyMs = 500;

/** Many times what fits into it: such a file is none of ours, and reading it would take its time. */
const maxFileBytes = 128 * 1024 * 1024;

const schema = `
  CREATE TABLE waiting (
    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, message TEXT NOT NULL, recipient TEXT,
    bytes INTEGER NOT NULL, isNamed INTEGER NOT NULL, session TEXT, token TEXT, account TEXT, refused TEXT
  ) STRICT;
  CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, session TEXT NOT NULL, token TEXT,
    account TEXT, acked INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL DEFAULT 0, ack TEXT NOT NULL DEFAULT ''
  ) STRICT;`;

const seats = 'ALTER TABLE waiting ADD COLUMN seat INTEGER;';

const refusals = `
  ALTER TABLE runs ADD COLUMN after INTEGER;
  UPDATE runs SET after = seq WHERE seq > 0;
  ALTER TABLE runs DROP COLUMN seq;
  ALTER TABLE runs ADD COLUMN doubt TEXT;
  CREATE TABLE refusals (run TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (run, number)) STRICT, WITHOUT ROWID;`;

/** To be sent by whoever has the first seat. */
const isDue = 'refused IS NULL AND coalesce(seat, 0) = 0';

/** How much of what was refused stays, the last of it: nobody drops that one by one. What was typed was on a screen. */
const aside = [
  { which: 'refused IS NOT NULL AND seat IS NOT NULL', most: 100 },
  { which: 'refused IS NOT NULL AND seat IS NULL', most: maxOutbox },
];

/** "Plob": whose database this is. */
const kind: DatabaseKind = {
  applicationId: 0x506c6f62,
  migrations: [schema, seats, refusals],
  holds: 'what waits in it',
};

/**
 * - What was added is on disk, and in order; it outlives any end of this program.
 * - What was typed at a further seat is left out by `next` and `size`: it is that program's to send.
 * - Bounded as the outbox of the client core, which takes all of it at once; so is what was refused, by itself.
 * - Several programs may have it open.
 */
export class OutboxFile {
  readonly path: string;
  readonly runs: Runs;
  readonly #file: DatabaseFile;

  /**
   * Opens or makes it, for the person alone.
   * - `knownIds`: so many ids are known again; who repeats one does it within days.
   * - `isTyped`: a person waits at each write, so the disk is not waited for, and others not for long.
   * @throws as `DatabaseFile`, and what `mkdir` throws
   */
  constructor(path: string, { knownIds = 1_000, isTyped = false } = {}) {
    this.path = path;
    makeFolder(dirname(resolve(path)));
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes > maxFileBytes)
      throw new DatabaseFileError(`${path} is too large for an outbox: move it away`);
    this.#file = new DatabaseFile(path, kind, isTyped ? typedBusyMs : busyMs, isTyped);
    this.runs = new Runs(this.#file, knownIds);
  }

  /** Another program has written it since this was last asked. */
  wasChanged(): boolean {
    return this.#file.wasChanged();
  }

  /** Somebody has removed it. */
  isGone(): boolean {
    return this.#file.isGone();
  }

  close(): void {
    this.#file.close();
  }

  /**
   * All of them or none; what is in it already stays what it was.
   * @returns false: it is full
   */
  add(messages: readonly KeptMessage[], given: Given = {}): boolean {
    return this.#file.transaction(() => {
      const fresh = messages.filter(({ id }) => !this.#isKnown(id));
      if (!this.#hasRoomFor(fresh)) return false;
      const { isNamed = false, to, claim, seat = null } = given;
      const { session, token, account }: Partial<Claim> = claim ?? {};
      for (const message of fresh)
        this.#file.run(
          'INSERT INTO waiting (id, message, recipient, bytes, isNamed, session, token, account, seat) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
          ...[message.id, JSON.stringify(message), to ?? null, bytesOf(message)],
          ...[Number(isNamed), session ?? null, token ?? null, account ?? null, seat],
        );
      return true;
    });
  }

  /** In the order in which they go out; those that were refused as well. */
  waiting(): Waiting[] {
    return this.#file.rows('SELECT * FROM waiting ORDER BY place').flatMap(waitingOf);
  }

  /** What whoever has the first seat is to send, in that order. */
  due(): Waiting[] {
    return this.#file
      .rows(`SELECT * FROM waiting WHERE ${isDue} ORDER BY place`)
      .flatMap(waitingOf);
  }

  /** The first that is to be sent, of rooms that are open to one now. */
  next(closed: ReadonlySet<string> = new Set()): Waiting | undefined {
    // One at a time: who sends a thousand asks a thousand times.
    for (let place = 0; ; ) {
      const row = this.#file.row(
        `SELECT * FROM waiting WHERE ${isDue} AND place > ? ORDER BY place LIMIT 1`,
        place,
      );
      if (row === undefined) return undefined;
      const [found] = waitingOf(row);
      if (found && !closed.has(found.message.room)) return found;
      place = Number(row.place);
    }
  }

  has(id: string): boolean {
    return (
      this.#file.row('SELECT 1 FROM waiting WHERE id = ? AND refused IS NULL', id) !== undefined
    );
  }

  /** Why the server won't have it. */
  refusal(id: string): string | undefined {
    const why = this.#file.row('SELECT refused FROM waiting WHERE id = ?', id)?.refused;
    return typeof why === 'string' ? why : undefined;
  }

  /** How many are to be sent. */
  get size(): number {
    return Number(this.#file.row(`SELECT count(*) count FROM waiting WHERE ${isDue}`)?.count);
  }

  /** Those beside the first at which something was typed that waits. */
  furtherSeats(): number[] {
    return this.#file
      .rows('SELECT DISTINCT seat FROM waiting WHERE seat > 0 AND refused IS NULL')
      .map(({ seat }) => Number(seat));
  }

  /** What was typed at that seat is to be sent as all else. Call while you have it. */
  clearSeat(seat: number): void {
    this.#file.run('UPDATE waiting SET seat = 0 WHERE seat = ?', seat);
  }

  /** Call before it is written: another run has to know in which session that was. Without one: in none. */
  mark(message: KeptMessage, claim: Claim | undefined): void {
    const { session, token, account }: Partial<Claim> = claim ?? {};
    this.#file.run(
      'UPDATE waiting SET message = ?, session = ?, token = ?, account = ? WHERE id = ?',
      ...[JSON.stringify(message), session ?? null, token ?? null, account ?? null, message.id],
    );
  }

  /** The log has it. @param ack the server's, as JSON, if it was heard */
  sent(id: string, seq: number, ack: string): void {
    this.#file.transaction(() => {
      const row = this.#file.row('SELECT * FROM waiting WHERE id = ? AND isNamed = 1', id);
      const claim = row && claimOf(row);
      if (claim) {
        this.runs.claim(id, claim);
        this.runs.acked(id, 1, seq, ack);
      }
      this.#file.run('DELETE FROM waiting WHERE id = ?', id);
    });
  }

  /** It stays aside, and takes no place from what waits. */
  refuse(id: string, why: string): void {
    this.#file.transaction(() => {
      this.#file.run('UPDATE waiting SET refused = ? WHERE id = ?', why, id);
      for (const { which, most } of aside)
        this.#file.run(
          `DELETE FROM waiting WHERE ${which} AND place NOT IN
            (SELECT place FROM waiting WHERE ${which} ORDER BY place DESC LIMIT ?)`,
          most,
        );
    });
  }

  /** @returns false: there is none of that id */
  drop(id: string): boolean {
    return this.#file.run('DELETE FROM waiting WHERE id = ?', id) > 0;
  }

  #isKnown(id: string): boolean {
    return this.#file.row('SELECT 1 FROM waiting WHERE id = ?', id) !== undefined;
  }

  #hasRoomFor(messages: readonly KeptMessage[]): boolean {
    const sums = this.#file.row(
      'SELECT count(*) count, total(bytes) bytes FROM waiting WHERE refused IS NULL',
    );
    const bytes = messages.reduce((sum, message) => sum + bytesOf(message), Number(sums?.bytes));
    return Number(sums?.count) + messages.length <= maxOutbox && bytes <= maxOutboxBytes;
  }
}

function bytesOf({ content }: KeptMessage): number {
  return Buffer.byteLength(content);
}

/** What is damaged is as if it was not there. */
function waitingOf(row: Row): Waiting[] {
  const [message] = readKept({ pending: [parsed(row.message)] }).pending;
  if (message === undefined) return [];
  const to = typeof row.recipient === 'string' ? { to: row.recipient } : {};
  const seat = typeof row.seat === 'number' ? { seat: row.seat } : {};
  const refused = typeof row.refused === 'string' ? { refused: row.refused } : {};
  return [{ message, claim: claimOf(row), ...to, ...seat, ...refused }];
}

function parsed(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}
