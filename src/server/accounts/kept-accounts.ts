// Accounts, joined from what the file keeps and what passwords must pass.

import { isFileFault } from '../../database/database-file.ts';
import { isRefusal, nameKeys, ownerOfSession, type Refusal, refuse } from '../../protocol/index.ts';
import {
  type Account,
  type Accounts,
  type KeptSession,
  type NameHolders,
  type Opened,
  type Profile,
  unknownOwner,
  type Visitor,
} from '../core/accounts.ts';
import type { AccountFile } from './account-file.ts';
import { AccountRows } from './account-rows.ts';
import { Invites } from './invites.ts';
import { NetworkRows } from './network-rows.ts';
import { defaultCost, type HashCost, isWeaker, passwordFault } from './password.ts';
import { notRight, type Passed, PasswordGate, tooSoon } from './password-gate.ts';
import { Registrations } from './registrations.ts';
import { type FoundSession, type SessionBounds, SessionRows } from './session-rows.ts';
import { Visits } from './visits.ts';

/** What the operator hears of the account file: said once, until it works again. */
export type AccountsNote =
  | { readonly event: 'accounts-failed'; readonly message: string }
  | { readonly event: 'accounts-recovered' };

export interface KeptAccountsOptions {
  readonly file: AccountFile;
  readonly bounds: SessionBounds;
  readonly now: () => number;
  readonly note: (note: AccountsNote) => void;
  /** Sessions that were ended by no request of their own: whoever is connected by them is to go. */
  readonly onEnded: (sessions: readonly string[]) => void;
  /** An account is gone, and with it its part in rooms. */
  readonly onRemoved: () => void;
  /** Whose names are no account's, and can become none. */
  readonly others?: NameHolders;
  /** Nobody registers without an invitation. */
  readonly asksCode?: () => boolean;
  /** Of a new hash. */
  readonly cost?: HashCost;
}

const unwritable = refuse(
  'storage-unavailable',
  'The file of accounts could not be written: nothing has changed. Try again later.',
);

export class KeptAccounts implements Accounts {
  readonly #file: AccountFile;
  readonly #options: KeptAccountsOptions;
  readonly #rows: AccountRows;
  readonly #networks: NetworkRows;
  readonly #sessions: SessionRows;
  readonly #invites: Invites;
  readonly #visits: Visits;
  readonly #gate: PasswordGate;
  readonly #registrations = new Registrations();
  readonly #cost: HashCost;
  #isFailing = false;
  #wasGone = false;
  #isClosed = false;

  constructor(options: KeptAccountsOptions) {
    const { file, now, cost = defaultCost } = options;
    this.#file = file;
    this.#options = options;
    this.#cost = cost;
    this.#rows = new AccountRows(file);
    this.#rows.renewKeys();
    this.#networks = new NetworkRows(file);
    this.#sessions = new SessionRows(file, options.bounds);
    this.#invites = new Invites(file);
    this.#visits = new Visits(file, this.#sessions, this.#networks);
    this.#gate = new PasswordGate(this.#rows, this.#networks, cost, now);
  }

  /** Since the start; for what is measured. */
  get hashes(): number {
    return this.#gate.hashes;
  }

  holderOf(key: string): string | undefined {
    const { others } = this.#options;
    return this.#attempt(unknownOwner, () => this.#rows.holderOf(key) ?? others?.holderOf(key));
  }

  find(id: string): Account | undefined {
    const { others } = this.#options;
    return this.#attempt(undefined, () => this.#rows.find(id) ?? others?.find(id));
  }

  findByName(name: string): Account | undefined {
    const { others } = this.#options;
    return this.#attempt(undefined, () => this.#rows.findByName(name) ?? others?.findByName(name));
  }

