// Accounts in memory, whose passwords are only compared: until the real ones can be had for tests.
import { foldName, nameKeys, type Refusal, refuse } from '../../src/protocol/index.ts';
import type {
  Account,
  Accounts,
  KeptSession,
  Opened,
  Visitor,
} from '../../src/server/core/accounts.ts';

const notRight = refuse('auth-failed', 'Name or password is not right.');

export function fakeAccounts(now: () => number): Accounts {
  const accounts = new Map<string, Account & { password: string }>();
  const sessions = new Map<string, KeptSession & { token: string; bornAfter: number }>();
  let count = 0;
  const stamp = () => new Date(now()).toISOString();
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const holderOf = (key: string) =>
    [...accounts.values()].find(({ name }) => nameKeys(name).includes(key))?.id;
  const findByName = (name: string) =>
    [...accounts.values()].find((each) => foldName(each.name) === foldName(name));

  function open(account: Account, { client, address }: Visitor, bornAfter: number): Opened {
    const session = `${account.id}.${String(++count).padStart(8, '0')}`;
    const token = `2.${session}.secret${count}`;
    const kept = { session, since: stamp(), seen: stamp(), client, address };
    sessions.set(session, { ...kept, token, bornAfter });
    return { account, session, token, bornAfter };
  }
  const byToken = (token: string) => [...sessions.values()].find((each) => each.token === token);
  const of = (account: string) =>
    [...sessions.values()].filter(({ session }) => session.startsWith(`${account}.`));

  return {
    holderOf,
    find: (id) => accounts.get(id),
    findByName,
    async register({ name, password, visitor, bornAfter }) {
      await turn();
      if (nameKeys(name).some((key) => holderOf(key))) return refuse('name-taken', 'It is taken.');
      const id = `account${String(++count).padStart(3, '0')}`;
      const texts = { displayName: '', about: '', colour: '' };
      const role = accounts.size === 0 ? 'owner' : 'member';
      const account = { id, name, role, registered: stamp(), seen: stamp(), ...texts } as const;
      accounts.set(id, { ...account, password });
      return open(account, visitor, bornAfter);
    },
    async logIn({ name, password, visitor, bornAfter }) {
      await turn();
      const account = findByName(name);
      return account?.password === password ? open(account, visitor, bornAfter) : notRight;
    },
    resume(token) {
      const kept = byToken(token);
      const account = kept && accounts.get(kept.session.split('.')[0] ?? '');
      return kept && account && { ...kept, account };
    },
    another(token, visitor, bornAfter) {
      const kept = byToken(token);
      const account = kept && accounts.get(kept.session.split('.')[0] ?? '');
      return account && open(account, visitor, bornAfter);
    },
    end: (session) => sessions.delete(session),
    async changePassword({ session, password, next }) {
      await turn();
      const account = accounts.get(session.split('.')[0] ?? '');
      if (account?.password !== password) return notRight;
      account.password = next;
      const ended = of(account.id).filter((each) => each.session !== session);
      for (const each of ended) sessions.delete(each.session);
      return ended.map((each) => each.session);
    },
    async remove({ account, password }): Promise<readonly string[] | Refusal> {
      await turn();
      if (accounts.get(account)?.password !== password) return notRight;
      accounts.delete(account);
      const ended = of(account).map(({ session }) => session);
      for (const session of ended) sessions.delete(session);
      return ended;
    },
    sessionsOf: (account) =>
      of(account).map(({ session, since, seen, client, address }) => {
        return { session, since, seen, client, address };
      }),
    saw() {},
    setProfile(id, profile) {
      const account = accounts.get(id);
      if (!account) return undefined;
      const changed = { ...account, ...profile };
      accounts.set(id, changed);
      return changed;
    },
  };
}
