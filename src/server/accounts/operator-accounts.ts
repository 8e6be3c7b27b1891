// What the operator does with accounts and invitations: in the file, beside a server that may be running.

import { operatorBusyMs } from '../../database/database-file.ts';
import { checkUserName, isRefusal, nameKeys, type Refusal, refuse } from '../../protocol/index.ts';
import type { Account } from '../core/accounts.ts';
import { AccountFile } from './account-file.ts';
import { type AccountRole, AccountRows } from './account-rows.ts';
import { Invites } from './invites.ts';
import { defaultCost, type HashCost, hashPassword, passwordFault } from './password.ts';
import { SessionRows } from './session-rows.ts';

export interface ListedAccount extends Account {
  readonly sessions: number;
}

export class OperatorAccounts {
  readonly #file: AccountFile;
  readonly #rows: AccountRows;
  readonly #sessions: SessionRows;
  readonly #cost: HashCost;
  readonly invites: Invites;

  /** @throws as `AccountFile` */
  constructor(path: string, cost: HashCost = defaultCost) {
    this.#file = new AccountFile(path, operatorBusyMs);
    this.#rows = new AccountRows(this.#file);
    this.#rows.renewKeys();
    // It opens none.
    this.#sessions = new SessionRows(this.#file, { keepSessionMs: 0, maxSessionsPerAccount: 0 });
    this.#cost = cost;
    this.invites = new Invites(this.#file);
  }

  close(): void {
    this.#file.close();
  }

  /** By name. */
  list(nowMs: number): ListedAccount[] {
    const counts = this.#sessions.counts(nowMs);
    return this.#rows
      .all()
      .map((account) => ({ ...account, sessions: counts.get(account.id) ?? 0 }));
  }

  find(name: string): Account | undefined {
    return this.#rows.findByName(name);
  }

  /** Why nobody can be added under that name; undefined: it is free. */
  nameFault(raw: string): Refusal | undefined {
    const name = checkUserName(raw);
    if (isRefusal(name)) return name;
    const holder = nameKeys(name)
      .map((key) => this.#rows.holderOf(key))
      .find((id) => id !== undefined);
    if (holder === undefined) return undefined;
    const has = this.#rows.find(holder)?.name ?? '';
    return refuse(
      'name-taken',
      has === name
        ? `There is an account ${name} already.`
        : `${name} looks like ${has}, which is an account.`,
    );
  }

  async add(raw: string, password: string, role: AccountRole, nowMs: number) {
    const name = checkUserName(raw);
    if (isRefusal(name)) return name;
    const fault = this.nameFault(name) ?? passwordFault(password, name);
    if (fault) return fault;
    const hash = await hashPassword(password, this.#cost);
    const made = this.#rows.add({ name, password: hash, role, nowMs });
    return made ?? this.nameFault(name) ?? refuse('name-taken', `${name} is taken.`);
  }

  /** @returns how many sessions that ended: all of them */
  async setPassword(account: Account, password: string): Promise<number | Refusal> {
    const fault = passwordFault(password, account.name);
    if (fault) return fault;
    const hash = await hashPassword(password, this.#cost);
    return this.#file.transaction(() => {
      this.#rows.setPassword(account.id, hash);
      return this.#sessions.endAll(account.id).length;
    });
  }

  setRole(account: Account, role: AccountRole): void {
    this.#rows.setRole(account.id, role);
  }

  remove(account: Account): void {
    this.#rows.remove(account.id);
  }
}
