// Where messages are handed on to, as the file keeps it: how far each has come, and how it fares.

import type { Row } from '../../database/database-file.ts';
import { randomId } from '../../database/secret.ts';
import { type Refusal, refuse } from '../../protocol/index.ts';
import type { HookFile } from './hook-file.ts';
import { hookLimits } from './limits.ts';

const idLength = 8;

export interface Hook extends Progress {
  readonly id: string;
  readonly room: string;
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
  readonly madeMs: number;
  /** For so long it may fail in a row. */
  readonly giveUpMs: number;
  /** Another one with each change by the operator. */
  readonly revision: number;
}

/** What moves as messages are handed on. */
export interface Progress {
  /** The seq of the last message that was acknowledged: what follows it is still to be handed on. */
  readonly position: number;
  /** It was given up; nothing is sent until the operator says so. */
  readonly isDead: boolean;
  readonly failingSinceMs: number | undefined;
  /** When a message was last acknowledged. */
  readonly deliveredMs: number | undefined;
  /** Empty: none since then. */
  readonly lastError: string;
}

export type NewHook = Pick<Hook, 'room' | 'url' | 'secret' | 'madeMs' | 'giveUpMs' | 'position'>;

export class HookRows {
  readonly #file: HookFile;

  constructor(file: HookFile) {
    this.#file = file;
  }

  /** @returns its id; or why there can't be one more */
  add({ room, url, secret, madeMs, giveUpMs, position }: NewHook): string | Refusal {
    return this.#file.transaction(() => {
      if (this.all().length >= hookLimits.maxHooks)
        return refuse('too-many', `There are ${hookLimits.maxHooks} hooks: remove some.`);
      const id = randomId(idLength);
      this.#file.run(
        `INSERT INTO hooks (id, room, url, secret, made, giveUp, revision, position, isDead, lastError)
         VALUES (?, ?, ?, ?, ?, ?, 1, ?, 0, '')`,
        ...[id, room, url, secret, madeMs, giveUpMs, position],
      );
      return id;
    });
  }

  /** The oldest first. */
  all(): Hook[] {
    return this.#file.rows('SELECT * FROM hooks ORDER BY made, id').map(hookOf);
  }

  find(id: string): Hook | undefined {
    const row = this.#file.row('SELECT * FROM hooks WHERE id = ?', id);
    return row && hookOf(row);
  }

  remove(id: string): boolean {
    return this.#file.run('DELETE FROM hooks WHERE id = ?', id) > 0;
  }

  /** From there on again. */
  resume(id: string, position: number): void {
    this.#file.run(
      `UPDATE hooks SET revision = revision + 1, position = ?, isDead = 0, failingSince = NULL,
       lastError = '' WHERE id = ?`,
      ...[position, id],
    );
  }

  /** What the operator has changed meanwhile is not overwritten. All of them are one transaction. */
  save(moved: readonly (Progress & Pick<Hook, 'id' | 'revision'>)[]): void {
    this.#file.transaction(() => {
      for (const { position, isDead, failingSinceMs, deliveredMs, lastError, ...of } of moved) {
        this.#file.run(
          `UPDATE hooks SET position = ?, isDead = ?, failingSince = ?, delivered = ?, lastError = ?
           WHERE id = ? AND revision = ?`,
          ...[position, Number(isDead), failingSinceMs ?? null, deliveredMs ?? null],
          ...[lastError, of.id, of.revision],
        );
      }
    });
  }
}

function hookOf(row: Row): Hook {
  const { id, room, url, secret, made, giveUp, revision, position, isDead, lastError } = row;
  return {
    id: String(id),
    room: String(room),
    url: String(url),
    secret: String(secret),
    madeMs: Number(made),
    giveUpMs: Number(giveUp),
    revision: Number(revision),
    position: Number(position),
    isDead: isDead === 1,
    failingSinceMs: numberOr(row.failingSince),
    deliveredMs: numberOr(row.delivered),
    lastError: String(lastError),
  };
}

function numberOr(value: unknown): number | undefined {
  return value === null ? undefined : Number(value);
}
