// Invitations: codes that let somebody register, of which the file keeps hashes, so many uses and so long.
import { createHash, randomInt } from 'node:crypto';
import type { AccountFile } from './account-file.ts';
import { accountLimits } from './limits.ts';

/** Without what is taken for something else when it is read aloud or copied by hand. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const groups = 4;
const groupLength = 4;
/** Hex digits of the hash, by which the operator names an invitation whose code is known to others alone. */
const idLength = 8;

export interface Invite {
  readonly id: string;
  readonly madeMs: number;
  readonly untilMs: number;
  readonly usesLeft: number;
}

export class Invites {
  readonly #file: AccountFile;

  constructor(file: AccountFile) {
    this.#file = file;
  }

  /** @returns the code (79 bits), which is told once; undefined: there are too many that are still good */
  add(uses: number, untilMs: number, nowMs: number): string | undefined {
    return this.#file.transaction(() => {
      this.#file.run('DELETE FROM invites WHERE until <= ? OR usesLeft <= 0', nowMs);
      if (this.count >= accountLimits.maxInvites) return undefined;
      const code = newCode();
      this.#file.run(
        'INSERT INTO invites (code, made, until, usesLeft) VALUES (?, ?, ?, ?)',
        ...[hashOfCode(code), nowMs, untilMs, uses],
      );
      return code;
    });
  }

  get count(): number {
    return Number(this.#file.row('SELECT count(*) AS count FROM invites')?.count);
  }

  isGood(code: string, nowMs: number): boolean {
    const row = this.#file.row(
      'SELECT 1 FROM invites WHERE code = ? AND until > ? AND usesLeft > 0',
      ...[hashOfCode(code), nowMs],
    );
    return row !== undefined;
  }

  /** @returns whether it was still good */
  use(code: string, nowMs: number): boolean {
    const used = this.#file.run(
      'UPDATE invites SET usesLeft = usesLeft - 1 WHERE code = ? AND until > ? AND usesLeft > 0',
      ...[hashOfCode(code), nowMs],
    );
    return used > 0;
  }

  /** Those that are still good, the oldest first. */
  all(nowMs: number): Invite[] {
    const rows = this.#file.rows(
      `SELECT lower(hex(code)) AS hash, made, until, usesLeft FROM invites
       WHERE until > ? AND usesLeft > 0 ORDER BY made, code`,
      nowMs,
    );
    return rows.map((row) => ({
      id: String(row.hash).slice(0, idLength),
      madeMs: Number(row.made),
      untilMs: Number(row.until),
      usesLeft: Number(row.usesLeft),
    }));
  }

  /** @returns whether there was one of that id */
  revoke(id: string): boolean {
    const ended = this.#file.run(
      'DELETE FROM invites WHERE lower(substr(hex(code), 1, ?)) = ?',
      ...[idLength, id],
    );
    return ended > 0;
  }
}

function newCode(): string {
  const letter = () => alphabet[randomInt(alphabet.length)];
  const group = () => Array.from({ length: groupLength }, letter).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** As people copy it: in whatever case, with or without the dashes. */
function hashOfCode(code: string): Buffer {
  const plain = code.toLowerCase().replace(/[\s-]/g, '');
  return createHash('sha256').update(`invite ${plain}`).digest();
}
