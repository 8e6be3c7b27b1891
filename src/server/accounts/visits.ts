// When sessions were last used, gathered here and written together; and the end of those that were not for long.
import type { Visitor } from '../core/accounts.ts';
import type { AccountFile } from './account-file.ts';
import { accountLimits } from './limits.ts';
import type { NetworkRows } from './network-rows.ts';
import type { FoundSession, SessionRows } from './session-rows.ts';

const { touchEveryMs, sweepAtOnce, sweepEveryMs } = accountLimits;
/** Written with one check, so that the event loop is held for some milliseconds at most. */
const writtenAtOnce = 500;

interface Visit {
  seenMs: number;
  /** Where it came from, if it came anew. */
  from?: { readonly account: string; readonly visitor: Visitor };
}

type Came = Omit<FoundSession, 'account'> & { readonly account: { readonly id: string } };

/** Each write waits for the disk: a thousand links that break at once must not be a thousand of them. */
export class Visits {
  readonly #file: AccountFile;
  readonly #sessions: SessionRows;
  readonly #networks: NetworkRows;
  /** By session: no more than are connected, and were within a second. */
  readonly #waiting = new Map<string, Visit>();
  #sweptMs = 0;

  constructor(file: AccountFile, sessions: SessionRows, networks: NetworkRows) {
    this.#file = file;
    this.#sessions = sessions;
    this.#networks = networks;
  }

  /** By its token. Who comes again and again is written once an hour; from elsewhere, at once. */
  came({ session, account, ...last }: Came, visitor: Visitor, nowMs: number): void {
    const isSamePlace = last.address === visitor.address && last.client === visitor.client;
    if (isSamePlace && nowMs - last.seenMs < touchEveryMs) return;
    this.#waiting.set(session, { seenMs: nowMs, from: { account: account.id, visitor } });
  }

  /** It was connected up to now. */
  saw(session: string, nowMs: number): void {
    const from = this.#waiting.get(session)?.from;
    this.#waiting.set(session, { seenMs: nowMs, ...(from && { from }) });
  }

  /** @returns sessions that have expired, which are over */
  check(nowMs: number): readonly string[] {
    if (this.#waiting.size > 0) this.write(writtenAtOnce);
    if (nowMs - this.#sweptMs < sweepEveryMs) return [];
    const ended = this.#sessions.endExpired(nowMs, sweepAtOnce);
    if (ended.length < sweepAtOnce) this.#sweptMs = nowMs;
    return ended;
  }

  write(most = Infinity): void {
    const visits = [...this.#waiting].slice(0, most);
    this.#file.transaction(() => {
      for (const [session, visit] of visits) this.#writeOne(session, visit);
    });
    for (const [session] of visits) this.#waiting.delete(session);
  }

  #writeOne(session: string, { seenMs, from }: Visit): void {
    this.#sessions.touch(session, seenMs);
    if (!from || !this.#sessions.isThere(session)) return;
    this.#sessions.moved(session, from.visitor);
    this.#networks.add(from.account, from.visitor.network, seenMs);
  }
}
