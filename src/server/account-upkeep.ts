// What follows from the file of accounts for those who are connected: also where the operator has changed it.
import { setImmediate as turn } from 'node:timers/promises';
import { isOfAccount } from '../protocol/index.ts';
import type { KeptAccounts } from './accounts/kept-accounts.ts';
import { accountLimits } from './accounts/limits.ts';
import { unknownOwner } from './core/accounts.ts';
import type { Chat } from './core/chat.ts';
import { endSessions } from './core/ending.ts';
import { setRole } from './core/presence.ts';
import { renameAnew } from './core/renaming.ts';
import { isGuest, type Session } from './core/session.ts';
import { noteFailure } from './requests/moderation-words.ts';

/** Sessions that are looked at before others have their turn: a millisecond or two. */
const reviewedAtOnce = 200;

export class AccountUpkeep {
  readonly #chat: Chat;
  readonly #accounts: KeptAccounts;
  #sawAllMs: number;
  #isReviewing = false;
  /** The file has changed again meanwhile. */
  #isReviewDue = false;
  /** How rooms are kept could not be read since it changed. */
  #areRoomsStale = false;

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
    const wasChanged = this.#accounts.wasChanged();
    if (wasChanged || this.#areRoomsStale) this.reloadRooms();
    if (wasChanged) this.review();
  }

  /** The file says something else of them. Where it can't be read, what is known holds until it can. */
  reloadRooms(): void {
    try {
      this.#chat.rooms.reload();
      this.#areRoomsStale = false;
    } catch (error) {
      if (!this.#areRoomsStale) noteFailure(this.#chat, error);
      this.#areRoomsStale = true;
    }
  }

  /** Whether those who are connected may still be here, and called what they are. */
  review(): void {
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
    const holders = session.keys.map((key) => this.#accounts.holderOf(key));
    const isAccounts = holders.some((holder) => holder !== undefined && holder !== unknownOwner);
    if (isAccounts) renameAnew(this.#chat, session);
  }
}
