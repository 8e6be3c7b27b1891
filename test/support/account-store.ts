// A store of accounts in memory or in a file, with time by hand, and visitors from wherever a test needs them.
import { AccountFile } from '../../src/server/accounts/account-file.ts';
import { KeptAccounts } from '../../src/server/accounts/kept-accounts.ts';
import type { HashCost } from '../../src/server/accounts/password.ts';
import type { Opened, Visitor } from '../../src/server/core/accounts.ts';

/** Quick, and no good for anything else. */
export const quickCost: HashCost = { memory: 8, passes: 1 };

export const goodPassword = 'nine green bottles';

interface Wanted {
  readonly path?: string;
  readonly cost?: HashCost;
  readonly maxSessionsPerAccount?: number;
  readonly asksCode?: boolean;
}

export class AccountStore {
  readonly file: AccountFile;
  readonly accounts: KeptAccounts;
  /** Sessions that the store ended of its own accord. */
  readonly ended: string[] = [];
  readonly notes: string[] = [];
  removals = 0;
  nowMs = Date.parse('2026-11-20T12:00:00.000Z');

  constructor({
    path = ':memory:',
    cost = quickCost,
    maxSessionsPerAccount = 50,
    asksCode = false,
  }: Wanted = {}) {
    this.file = new AccountFile(path);
    this.accounts = new KeptAccounts({
      file: this.file,
      bounds: { keepSessionMs: 30 * 86_400_000, maxSessionsPerAccount },
      now: () => this.nowMs,
      note: ({ event }) => this.notes.push(event),
      onEnded: (sessions) => this.ended.push(...sessions),
      onRemoved: () => this.removals++,
      asksCode: () => asksCode,
      cost,
    });
  }

  register(
    name: string,
    password = goodPassword,
    visitor = visitorFrom('192.0.2.1'),
    code?: string,
  ) {
    return this.accounts.register({ name, password, code, visitor, bornAfter: 7 });
  }

  logIn(name: string, password = goodPassword, visitor = visitorFrom('192.0.2.1')) {
    return this.accounts.logIn({ name, password, visitor, bornAfter: 9 });
  }

  /** What an outcome is in short: the code of a refusal, or `in`. */
  async outcome(name: string, password?: string, visitor?: Visitor): Promise<string> {
    const outcome = await this.logIn(name, password, visitor);
    return 'code' in outcome ? outcome.code : 'in';
  }
}

export function visitorFrom(address: string, client = 'test'): Visitor {
  return { address, network: address, isLoopback: address.startsWith('127.'), client };
}

/** Where a refusal would be the test's own fault. */
export function opened(outcome: Opened | { readonly message: string } | undefined): Opened {
  if (outcome && 'token' in outcome) return outcome;
  throw new Error(outcome?.message ?? 'nothing was opened');
}