  async register({
    name,
    password,
    code,
    visitor,
    bornAfter,
  }: Parameters<Accounts['register']>[0]) {
    const fault = passwordFault(password, name) ?? this.#registrationFault(name, code, visitor);
    if (fault) return fault;
    const hash = await this.#gate.hash(password, 'others');
    if (isRefusal(hash)) {
      // While others guess passwords in a crowd, who asks again and again is to have his turn in the end.
      this.#registrations.takeBack(visitor);
      return hash;
    }
    return this.#write(() => {
      const nowMs = this.#options.now();
      if (code !== undefined && !this.#invites.use(code, nowMs)) return badCode;
      const account = this.#rows.add({ name, password: hash, role: 'member', nowMs });
      // Thrown, so that the invitation is not used up.
      if (!account) throw new Refused(taken(name));
      return this.#open(account, visitor, bornAfter);
    });
  }

  #registrationFault(name: string, code: string | undefined, visitor: Visitor) {
    return this.#attempt(unwritable, () => {
      const nowMs = this.#options.now();
      // Names are told to nobody who has no invitation where one is asked for, and anywhere a few at a time:
      // where guests are not let in, nothing else tells them.
      if (code === undefined && this.#options.asksCode?.()) return noCode;
      const waitMs = this.#registrations.begin(visitor, nowMs);
      if (waitMs > 0) return tooSoon('Many accounts were made from here', waitMs);
      if (code !== undefined && !this.#invites.isGood(code, nowMs)) return badCode;
      const { others } = this.#options;
      const holderOf = (key: string) => this.#rows.holderOf(key) ?? others?.holderOf(key);
      const isTaken = nameKeys(name).some((key) => holderOf(key) !== undefined);
      return isTaken ? taken(name) : undefined;
    });
  }

  async logIn({ name, password, visitor, bornAfter }: Parameters<Accounts['logIn']>[0]) {
    const passed = await this.#pass(() => this.#gate.check(name, { password, visitor }));
    if (isRefusal(passed)) return passed;
    const { id } = passed.account;
    const rehashed = isWeaker(passed.hash, this.#cost)
      ? await this.#gate.hash(password, 'known')
      : undefined;
    return this.#write(() => {
      if (!this.#isStill(passed)) return notRight;
      if (rehashed !== undefined && !isRefusal(rehashed)) this.#rows.setPassword(id, rehashed);
      return this.#open(passed.account, visitor, bornAfter);
    });
  }

  /** It may have been changed, or its account removed, while it was hashed. */
  #isStill({ account, hash }: Passed): boolean {
    return this.#rows.passwordOf(account.id) === hash;
  }

  /** Part of a transaction. */
  #open(account: Account, visitor: Visitor, bornAfter: number): Opened {
    const nowMs = this.#options.now();
    const { session, token, ended } = this.#sessions.open(account.id, visitor, bornAfter, nowMs);
    this.#networks.add(account.id, visitor.network, nowMs);
    this.#sessions.touch(session, nowMs);
    if (ended.length > 0) queueMicrotask(() => this.#options.onEnded(ended));
    return { account: this.#rows.find(account.id) ?? account, session, token, bornAfter };
  }

  resume(token: string, visitor: Visitor): Opened | Refusal | undefined {
    return this.#attempt(unwritable, () => {
      const found = this.#findSession(token);
      if (!found) return undefined;
      const { account, session, bornAfter } = found;
      this.#visits.came(found, visitor, this.#options.now());
      return { account, session, token, bornAfter };
    });
  }

  sessionOf(token: string): string | undefined {
    return this.#attempt(undefined, () => this.#findSession(token)?.session);
  }

  another(token: string, visitor: Visitor, bornAfter: number): Opened | Refusal | undefined {
    return this.#write(() => {
      const found = this.#findSession(token);
      return found && this.#open(found.account, visitor, bornAfter);
    });
  }

  #findSession(token: string): (Omit<FoundSession, 'account'> & { account: Account }) | undefined {
    const found = this.#sessions.find(token, this.#options.now());
    const account = found && this.#rows.find(found.account);
    return account && { ...found, account };
  }

  end(session: string): boolean | Refusal {
    return this.#write(() => this.#sessions.end(session));
  }

  async changePassword(asked: Parameters<Accounts['changePassword']>[0]) {
    const { session, password, next, visitor } = asked;
    const account = this.find(ownerOfSession(session));
    if (!account) return notRight;
    const fault = passwordFault(next, account.name);
    if (fault) return fault;
    const passed = await this.#pass(() => this.#gate.checkOwn(account, { password, visitor }));
    if (isRefusal(passed)) return passed;
    const hash = await this.#gate.hash(next, 'known');
    if (isRefusal(hash)) return hash;
    return this.#write(() => {
      if (!this.#isStill(passed) || !this.#sessions.isThere(session)) return notRight;
      this.#rows.setPassword(account.id, hash);
      return this.#sessions.endAll(account.id, session);
    });
  }

  async remove({ account: id, password, visitor }: Parameters<Accounts['remove']>[0]) {
    const account = this.find(id);
    if (!account) return notRight;
    const passed = await this.#pass(() => this.#gate.checkOwn(account, { password, visitor }));
    if (isRefusal(passed)) return passed;
    const ended = this.#write(() => {
      if (!this.#isStill(passed)) return notRight;
      const sessions = this.#sessions.endAll(id);
      this.#rows.remove(id);
      return sessions;
    });
    if (!isRefusal(ended)) this.#options.onRemoved();
    return ended;
  }

  sessionsOf(account: string): readonly KeptSession[] {
    return this.#attempt([], () => this.#sessions.of(account, this.#options.now()));
  }

  saw(session: string): void {
    this.#visits.saw(session, this.#options.now());
  }

  setProfile(account: string, profile: Profile): Account | Refusal | undefined {
    return this.#write(() => this.#rows.setProfile(account, profile));
  }

  /** What has become of a session that is connected; undefined: the file does not say. */
  standingOf(session: string): Account | 'over' | undefined {
    return this.#attempt(undefined, () => {
      const account = this.#rows.find(ownerOfSession(session));
      return account && this.#sessions.isThere(session) ? account : 'over';
    });
  }

  /** Whether another process has changed something since this was last asked. */
  wasChanged(): boolean {
    return this.#attempt(false, () => this.#file.wasChanged());
  }

  /** Writes what waits, and ends what was not used for long. Called once a second. */
  check(): void {
    const nowMs = this.#options.now();
    const ended = this.#attempt([], () => this.#visits.check(nowMs));
    if (ended.length > 0) this.#options.onEnded(ended);
    this.#checkPlace();
  }

  /** What is written into a file that nobody finds any more is lost with the next start. */
  #checkPlace(): void {
    const isGone = this.#file.isGone();
    if (isGone && !this.#wasGone) {
      const message = 'the file was moved or deleted: put it back, and start the server again';
      this.#options.note({ event: 'accounts-failed', message });
    }
    this.#wasGone = isGone;
  }

  /** A password that is being hashed is answered as if the file could not be written. */
  close(): void {
    this.#attempt(undefined, () => this.#visits.write());
    this.#isClosed = true;
    this.#file.close();
  }

  /** A password's way may end in the file's failing, which is no bug. */
  async #pass(work: () => Promise<Passed | Refusal>): Promise<Passed | Refusal> {
    try {
      return await work();
    } catch (error) {
      return this.#failed(error);
    }
  }

  #write<Result>(work: () => Result): Result | Refusal {
    try {
      const result = this.#file.transaction(work);
      this.#recovered();
      return result;
    } catch (error) {
      return this.#failed(error);
    }
  }

  #attempt<Result, Otherwise>(otherwise: Otherwise, work: () => Result): Result | Otherwise {
    try {
      return work();
    } catch (error) {
      this.#failed(error);
      return otherwise;
    }
  }

  #failed(error: unknown): Refusal {
    if (error instanceof Refused) return error.refusal;
    if (this.#isClosed) return unwritable;
    if (!isFileFault(error)) throw error;
    if (!this.#isFailing) this.#options.note({ event: 'accounts-failed', message: error.message });
    this.#isFailing = true;
    return unwritable;
  }

  #recovered(): void {
    if (this.#isFailing) this.#options.note({ event: 'accounts-recovered' });
    this.#isFailing = false;
  }
}

/** Undoes a transaction, for a reason that its asker is told. */
class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

const noCode = refuse('auth-failed', 'Registering needs an invitation here: give its code.');
const badCode = refuse('auth-failed', 'The invitation is not good, or no longer: ask for another.');

function taken(name: string): Refusal {
  return refuse('name-taken', `"${name}" is taken, or looks like a name that is: choose another.`);
}
