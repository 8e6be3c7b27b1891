// What follows from the file of accounts for those who are connected: also where the operator has changed it.
import { setImmediate as turn } from 'node:timers/promises';
import { isOfAccount } from '../protocol/index.ts';
import type { KeptAccounts } from './accounts/kept-accounts.ts';
import { accountLimits } from './accounts/limits.ts';
import type { Chat } from './core/chat.ts';
import { endSessions } from './core/ending.ts';
import { setRole } from './core/presence.ts';
import { renameAnew } from './core/renaming.ts';
import { isGuest, type Session } from './core/session.ts';

/** Sessions that are looked at before others have their turn: a millisecond or two. */
const reviewedAtOnce = 200;

export class AccountUpkeep {
  readonly #chat: Chat;
  readonly #accounts: KeptAccounts;
  #sawAllMs: number;
  #isReviewing = false;
  /** Another process has changed the file, and it was not read since. */
  #isReloadDue = false;
  /** The file has changed again meanwhile. */
  #isReviewDue = false;

  constructor(chat: Chat, accounts: KeptAccounts) {
    this.#chat = chat;
    this.#accounts = accounts;
    this.#sawAllMs = chat.now();
  }

  /** Called once a second. */
  check(): void {
    this.#accounts.check();
    // Who stays connected for weeks does not expire.
    if (this.#chat.now() - this.#sawAllMs >= accountLimits.touchEveryMs) this.#sawAll();
    if (this.#accounts.wasChanged()) this.#isReloadDue = true;
    if (!this.#isReloadDue || !this.#accounts.reads(() => this.#chat.rooms.reload())) return;
    this.#isReloadDue = false;
    void this.#reviewAll();
  }

  left(session: Session): void {
    if (isOfAccount(session.id)) this.#accounts.saw(session.id);
  }

  close(): void {
    this.#sawAll();
    this.#accounts.close();
  }

  #sawAll(): void {
    this.#sawAllMs = this.#chat.now();
    for (const session of this.#chat.hub.sessions) this.left(session);
  }

  async #reviewAll(): Promise<void> {
    this.#isReviewDue = true;
    if (this.#isReviewing) return;
    this.#isReviewing = true;
    while (this.#isReviewDue) {
      this.#isReviewDue = false;
      await this.#reviewOnce();
    }
    this.#isReviewing = false;
  }

  async #reviewOnce(): Promise<void> {
    let count = 0;
    for (const session of [...this.#chat.hub.sessions]) {
      if (++count % reviewedAtOnce === 0) await turn();
      if (this.#chat.hub.sessionById(session.id) !== session) continue;
      if (isGuest(session)) this.#reviewGuest(session);
      else this.#reviewMember(session);
    }
  }

  #reviewMember(session: Session): void {
    const standing = this.#accounts.standingOf(session.id);
    if (standing === 'over') endSessions(this.#chat.hub, [session.id]);
    else if (standing) setRole(this.#chat.hub, session, standing.role);
  }

  #reviewGuest(session: Session): void {
    const isAccounts = session.keys.some((key) => this.#accounts.holderOf(key) !== undefined);
    if (isAccounts) renameAnew(this.#chat, session);
  }
}
