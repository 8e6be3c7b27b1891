// The names of tokens, which nobody else may have: held in memory, as every name that is wished for is compared.
import { foldName, nameKeys } from '../../protocol/index.ts';
import type { Account, NameHolders } from '../core/accounts.ts';
import type { HookToken, TokenRows } from './token-rows.ts';

export class TokenNames implements NameHolders {
  readonly #rows: TokenRows;
  #byId: ReadonlyMap<string, Account> = new Map();
  #byName: ReadonlyMap<string, Account> = new Map();
  #byKey: ReadonlyMap<string, string> = new Map();

  constructor(rows: TokenRows) {
    this.#rows = rows;
    this.reload();
  }

  /** @throws the error of a file that can't be read; then nothing has changed */
  reload(): void {
    const all = this.#rows.all().map(asAccount);
    this.#byId = new Map(all.map((token) => [token.id, token]));
    this.#byName = new Map(all.map((token) => [foldName(token.name), token]));
    this.#byKey = new Map(all.flatMap(({ id, name }) => nameKeys(name).map((key) => [key, id])));
  }

  holderOf(key: string): string | undefined {
    return this.#byKey.get(key);
  }

  find(id: string): Account | undefined {
    return this.#byId.get(id);
  }

  findByName(name: string): Account | undefined {
    return this.#byName.get(foldName(name));
  }
}

/** As `whois` tells of it, and as moderators name it. */
function asAccount({ id, name, madeMs }: HookToken): Account {
  const made = new Date(madeMs).toISOString();
  const shown = { displayName: '', about: 'Posts by a webhook.', colour: '' };
  return { id, name, role: 'member', registered: made, seen: made, isWebhook: true, ...shown };
}
