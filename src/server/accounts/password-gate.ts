// What stands before every password: the limits of attempts, the queue, the hash; the same for names without account.
import { nameKeys, type Refusal } from '../../protocol/index.ts';
import type { Account, Visitor } from '../core/accounts.ts';
import type { AccountRows } from './account-rows.ts';
import { type Attempt, Attempts } from './attempts.ts';
import { Hashing, type Lane } from './hashing.ts';
import type { NetworkRows } from './network-rows.ts';
import { dummyHash, type HashCost, hashPassword, isPassword } from './password.ts';

export const notRight: Refusal = {
  code: 'auth-failed',
  message: 'Name or password is not right.',
};

/** How soon a place in the queue is worth asking for again. */
const queueWaitMs = 2000;

interface Asked {
  readonly password: string;
  readonly visitor: Visitor;
}

/** Whose password it was, and the hash that it fitted. */
export interface Passed {
  readonly account: Account;
  readonly hash: string;
}

export class PasswordGate {
  readonly #rows: AccountRows;
  readonly #networks: NetworkRows;
  readonly #cost: HashCost;
  readonly #now: () => number;
  readonly #attempts = new Attempts();
  readonly #hashing = new Hashing();
  readonly #dummy: string;

  constructor(rows: AccountRows, networks: NetworkRows, cost: HashCost, now: () => number) {
    this.#rows = rows;
    this.#networks = networks;
    this.#cost = cost;
    this.#now = now;
    this.#dummy = dummyHash(cost);
  }

  /** Hashes since the start. */
  get hashes(): number {
    return this.#hashing.done;
  }

  /** Of a name, which may have no account: then the same is done, and the same said. */
  check(name: string, asked: Asked): Promise<Passed | Refusal> {
    const account = this.#rows.findByName(name);
    const { network } = asked.visitor;
    const isKnown = account && this.#networks.isKnown(account.id, network, this.#now());
    const attempt = attemptOf(name, network, isKnown ? account.id : undefined);
    return this.#try(attempt, account, asked);
  }

  /** Of somebody who is logged in already: no stranger's attempts count. */
  checkOwn(account: Account, asked: Asked): Promise<Passed | Refusal> {
    return this.#try(attemptOf(account.name, asked.visitor.network, account.id), account, asked);
  }

  async #try(
    attempt: Attempt,
    account: Account | undefined,
    { password }: Asked,
  ): Promise<Passed | Refusal> {
    const waitMs = this.#attempts.begin(attempt, this.#now());
    if (waitMs > 0) return tooSoon('Too many attempts', waitMs);
    const hash = (account && this.#rows.passwordOf(account.id)) ?? this.#dummy;
    const lane = attempt.knownAccount === undefined ? 'others' : 'known';
    const isRight = await this.#hashing.run(lane, () => isPassword(password, hash));
    if (isRight === undefined) {
      this.#attempts.takeBack(attempt);
      return tooSoon('Many are logging in just now', queueWaitMs);
    }
    if (!isRight || !account) return notRight;
    this.#attempts.succeed(attempt);
    return { account, hash };
  }

  /** A new password's hash. */
  async hash(password: string, lane: Lane): Promise<string | Refusal> {
    const hash = this.#hashing.run(lane, () => hashPassword(password, this.#cost));
    return (await hash) ?? tooSoon('Many are logging in just now', queueWaitMs);
  }
}

/** Names that differ in case alone have the first key in common. */
function attemptOf(name: string, network: string, knownAccount: string | undefined): Attempt {
  return { network, key: nameKeys(name)[0] ?? '', knownAccount };
}

/** Says how long to wait; people read seconds, programs `retryAfterMs`. */
export function tooSoon(why: string, waitMs: number): Refusal {
  const seconds = Math.ceil(waitMs / 1000);
  const long =
    seconds < 120
      ? `${seconds} second${seconds === 1 ? '' : 's'}`
      : `${Math.ceil(seconds / 60)} minutes`;
  return {
    code: 'rate-limited',
    message: `${why}: wait ${long}, then try again.`,
    retryAfterMs: Math.ceil(waitMs),
  };
}
