// What the core knows of accounts: whose a name is, and what follows from a password or a token.
import type { Refusal } from '../../protocol/index.ts';
import type { ServerRole } from './session.ts';

/** Whose a name is where the file of accounts can't be read: somebody's, so that no guest takes it meanwhile. */
export const unknownOwner = '?';

export interface Account {
  /** 10 of 0-9a-z; its sessions are named `ID.SESSION`. */
  readonly id: string;
  /** As it is shown. */
  readonly name: string;
  readonly role: Exclude<ServerRole, 'guest'>;
  /** ISO 8601. */
  readonly registered: string;
  /** When it was last connected, ISO 8601. */
  readonly seen: string;
  readonly displayName: string;
  readonly about: string;
  /** Empty: none. */
  readonly colour: string;
  /** It posts by a webhook: nobody logs in to it, and it reads nothing. */
  readonly isWebhook?: true;
}

/** Others than accounts whose names nobody else may have. */
export interface NameHolders {
  /** As of `Accounts`. */
  holderOf(key: string): string | undefined;
  find(id: string): Account | undefined;
  findByName(name: string): Account | undefined;
}

/** Who asks, for limits and for the list of one's sessions. */
export interface Visitor {
  readonly address: string;
  /** What one machine has of the net: `networkOf(address)`. */
  readonly network: string;
  readonly isLoopback: boolean;
  readonly client: string;
}

/** A session of an account, opened or found again. */
export interface Opened {
  readonly account: Account;
  /** `ACCOUNT.SESSION` */
  readonly session: string;
  /** Known to whoever holds the session alone: what is kept of it here is a hash. */
  readonly token: string;
  /** The log's last seq when the session began. */
  readonly bornAfter: number;
}

export interface KeptSession {
  readonly session: string;
  readonly since: string;
  readonly seen: string;
  readonly client: string;
  readonly address: string;
}

export interface Profile {
  readonly displayName?: string;
  readonly about?: string;
  readonly colour?: string;
}

/**
 * - Nothing here tells by its words or its time whether a name has an account, but `holderOf` and the
 *   two `find`s, which are for the core.
 * - Passwords are hashed off the main thread, few at once, after the limits of attempts were asked.
 * - What ends sessions returns which, so that who is connected by them can be told.
 */
export interface Accounts {
  /** The account that has a key of a name (`nameKeys`); `unknownOwner` where that can't be read. */
  holderOf(key: string): string | undefined;
  find(id: string): Account | undefined;
  /** By that name exactly, in whatever case: not by one that only looks like it. */
  findByName(name: string): Account | undefined;
  /**
   * A code that is given has to be good, and is used up by one; where the operator asks for one, none is no good either.
   * Fails with `password-weak`, `auth-failed` (the invitation), `name-taken`, `rate-limited`, `storage-unavailable`.
   */
  register(asked: {
    readonly name: string;
    readonly password: string;
    readonly code: string | undefined;
    readonly visitor: Visitor;
    readonly bornAfter: number;
  }): Promise<Opened | Refusal>;
  /** Fails with `auth-failed`, `rate-limited`, `storage-unavailable`. */
  logIn(asked: {
    readonly name: string;
    readonly password: string;
    readonly visitor: Visitor;
    readonly bornAfter: number;
  }): Promise<Opened | Refusal>;
  /**
   * The session of a token, with the same token; undefined: ended, expired, or none of ours.
   * Fails with `storage-unavailable`, which says nothing of the token.
   */
  resume(token: string, visitor: Visitor): Opened | Refusal | undefined;
  /**
   * The session of a token, and nothing else: it is not used by that, and lives no longer for it.
   * Undefined: the token is good for none.
   */
  sessionOf(token: string): string | undefined;
  /** Another session of the token's account. Fails with `storage-unavailable`. */
  another(token: string, visitor: Visitor, bornAfter: number): Opened | Refusal | undefined;
  /**
   * The session is over for good; its token is worth nothing. Fails with `storage-unavailable`: then it
   * is not over. @returns whether there was one
   */
  end(session: string): boolean | Refusal;
  /** Ends all sessions but this one. Fails as `logIn`, and with `password-weak`. */
  changePassword(asked: {
    readonly session: string;
    readonly password: string;
    readonly next: string;
    readonly visitor: Visitor;
  }): Promise<readonly string[] | Refusal>;
  /** Deletes the account and all that is its own. Fails as `logIn`. @returns its sessions, which are over */
  remove(asked: {
    readonly account: string;
    readonly password: string;
    readonly visitor: Visitor;
  }): Promise<readonly string[] | Refusal>;
  sessionsOf(account: string): readonly KeptSession[];
  /** The session was connected up to now. */
  saw(session: string): void;
  /** Fails with `storage-unavailable`. */
  setProfile(account: string, profile: Profile): Account | Refusal | undefined;
}
