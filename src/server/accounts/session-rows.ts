// The sessions of accounts as the file keeps them, each until it is ended or long unused.

import type { Row } from '../../database/database-file.ts';
import { hashOf, isSecret, newSecret, randomId } from '../../database/secret.ts';
import type { KeptSession, Visitor } from '../core/accounts.ts';
import type { AccountFile } from './account-file.ts';
import { formatToken, parseToken } from './session-token.ts';

/** Of an account's session its own part of the name. */
const partLength = 8;

export interface SessionBounds {
  /** Since it was last used. */
  readonly keepSessionMs: number;
  readonly maxSessionsPerAccount: number;
}

/** A session whose token was shown. */
export interface FoundSession {
  readonly session: string;
  readonly account: string;
  readonly bornAfter: number;
  readonly seenMs: number;
  readonly client: string;
  readonly address: string;
}

export class SessionRows {
  readonly #file: AccountFile;
  readonly #bounds: SessionBounds;

  constructor(file: AccountFile, bounds: SessionBounds) {
    this.#file = file;
    this.#bounds = bounds;
  }

  /** @returns its token too, which is told once; and what had to go for it, as there were too many */
  open(account: string, visitor: Visitor, bornAfter: number, nowMs: number) {
    const session = `${account}.${randomId(partLength)}`;
    const secret = newSecret();
    const ended = this.#makeRoom(account);
    this.#file.run(
      'INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[session, account, hashOf(secret), nowMs, nowMs, nowMs + this.#bounds.keepSessionMs],
      ...[bornAfter, visitor.client, visitor.address],
    );
    return { session, token: formatToken(session, secret), ended };
  }

  /** The longest unused make room for one. */
  #makeRoom(account: string): string[] {
    const tooMany = this.#file.rows(
      'SELECT id FROM sessions WHERE account = ? ORDER BY seen DESC LIMIT -1 OFFSET ?',
      ...[account, this.#bounds.maxSessionsPerAccount - 1],
    );
    const ids = tooMany.map(({ id }) => String(id));
    for (const id of ids) this.end(id);
    return ids;
  }

  /** The session whose token this is, if it is still good. */
  find(token: string, nowMs: number): FoundSession | undefined {
    const given = parseToken(token);
    if (!given) return undefined;
    const row = this.#file.row(
      'SELECT account, secret, bornAfter, seen, client, address FROM sessions WHERE id = ? AND expires > ?',
      ...[given.session, nowMs],
    );
    if (!row || !isSecret(given.secret, row.secret as Uint8Array)) return undefined;
    const { account, bornAfter, seen, client, address } = row;
    return {
      session: given.session,
      account: String(account),
      bornAfter: Number(bornAfter),
      seenMs: Number(seen),
      client: String(client),
      address: String(address),
    };
  }

  /** It was in use then: from there on it counts anew. */
  touch(session: string, seenMs: number): void {
    this.#file.run(
      'UPDATE sessions SET seen = ?2, expires = ?3 WHERE id = ?1 AND seen <= ?2',
      ...[session, seenMs, seenMs + this.#bounds.keepSessionMs],
    );
    this.#file.run(
      `UPDATE accounts SET seen = ?2 WHERE seen < ?2
       AND id = (SELECT account FROM sessions WHERE id = ?1)`,
      ...[session, seenMs],
    );
  }

  moved(session: string, { client, address }: Visitor): void {
    this.#file.run(
      'UPDATE sessions SET client = ?2, address = ?3 WHERE id = ?1 AND (client, address) <> (?2, ?3)',
      ...[session, client, address],
    );
  }

  isThere(session: string): boolean {
    return this.#file.row('SELECT 1 FROM sessions WHERE id = ?', session) !== undefined;
  }

  end(session: string): boolean {
    return this.#file.run('DELETE FROM sessions WHERE id = ?', session) > 0;
  }

  /** All of an account but one. @returns which */
  endAll(account: string, but?: string): string[] {
    const rows = this.#file.rows(
      'DELETE FROM sessions WHERE account = ? AND id IS NOT ? RETURNING id',
      ...[account, but ?? null],
    );
    return rows.map(({ id }) => String(id));
  }

  /** What was not used for long; so many at most. @returns which */
  endExpired(nowMs: number, most: number): string[] {
    const rows = this.#file.rows(
      `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires <= ? LIMIT ?)
       RETURNING id`,
      ...[nowMs, most],
    );
    return rows.map(({ id }) => String(id));
  }

  /** The last used first. */
  of(account: string, nowMs: number): KeptSession[] {
    const rows = this.#file.rows(
      `SELECT id, since, seen, client, address FROM sessions
       WHERE account = ? AND expires > ? ORDER BY seen DESC`,
      ...[account, nowMs],
    );
    return rows.map(keptSessionOf);
  }

  /** How many each account has. */
  counts(nowMs: number): ReadonlyMap<string, number> {
    const rows = this.#file.rows(
      'SELECT account, count(*) AS count FROM sessions WHERE expires > ? GROUP BY account',
      nowMs,
    );
    return new Map(rows.map(({ account, count }) => [String(account), Number(count)]));
  }
}

function keptSessionOf({ id, since, seen, client, address }: Row): KeptSession {
  return {
    session: String(id),
    since: new Date(Number(since)).toISOString(),
    seen: new Date(Number(seen)).toISOString(),
    client: String(client),
    address: String(address),
  };
}
