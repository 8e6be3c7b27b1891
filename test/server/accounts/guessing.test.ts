// A thousand wrong passwords against one account, and its owner beside them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../src/protocol/index.ts';
import { registrationBounds } from '../../../src/server/accounts/registrations.ts';
import { AccountStore, goodPassword, opened, visitorFrom } from '../../support/account-store.ts';

const home = visitorFrom('192.0.2.1');

async function storeOfAlice(): Promise<AccountStore> {
  const store = new AccountStore();
  opened(await store.register('alice', goodPassword, home));
  return store;
}

/** One after the other, as fast as they are answered. */
async function guess(store: AccountStore, count: number, from: (at: number) => string) {
  const outcomes: Record<string, number> = {};
  for (let at = 0; at < count; at++) {
    const code = await store.outcome('alice', `guess ${at} of many`, visitorFrom(from(at)));
    outcomes[code] = (outcomes[code] ?? 0) + 1;
  }
  return outcomes;
}

test('a thousand wrong passwords from one address are eleven hashes, and the owner comes in', async () => {
  const store = await storeOfAlice();
  const before = store.accounts.hashes;
  const outcomes = await guess(store, 1000, () => '203.0.113.9');
  assert.deepEqual(outcomes, { 'auth-failed': 11, 'rate-limited': 989 });
  assert.equal(store.accounts.hashes - before, 11);
  assert.equal(await store.outcome('alice', goodPassword, home), 'in');
});

test('a thousand from a thousand addresses are twenty-one hashes, and the owner comes in', async () => {
  const store = await storeOfAlice();
  const outcomes = await guess(store, 1000, (at) => `198.51.${at >> 8}.${at & 255}`);
  assert.deepEqual(outcomes, { 'auth-failed': 21, 'rate-limited': 979 });
  assert.equal(await store.outcome('alice', goodPassword, home), 'in');
});

test('from the owner’s own address the owner waits no longer than a minute', async () => {
  const store = await storeOfAlice();
  await guess(store, 1000, () => home.address);
  const refused = await store.logIn('alice', goodPassword, home);
  assert.ok(isRefusal(refused) && refused.code === 'rate-limited');
  assert.equal(refused.message, 'Too many attempts: wait 1 second, then try again.');
  store.nowMs += refused.retryAfterMs ?? 0;
  assert.equal(await store.outcome('alice', goodPassword, home), 'in');
  assert.equal(await store.outcome('alice', 'a slip of mine', home), 'auth-failed');
});

test('who has a session comes back by its token whatever others try', async () => {
  const store = await storeOfAlice();
  const { token } = opened(await store.logIn('alice', goodPassword, home));
  await guess(store, 100, () => home.address);
  opened(store.accounts.resume(token, visitorFrom('203.0.113.77')));
});

test('a name without account is held back as one that has one', async () => {
  const store = await storeOfAlice();
  const waits = async (name: string) => {
    const said: string[] = [];
    for (let at = 0; at < 40; at++) {
      const visitor = visitorFrom(`${name}.${at}`);
      const outcome = await store.logIn(name, 'wrong password', visitor);
      said.push(isRefusal(outcome) ? outcome.message : 'in');
    }
    return said;
  };
  assert.deepEqual(await waits('nobody'), await waits('alice'));
});

test('so many at once that their hashes would wait long are told to come again, and are not counted', async () => {
  const store = new AccountStore();
  const all = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      store.outcome(`name-${at}`, 'wrong password', visitorFrom(`198.51.100.${at}`)),
    ),
  );
  // One is hashed, sixteen wait.
  assert.equal(all.filter((code) => code === 'auth-failed').length, 17);
  assert.equal(all.filter((code) => code === 'rate-limited').length, 83);
  const busy = await store.logIn('name-99', 'wrong password', visitorFrom('198.51.100.99'));
  assert.ok(isRefusal(busy) && busy.code === 'auth-failed');
});

test('the owner does not wait behind strangers', async () => {
  const store = await storeOfAlice();
  const order: string[] = [];
  const strangers = Array.from({ length: 10 }, (_, at) =>
    store
      .outcome(`name-${at}`, 'wrong password', visitorFrom(`198.51.100.${at}`))
      .then(() => order.push('stranger')),
  );
  const owner = store.outcome('alice', goodPassword, home).then(() => order.push('owner'));
  await Promise.all([...strangers, owner]);
  // Where one of them is being hashed already, right after that one.
  assert.ok(order.indexOf('owner') <= 1);
});

test('an older, weaker hash is replaced when its owner comes in', async () => {
  const store = new AccountStore({ cost: { memory: 16, passes: 1 } });
  opened(await store.register('alice'));
  const hash = () => String(store.file.row('SELECT password FROM accounts')?.password);
  store.file.run('UPDATE accounts SET password = ?', await quickHash());
  assert.match(hash(), /m=8,/);
  assert.equal(await store.outcome('alice', 'wrong password'), 'auth-failed');
  assert.match(hash(), /m=8,/);
  assert.equal(await store.outcome('alice'), 'in');
  assert.match(hash(), /m=16,/);
  assert.equal(await store.outcome('alice'), 'in');
});

async function quickHash(): Promise<string> {
  const weak = new AccountStore();
  opened(await weak.register('alice'));
  return String(weak.file.row('SELECT password FROM accounts')?.password);
}

test('from one network beyond this machine five accounts are made in an hour', async () => {
  const store = new AccountStore();
  const { perHour } = registrationBounds;
  for (let at = 0; at < perHour; at++) opened(await store.register(`person-${at}`));
  const refused = await store.register('one-more');
  assert.ok(isRefusal(refused) && refused.code === 'rate-limited');
  assert.equal(
    refused.message,
    'Many accounts were made from here: wait 12 minutes, then try again.',
  );
  opened(await store.register('elsewhere', goodPassword, visitorFrom('192.0.2.2')));
  store.nowMs += refused.retryAfterMs ?? 0;
  opened(await store.register('one-more'));
});

test('who would register while a crowd guesses passwords loses none of the accounts of the hour by it', async () => {
  const store = new AccountStore();
  const crowd = () =>
    Array.from({ length: 30 }, (_, at) =>
      store.outcome(`name-${at}`, 'wrong password', visitorFrom(`198.51.100.${at}`)),
    );
  for (let attempt = 0; attempt < 10; attempt++) {
    const guesses = crowd();
    const outcome = await store.register('carol');
    assert.ok(isRefusal(outcome) && outcome.code === 'rate-limited');
    await Promise.all(guesses);
  }
  opened(await store.register('carol'));
});

test('names that are taken are told a few at a time to who would register', async () => {
  const store = await storeOfAlice();
  const codes: string[] = [];
  for (let at = 0; at < 8; at++) {
    const outcome = await store.register('alice', goodPassword, visitorFrom('203.0.113.9'));
    codes.push(isRefusal(outcome) ? outcome.code : 'in');
  }
  assert.deepEqual(new Set(codes.slice(0, 5)), new Set(['name-taken']));
  assert.deepEqual(new Set(codes.slice(5)), new Set(['rate-limited']));
});
