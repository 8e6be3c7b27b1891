// Who has which name: given at hello, kept a while for those who lost their link, never two alike.
import {
  checkUserName,
  foldName,
  isRefusal,
  limits,
  nameKeys,
  type Refusal,
  refuse,
} from '../../protocol/index.ts';
import { type Accounts, unknownOwner } from './accounts.ts';
import type { Hub } from './hub.ts';

const adjectives =
  'amber brave calm clever dapper eager fuzzy gentle happy jolly keen lively mellow nimble proud quiet rapid sunny tidy witty';
const animals =
  'badger beaver crane dolphin falcon ferret finch fox hare heron lynx marten otter owl panda puffin raven robin seal wren';

/** So many digits that nobody else was given them, nor registered them: looked up or not. */
const surelyFree = 1e12;
/** Names like a wish that are tried out. */
const maxTried = 1_000;

const unreadable = refuse(
  'storage-unavailable',
  'It can not be looked up just now whose that name is: try again later.',
);

const adjectiveList = adjectives.split(' ');
const animalList = animals.split(' ');

interface Reservation {
  readonly owner: string;
  /** Folded. */
  readonly name: string;
  readonly untilMs: number;
}

export class Names {
  readonly #hub: Hub;
  readonly #accounts: Pick<Accounts, 'holderOf'>;
  readonly #max: number;
  readonly #keepMs: number;
  readonly #beganMs: number;
  /** By key, in the order of their end: the first is the oldest. */
  readonly #reserved = new Map<string, Reservation>();

  /** @param beganMs when the server began, if people were here before that */
  constructor(
    hub: Hub,
    accounts: Pick<Accounts, 'holderOf'>,
    max: number,
    keepMs: number,
    beganMs = Number.NEGATIVE_INFINITY,
  ) {
    this.#hub = hub;
    this.#accounts = accounts;
    this.#max = max;
    this.#keepMs = keepMs;
    this.#beganMs = beganMs;
  }

  /**
   * The name in the form in which this owner may have it.
   * Fails with `name-invalid`, or `name-taken` with a suggestion: in the same words whether somebody has
   * it now or it is an account's; with `storage-unavailable` where that can't be known.
   */
  check(raw: string, owner: string, nowMs: number): string | Refusal {
    const name = checkUserName(raw);
    if (isRefusal(name) || this.#isFree(name, owner, nowMs)) return name;
    if (nameKeys(name).some((key) => this.#accounts.holderOf(key) === unknownOwner)) {
      return unreadable;
    }
    const suggestion = this.#freeLike(name, nowMs);
    const message = `"${name}" is taken, or looks like a name that is: try "${suggestion}", or log in if it is yours.`;
    return { code: 'name-taken', message, suggestion };
  }

  /** A readable name that nobody has: `brave-otter-42`. */
  invent(random: () => number, nowMs: number): string {
    for (let digits = 100; ; digits *= 10) {
      const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)];
      const number = Math.floor(random() * digits);
      const name = `${pick(adjectiveList)}-${pick(animalList)}-${number}`;
      if (digits >= surelyFree || this.#isFree(name, '', nowMs)) return name;
    }
  }

  /** Keeps the name of a session that lost its connection, so that it can come back to it. */
  reserve(name: string, owner: string, nowMs: number): void {
    const reservation = { owner, name: foldName(name), untilMs: nowMs + this.#keepMs };
    for (const key of nameKeys(name)) {
      this.#reserved.delete(key);
      this.#reserved.set(key, reservation);
    }
    for (const oldest of this.#reserved.keys()) {
      if (this.#reserved.size <= this.#max) return;
      this.#reserved.delete(oldest);
    }
  }

  /** Nothing is kept for this owner any more: it is somebody else now. */
  release(owner: string): void {
    for (const [key, kept] of this.#reserved) if (kept.owner === owner) this.#reserved.delete(key);
  }

  #isFree(name: string, owner: string, nowMs: number): boolean {
    return nameKeys(name).every((key) => this.#isOpenTo(key, owner, nowMs));
  }

  /** Each key by itself: a name may share one with the asker's own and the other with somebody's. */
  #isOpenTo(key: string, owner: string, nowMs: number): boolean {
    const holder = this.#hub.holderOf(key) ?? this.#accounts.holderOf(key);
    if (holder !== undefined && holder !== owner) return false;
    const kept = this.keptFor(key, nowMs);
    return kept === undefined || kept === owner;
  }

  /** Whom a key of a name is kept for, who lost the link a while ago. */
  keptFor(key: string, nowMs: number): string | undefined {
    return this.#reservation(key, nowMs)?.owner;
  }

  /** The same of a name, and not of one that only looks like it. */
  ownerKept(name: string, nowMs: number): string | undefined {
    const folded = foldName(name);
    const kept = nameKeys(name).map((key) => this.#reservation(key, nowMs));
    return kept.find((reservation) => reservation?.name === folded)?.owner;
  }

  #reservation(key: string, nowMs: number): Reservation | undefined {
    const reservation = this.#reserved.get(key);
    if (!reservation || reservation.untilMs > nowMs) return reservation;
    this.#reserved.delete(key);
    return undefined;
  }

  /** Whether the server began that lately, so that those who were here before may still be on the way back. */
  beganWithin(ms: number, nowMs: number): boolean {
    return nowMs - this.#beganMs < ms;
  }

  #freeLike(name: string, nowMs: number): string {
    const stem = [...name].slice(0, limits.maxNameLength - 5).join('');
    for (let number = 2; ; number++) {
      const candidate = `${stem}-${number}`;
      if (number === maxTried || this.#isFree(candidate, '', nowMs)) return candidate;
    }
  }
}
