// What was sent under ids that scripts gave, in the outbox's file: in which session, and how far each has come.
import type { DatabaseFile, Row } from '../../database/database-file.ts';

/** A session that something was written in. */
export interface Claim {
  readonly session: string;
  /** Comes back to it; none where it is the one of the person's account, which others come back to as well. */
  readonly token?: string | undefined;
  readonly account?: string | undefined;
}

/** What was sent under an id that a script gave. */
export interface Run {
  readonly claim: Claim;
  /** So many of its messages, from the first on, are in the log, but for those that were refused. */
  readonly acked: number;
  /** By their numbers: the same again tries them again. */
  readonly refused: ReadonlySet<number>;
  /** What is to be sent stands after this `seq`, if it is in the log; undefined: nothing was written. */
  readonly after: number | undefined;
  /** A session before this, in which the next one may have been written. */
  readonly doubt: string | undefined;
  /** The server's ack of the last one, as JSON. */
  readonly ack: string;
}

/** Of what is sent under one id: where a server refuses more, something else is wrong. */
const maxRefused = 1_000;

/** Part of the outbox's file, whose tables it finds there. */
export class Runs {
  readonly #file: DatabaseFile;
  readonly #maxRuns: number;

  /** @param knownIds so many are known again, the newest; who repeats one does it within days */
  constructor(file: DatabaseFile, knownIds: number) {
    this.#file = file;
    this.#maxRuns = knownIds;
  }

  get(id: string): Run | undefined {
    const row = this.#file.row('SELECT * FROM runs WHERE id = ?', id);
    const claim = row && claimOf(row);
    if (claim === undefined) return undefined;
    const refused = this.#file.rows('SELECT number FROM refusals WHERE run = ?', id);
    return {
      claim,
      acked: Number(row?.acked),
      refused: new Set(refused.map(({ number }) => Number(number))),
      after: typeof row?.after === 'number' ? row.after : undefined,
      doubt: typeof row?.doubt === 'string' ? row.doubt : undefined,
      ack: String(row?.ack),
    };
  }

  /**
   * What is sent under an id goes out in one session: the first that claimed it, call before anything is written.
   * @param gone the session that the server does not know any more
   * @returns whose the id is by now
   */
  claim(id: string, claim: Claim, gone?: string): Claim {
    const { session, token = null, account = null } = claim;
    return this.#file.transaction(() => {
      this.#file.run(
        'INSERT OR IGNORE INTO runs (id, session, token, account) VALUES (?, ?, ?, ?)',
        ...[id, session, token, account],
      );
      this.#file.run(
        `UPDATE runs SET doubt = iif(session = ? OR after IS NULL, doubt, coalesce(doubt, session)),
          session = ?, token = ?, account = ? WHERE id = ? AND session IN (?, ?)`,
        ...[session, session, token, account, id, session, gone ?? session],
      );
      this.#file.run(
        'DELETE FROM runs WHERE number <= (SELECT max(number) FROM runs) - ?',
        this.#maxRuns,
      );
      this.#file.run('DELETE FROM refusals WHERE run NOT IN (SELECT id FROM runs)');
      return this.get(id)?.claim ?? claim;
    });
  }

  /**
   * Call before one is written in the session of the id.
   * @param after where its room was then
   * @param isFirst of those that were not acknowledged nor refused: what an earlier session wrote is known by then
   */
  writing(id: string, after: number, isFirst: boolean): void {
    this.#file.run(
      'UPDATE runs SET after = coalesce(after, ?), doubt = iif(?, NULL, doubt) WHERE id = ?',
      ...[after, Number(isFirst), id],
    );
  }

  /** @param count of all its messages, which one that is */
  acked(id: string, count: number, seq: number, ack: string): void {
    this.#file.transaction(() => {
      this.#file.run(
        'UPDATE runs SET acked = max(acked, ?), after = max(coalesce(after, 0), ?), ack = ?, doubt = NULL WHERE id = ?',
        ...[count, seq, ack, id],
      );
      this.#file.run('DELETE FROM refusals WHERE run = ? AND number = ?', id, count);
    });
  }

  /** @returns false: too many of its messages were refused */
  refused(id: string, count: number): boolean {
    return this.#file.transaction(() => {
      const known = this.#file.row('SELECT count(*) count FROM refusals WHERE run = ?', id);
      if (Number(known?.count) >= maxRefused) return false;
      this.#file.run('INSERT OR IGNORE INTO refusals VALUES (?, ?)', id, count);
      return true;
    });
  }

  /** Its session has ended. */
  close(id: string): void {
    this.#file.run('UPDATE runs SET token = NULL WHERE id = ?', id);
  }
}

/** The session that a row tells of. */
export function claimOf({ session, token, account }: Row): Claim | undefined {
  if (typeof session !== 'string') return undefined;
  return {
    session,
    ...(typeof token === 'string' ? { token } : {}),
    ...(typeof account === 'string' ? { account } : {}),
  };
}
