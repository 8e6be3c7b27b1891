// Who one is to the server: the token by which one comes back, whose it is, and what the next hello says.
import { isOfAccount, type ReplyOf } from '../protocol/index.ts';
import type { Credentials } from './account.ts';
import type { Introduction } from './hello.ts';
import type { Kept } from './kept.ts';

export interface Beginning {
  readonly account?: Credentials | undefined;
  /** The token is that of a session which another program has. */
  readonly another?: boolean | undefined;
  readonly kept?: Kept | undefined;
  /** Said where the kept token is refused. */
  readonly fallback?: Credentials | undefined;
}

export class OwnToken {
  #token: string | undefined;
  /** Whose token it is, if it is an account's. */
  #account: string | undefined;
  /** Said instead of the token, until the server has answered. */
  #credentials: Credentials | undefined;
  #isBeside: boolean;
  readonly #fallback: Credentials | undefined;
  #kept: Kept = { pending: [] };

  constructor({ account, another, kept, fallback }: Beginning) {
    this.#fallback = fallback;
    this.#token = kept?.token;
    this.#account = kept?.account;
    this.#credentials = account;
    this.#isBeside = another === true;
  }

  /** The name of the account whose token it is. */
  get account(): string | undefined {
    return this.#account;
  }

  /** The account as which one writes now, or with the next hello; undefined: a guest. */
  get writer(): string | undefined {
    return this.#credentials?.name ?? this.#account;
  }

  /** @param name wished for where there is no token */
  introduction(name: string, tries = 0): Introduction {
    if (this.#credentials !== undefined) return { ...this.#credentials, tries };
    if (this.#token === undefined) return { name, tries };
    return { name: '', token: this.#token, another: this.#isBeside, tries };
  }

  /** With the next hello. */
  comeAs(credentials: Credentials): void {
    this.#credentials = credentials;
  }

  forgetCredentials(): void {
    this.#credentials = undefined;
  }

  hold({ token, session, name }: Pick<ReplyOf<'registered'>, 'token' | 'session' | 'name'>): void {
    this.#token = token;
    this.#account = isOfAccount(session) ? name : undefined;
  }

  /** The session of the token is one's own by now. */
  welcomed(): void {
    this.#credentials = undefined;
    this.#isBeside = false;
  }

  /** The same session under another name. */
  renamed(token: string): void {
    this.#token = token;
  }

  drop(): void {
    this.#token = undefined;
    this.#account = undefined;
    this.#credentials = this.#fallback;
  }

  /** For the next run; the same object as long as nothing has changed. */
  keptWith(pending: Kept['pending']): Kept {
    const token = this.#token;
    const account = this.#account;
    const before = this.#kept;
    if (token !== before.token || account !== before.account || pending !== before.pending) {
      const owned = account === undefined ? {} : { account };
      this.#kept = token === undefined ? { pending } : { token, ...owned, pending };
    }
    return this.#kept;
  }
}
