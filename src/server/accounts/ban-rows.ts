// Bans and mutes as the file keeps them: read whole at start, written one by one.

import type { Row } from '../../database/database-file.ts';
import type { Ban, BanStore } from '../core/ban-book.ts';
import type { AccountFile } from './account-file.ts';

export class BanRows implements BanStore {
  readonly #file: AccountFile;

  constructor(file: AccountFile) {
    this.#file = file;
  }

  /** The oldest first. */
  bans(): readonly Ban[] {
    return this.#file.rows('SELECT * FROM bans ORDER BY since, id').map(banOf);
  }

  save(ban: Ban): void {
    const { id, action, room, name, keys, owner, network, isNetworkHidden, by } = ban;
    this.#file.run(
      `INSERT OR REPLACE INTO bans (id, action, room, name, keys, owner, network, isNetworkHidden, by,
       since, until, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, action, room ?? null, name ?? null, JSON.stringify(keys), owner ?? null],
      ...[
        network ?? null,
        Number(isNetworkHidden),
        by,
        ban.sinceMs,
        ban.untilMs ?? null,
        ban.reason,
      ],
    );
  }

  drop(id: string): void {
    this.#file.run('DELETE FROM bans WHERE id = ?', id);
  }
}

function banOf(row: Row): Ban {
  return {
    id: String(row.id),
    action: row.action === 'mute' ? 'mute' : 'ban',
    room: textOf(row.room),
    name: textOf(row.name),
    // Written by `save` alone.
    keys: JSON.parse(String(row.keys)) as string[],
    owner: textOf(row.owner),
    network: textOf(row.network),
    isNetworkHidden: row.isNetworkHidden === 1,
    by: String(row.by),
    sinceMs: Number(row.since),
    untilMs: row.until === null ? undefined : Number(row.until),
    reason: String(row.reason),
  };
}

function textOf(value: unknown): string | undefined {
  return value === null ? undefined : String(value);
}
