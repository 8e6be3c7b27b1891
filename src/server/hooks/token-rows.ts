// Tokens as the file keeps them: of each the hash, its name, the rooms that it is for.

import type { Row } from '../../database/database-file.ts';
import { hashOf, isSecret, newSecret, randomId } from '../../database/secret.ts';
import { nameKeys, type Refusal, refuse } from '../../protocol/index.ts';
import type { HookFile } from './hook-file.ts';
import { formatToken, idLength, parseToken } from './hook-token.ts';
import { hookLimits } from './limits.ts';

export interface HookToken {
  readonly id: string;
  readonly name: string;
  /** Empty: every open room. */
  readonly rooms: readonly string[];
  readonly madeMs: number;
  /** Undefined: never. */
  readonly expiresMs: number | undefined;
  /** With it the bodies are signed that come without the token; undefined: there are none. */
  readonly signing: string | undefined;
}

export interface NewToken extends Pick<HookToken, 'name' | 'rooms' | 'expiresMs' | 'madeMs'> {
  readonly isSigning: boolean;
}

export class TokenRows {
  readonly #file: HookFile;

  constructor(file: HookFile) {
    this.#file = file;
  }

  /** The name has been checked. @returns what is told once; or why there can't be one more of that name */
  add(wanted: NewToken): { readonly id: string; token: string; signing?: string } | Refusal {
    return this.#file.transaction(() => {
      const fault = this.nameFault(wanted.name) ?? this.#countFault();
      if (fault) return fault;
      const id = randomId(idLength);
      const secret = newSecret();
      const signing = wanted.isSigning ? newSecret() : undefined;
      const { name, rooms, madeMs, expiresMs } = wanted;
      this.#file.run(
        'INSERT INTO tokens (id, name, secret, signing, made, expires) VALUES (?, ?, ?, ?, ?, ?)',
        ...[id, name, hashOf(secret), signing ?? null, madeMs, expiresMs ?? null],
      );
      for (const room of new Set(rooms))
        this.#file.run('INSERT INTO tokenRooms (token, room) VALUES (?, ?)', id, room);
      return { id, token: formatToken(id, secret), ...(signing !== undefined && { signing }) };
    });
  }

  /** Whether another token has the name, or one that looks like it. */
  nameFault(name: string): Refusal | undefined {
    const keys = new Set(nameKeys(name));
    const like = this.all().find((token) => nameKeys(token.name).some((key) => keys.has(key)));
    if (!like) return undefined;
    return refuse(
      'name-taken',
      like.name === name
        ? `There is a token ${name} already: its id is ${like.id}.`
        : `${name} looks like ${like.name}, which is a token.`,
    );
  }

  #countFault(): Refusal | undefined {
    if (this.all().length < hookLimits.maxTokens) return undefined;
    return refuse('too-many', `There are ${hookLimits.maxTokens} tokens: revoke some.`);
  }

  /** Also those that have expired: their names stay taken until they are revoked. By name. */
  all(): HookToken[] {
    const rooms = Map.groupBy(this.#file.rows('SELECT * FROM tokenRooms'), ({ token }) => token);
    return this.#file
      .rows('SELECT * FROM tokens ORDER BY name, id')
      .map((row) => tokenOf(row, rooms.get(row.id) ?? []));
  }

  /** @returns its name; undefined: there was none of that id */
  revoke(id: string): string | undefined {
    const [row] = this.#file.rows('DELETE FROM tokens WHERE id = ? RETURNING name', id);
    return row && String(row.name);
  }

  /** The one whose token was shown, if it is still good. */
  bearing(shown: string, nowMs: number): HookToken | undefined {
    const given = parseToken(shown);
    const row = given && this.#good(given.id, nowMs);
    // Compared where there is none too: nothing tells by its time which ids there are.
    const hash = (row?.secret as Uint8Array | undefined) ?? nobodys;
    return given && isSecret(given.secret, hash) && row ? this.#whole(row) : undefined;
  }

  /** The one that signs what is posted, if there is such a one. */
  signing(id: string, nowMs: number): HookToken | undefined {
    const row = this.#good(id, nowMs);
    return row && row.signing !== null ? this.#whole(row) : undefined;
  }

  #good(id: string, nowMs: number): Row | undefined {
    return this.#file.row(
      'SELECT * FROM tokens WHERE id = ? AND (expires IS NULL OR expires > ?)',
      ...[id, nowMs],
    );
  }

  #whole(row: Row): HookToken {
    const rooms = this.#file.rows('SELECT room FROM tokenRooms WHERE token = ?', String(row.id));
    return tokenOf(row, rooms);
  }
}

const nobodys = hashOf(newSecret());

function tokenOf({ id, name, signing, made, expires }: Row, rooms: readonly Row[]): HookToken {
  return {
    id: String(id),
    name: String(name),
    rooms: rooms.map(({ room }) => String(room)).sort(),
    madeMs: Number(made),
    expiresMs: expires === null ? undefined : Number(expires),
    signing: signing === null ? undefined : String(signing),
  };
}
