// Becoming somebody and nobody again: logging in, registering, logging out, and what else needs a password.
import type { ErrorCode, ReplyOf, ReplyType, Request } from '../protocol/index.ts';

/** Why it was not done, for a prompt that stays open to say. */
export interface Refused {
  readonly code: ErrorCode | 'not-connected';
  readonly message: string;
  /** Before that it is refused again. */
  readonly retryAfterMs?: number;
}

/** Undefined: it is done. */
export type Outcome = Promise<Refused | undefined>;

/** How the next session is opened by somebody who says who that is. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** What all this needs of the session. */
export interface Entry {
  readonly isLive: boolean;
  /** It will not connect by itself. */
  readonly isEnded: boolean;
  /** Asks, and lets nothing else be asked until that is answered. */
  askAlone<Type extends ReplyType>(
    request: Request,
    reply: Type,
    done: (reply: ReplyOf<Type>) => void,
    refused: (error: Refused) => void,
  ): void;
  /** Asks what is answered by the end of the connection. */
  askForEnd(request: Request, refused: (error: Refused) => void): void;
  /** Connects, and says who one is instead of a token. */
  startAs(credentials: Credentials): void;
  /** The connection goes on with a session of its own. */
  becomeAnother(reply: ReplyOf<'welcome'>): void;
  /** The session goes on under another name of its own. */
  becomeOwned(reply: ReplyOf<'registered'>): void;
}

export const notConnected: Refused = {
  code: 'not-connected',
  message: 'Not connected: try again when you are.',
};
const underWay: Refused = { code: 'too-many', message: 'One moment: the last one is under way.' };
export const unanswered: Refused = {
  code: 'not-connected',
  message: 'The connection was lost before the server answered: try again.',
};

/** One at a time. A password is handed on and kept nowhere. */
export class Account {
  readonly #entry: Entry;
  #settle: ((refused: Refused | undefined) => void) | undefined;
  /** What the person is told when the server says that the session is over. */
  #farewell: string | undefined;

  constructor(entry: Entry) {
    this.#entry = entry;
  }

  logIn(name: string, password: string): Outcome {
    const { isEnded } = this.#entry;
    return this.#begin(
      () => {
        if (isEnded) return this.#entry.startAs({ name, password });
        this.#ask({ type: 'login', name, password }, 'welcome', (reply) =>
          this.#entry.becomeAnother(reply),
        );
      },
      { needsLink: !isEnded },
    );
  }

  /** @param code an invitation, where the server asks for one */
  register(password: string, code = ''): Outcome {
    const invited = code === '' ? {} : { code };
    return this.#begin(() =>
      this.#ask({ type: 'register', password, ...invited }, 'registered', (reply) =>
        this.#entry.becomeOwned(reply),
      ),
    );
  }

  changePassword(old: string, next: string): Outcome {
    const request = { type: 'password', password: old, new: next } as const;
    return this.#begin(() => this.#ask(request, 'changed', () => {}));
  }

  logOut(): Outcome {
    return this.#leave({ type: 'logout' }, 'You are logged out. /login comes in again.');
  }

  unregister(password: string): Outcome {
    return this.#leave({ type: 'unregister', password }, 'Your account is deleted.');
  }

  /** The session was ended for good. @returns what the person is told */
  ended(): string {
    const words = this.#farewell ?? 'This session was ended elsewhere: /login to come in again.';
    this.settle(undefined);
    return words;
  }

  /** Somebody waits for the answer. */
  get isAsking(): boolean {
    return this.#settle !== undefined;
  }

  /** The connection is gone. */
  lost(): void {
    this.settle(unanswered);
  }

  settle(refused: Refused | undefined): void {
    const settle = this.#settle;
    this.#settle = undefined;
    this.#farewell = undefined;
    settle?.(refused);
  }

  #begin(run: () => void, { needsLink = true } = {}): Outcome {
    if (this.#settle !== undefined) return Promise.resolve(underWay);
    if (needsLink && !this.#entry.isLive) return Promise.resolve(notConnected);
    const { promise, resolve } = Promise.withResolvers<Refused | undefined>();
    this.#settle = resolve;
    run();
    return promise;
  }

  #ask<Type extends ReplyType>(
    request: Request,
    reply: Type,
    done: (reply: ReplyOf<Type>) => void,
  ): void {
    this.#entry.askAlone(
      request,
      reply,
      (good) => {
        done(good);
        this.settle(undefined);
      },
      (error) => this.settle(error),
    );
  }

  #leave(request: Request, farewell: string): Outcome {
    return this.#begin(() => {
      this.#farewell = farewell;
      this.#entry.askForEnd(request, (error) => this.settle(error));
    });
  }
}
