// Accounts as the file keeps them: found by id, by name, and by what a name occupies.

import type { Row } from '../../database/database-file.ts';
import { randomId } from '../../database/secret.ts';
import { foldName, nameKeys, nameKeysVersion } from '../../protocol/index.ts';
import type { Account, Profile } from '../core/accounts.ts';
import type { AccountFile } from './account-file.ts';

export type AccountRole = Account['role'];

const idLength = 10;

export class AccountRows {
  readonly #file: AccountFile;

  constructor(file: AccountFile) {
    this.#file = file;
  }

  find(id: string): Account | undefined {
    return asAccount(this.#file.row('SELECT * FROM accounts WHERE id = ?', id));
  }

  findByName(name: string): Account | undefined {
    return asAccount(this.#file.row('SELECT * FROM accounts WHERE folded = ?', foldName(name)));
  }

  holderOf(key: string): string | undefined {
    const row = this.#file.row('SELECT account FROM nameKeys WHERE key = ?', key);
    return row?.account as string | undefined;
  }

  /**
   * Where names have come to occupy something else than when they were kept: all of it anew. Of two that
   * look alike now, the one that was registered first has what both would.
   */
  renewKeys(): void {
    if (this.#keysVersion() === String(nameKeysVersion)) return;
    this.#file.transaction(() => {
      this.#file.run('DELETE FROM nameKeys');
      for (const { id, name } of this.#file.rows(
        'SELECT id, name FROM accounts ORDER BY registered',
      ))
        for (const key of nameKeys(String(name)))
          this.#file.run('INSERT OR IGNORE INTO nameKeys VALUES (?, ?)', key, String(id));
      this.#file.run(
        "INSERT OR REPLACE INTO facts VALUES ('nameKeys', ?)",
        String(nameKeysVersion),
      );
    });
  }

  #keysVersion(): unknown {
    return this.#file.row("SELECT value FROM facts WHERE name = 'nameKeys'")?.value;
  }

  /** By name, for the operator. */
  all(): Account[] {
    return this.#file.rows('SELECT * FROM accounts ORDER BY folded').map(accountOf);
  }

  /** The hash of its password. */
  passwordOf(id: string): string | undefined {
    const row = this.#file.row('SELECT password FROM accounts WHERE id = ?', id);
    return row?.password as string | undefined;
  }

  /** @returns undefined where an account has the name, or one that looks like it */
  add(made: {
    readonly name: string;
    readonly password: string;
    readonly role: AccountRole;
    readonly nowMs: number;
  }): Account | undefined {
    const { name, password, role, nowMs } = made;
    return this.#file.transaction(() => {
      const keys = nameKeys(name);
      if (keys.some((key) => this.holderOf(key) !== undefined)) return undefined;
      const id = this.#freeId();
      this.#file.run(
        'INSERT INTO accounts (id, name, folded, role, password, registered, seen) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...[id, name, foldName(name), role, password, nowMs, nowMs],
      );
      for (const key of keys)
        this.#file.run('INSERT INTO nameKeys (key, account) VALUES (?, ?)', key, id);
      return this.find(id);
    });
  }

  #freeId(): string {
    for (;;) {
      const id = randomId(idLength);
      if (!this.find(id)) return id;
    }
  }

  setPassword(id: string, password: string): void {
    this.#file.run('UPDATE accounts SET password = ? WHERE id = ?', password, id);
  }

  setRole(id: string, role: AccountRole): void {
    this.#file.run('UPDATE accounts SET role = ? WHERE id = ?', role, id);
  }

  setProfile(id: string, { displayName, about, colour }: Profile): Account | undefined {
    this.#file.run(
      `UPDATE accounts SET displayName = coalesce(?, displayName), about = coalesce(?, about),
       colour = coalesce(?, colour) WHERE id = ?`,
      ...[displayName ?? null, about ?? null, colour ?? null, id],
    );
    return this.find(id);
  }

  /** With its sessions, its rooms' places for it, and whatever else names it; bans hold on to its name. */
  remove(id: string): void {
    this.#file.transaction(() => {
      this.#file.run('UPDATE rooms SET owner = NULL WHERE owner = ?', id);
      this.#file.run('DELETE FROM roomPeople WHERE owner = ?', id);
      this.#file.run('DELETE FROM accounts WHERE id = ?', id);
    });
  }
}

function asAccount(row: Row | undefined): Account | undefined {
  return row && accountOf(row);
}

/** The columns are of these types, as the tables are strict. */
function accountOf(row: Row): Account {
  const { id, name, role, registered, seen, displayName, about, colour } =
    row as unknown as Columns;
  return {
    ...{ id, name, role, displayName, about, colour },
    registered: new Date(registered).toISOString(),
    seen: new Date(seen).toISOString(),
  };
}

interface Columns extends Omit<Account, 'registered' | 'seen'> {
  readonly registered: number;
  readonly seen: number;
}
