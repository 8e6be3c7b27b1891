// Accounts as the rest of the server uses them: over the real file, in memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../src/protocol/index.ts';
import { AccountStore, goodPassword, opened, visitorFrom } from '../../support/account-store.ts';

const dayMs = 86_400_000;

test('who registers has an account, a session named after it, and a token', async () => {
  const store = new AccountStore();
  const { account, session, token, bornAfter } = opened(await store.register('Alice'));
  assert.equal(account.name, 'Alice');
  assert.equal(account.role, 'member');
  assert.match(session, new RegExp(`^${account.id}\\.[0-9a-z]{8}$`));
  assert.ok(token.startsWith(`2.${session}.`));
  assert.equal(bornAfter, 7);
  assert.equal(opened(store.accounts.resume(token, visitorFrom('192.0.2.1'))).session, session);
});

test('an account holds its name, and every name that looks like it', async () => {
  const store = new AccountStore();
  const { account } = opened(await store.register('alice'));
  const refused = await Promise.all(
    ['alice', 'ALICE', 'аlice', 'aIice'].map((name) => store.register(name)),
  );
  assert.deepEqual(
    refused.map((each) => isRefusal(each) && each.code),
    Array(4).fill('name-taken'),
  );
  assert.equal(store.accounts.findByName('ALICE')?.id, account.id);
  assert.equal(store.accounts.findByName('аlice'), undefined);
});

test('two who register a name at the same time do not both get it', async () => {
  const store = new AccountStore();
  const both = await Promise.all([store.register('alice'), store.register('Alice')]);
  assert.equal(both.filter(isRefusal).length, 1);
});

test('a wrong password and an absent name are refused in the same words, for the same work', async () => {
  const store = new AccountStore();
  await store.register('alice');
  const before = store.accounts.hashes;
  const wrong = await store.logIn('alice', 'not the password');
  const absent = await store.logIn('nobody', 'not the password');
  const impossible = await store.logIn('!', 'not the password');
  assert.deepEqual(wrong, absent);
  assert.deepEqual(wrong, impossible);
  assert.equal(isRefusal(wrong) && wrong.message, 'Name or password is not right.');
  assert.equal(store.accounts.hashes - before, 3);
});

test('a session that was ended can not be come back to', async () => {
  const store = new AccountStore();
  const { token, session } = opened(await store.register('alice'));
  assert.equal(store.accounts.end(session), true);
  assert.equal(store.accounts.end(session), false);
  assert.equal(store.accounts.resume(token, visitorFrom('192.0.2.1')), undefined);
});

test('a token with another secret, or another session, is worth nothing', async () => {
  const store = new AccountStore();
  const one = opened(await store.register('alice')).token;
  const other = opened(await store.logIn('alice')).token;
  const mixed = [...one.split('.').slice(0, 3), other.split('.')[3]].join('.');
  for (const token of [
    mixed,
    // It may end with them by chance.
    `${one.slice(0, -2)}${one.endsWith('AA') ? 'BB' : 'AA'}`,
    '2.a.b',
    '',
    '2.',
    `${one}.`,
    `3${one.slice(1)}`,
  ])
    assert.equal(store.accounts.resume(token, visitorFrom('192.0.2.1')), undefined);
});

test('another session of the same account begins from a token, and is listed beside the first', async () => {
  const store = new AccountStore();
  const first = opened(await store.register('alice'));
  store.nowMs += 1000;
  const second = opened(store.accounts.another(first.token, visitorFrom('192.0.2.2', 'web'), 12));
  assert.notEqual(second.token, first.token);
  assert.equal(second.bornAfter, 12);
  assert.deepEqual(
    store.accounts.sessionsOf(first.account.id).map(({ session, client }) => [session, client]),
    [
      [second.session, 'web'],
      [first.session, 'test'],
    ],
  );
});

test('a session is kept for thirty days after it was last used', async () => {
  const store = new AccountStore();
  const { token, session } = opened(await store.register('alice'));
  store.nowMs += 29 * dayMs;
  opened(store.accounts.resume(token, visitorFrom('192.0.2.1')));
  store.accounts.check();
  store.nowMs += 29 * dayMs;
  store.accounts.saw(session);
  store.accounts.check();
  store.nowMs += 29 * dayMs;
  opened(store.accounts.resume(token, visitorFrom('192.0.2.1')));
  store.accounts.check();
  store.nowMs += 30 * dayMs;
  assert.equal(store.accounts.resume(token, visitorFrom('192.0.2.1')), undefined);
  store.accounts.check();
  assert.deepEqual(store.ended, [session]);
});

test('the longest unused session makes room for one too many', async () => {
  const store = new AccountStore({ maxSessionsPerAccount: 2 });
  const first = opened(await store.register('alice'));
  store.nowMs += 1000;
  const second = opened(await store.logIn('alice'));
  store.nowMs += 1000;
  store.accounts.saw(first.session);
  store.accounts.check();
  const third = opened(await store.logIn('alice'));
  assert.deepEqual(store.ended, [second.session]);
  assert.deepEqual(
    new Set(store.accounts.sessionsOf(first.account.id).map(({ session }) => session)),
    new Set([first.session, third.session]),
  );
});

test('a changed password ends all other sessions, and the old one no longer fits', async () => {
  const store = new AccountStore();
  const first = opened(await store.register('alice'));
  const second = opened(await store.logIn('alice'));
  const asked = {
    session: second.session,
    password: goodPassword,
    visitor: visitorFrom('192.0.2.1'),
  };
  const ended = await store.accounts.changePassword({ ...asked, next: 'ten green bottles' });
  assert.deepEqual(ended, [first.session]);
  assert.equal(store.accounts.resume(first.token, visitorFrom('192.0.2.1')), undefined);
  assert.equal(await store.outcome('alice'), 'auth-failed');
  assert.equal(await store.outcome('alice', 'ten green bottles'), 'in');
});

test('a password is not changed by who does not know it, nor to a weak one', async () => {
  const store = new AccountStore();
  const { session } = opened(await store.register('alice'));
  const visitor = visitorFrom('192.0.2.1');
  const codeOf = async (password: string, next: string) => {
    const outcome = await store.accounts.changePassword({ session, password, next, visitor });
    return isRefusal(outcome) ? outcome.code : 'changed';
  };
  assert.equal(await codeOf('wrong password', 'ten green bottles'), 'auth-failed');
  assert.equal(await codeOf(goodPassword, 'short'), 'password-weak');
  assert.equal(await codeOf(goodPassword, 'ten green bottles'), 'changed');
});

test('a removed account leaves its name, its sessions and its part in rooms', async () => {
  const store = new AccountStore();
  const { account, session, token } = opened(await store.register('alice'));
  const asked = { account: account.id, visitor: visitorFrom('192.0.2.1') };
  const refused = await store.accounts.remove({ ...asked, password: 'wrong password' });
  assert.ok(isRefusal(refused));
  const ended = await store.accounts.remove({ ...asked, password: goodPassword });
  assert.deepEqual(ended, [session]);
  assert.equal(store.removals, 1);
  assert.equal(store.accounts.resume(token, visitorFrom('192.0.2.1')), undefined);
  assert.equal(store.accounts.find(account.id), undefined);
  assert.notEqual(opened(await store.register('alice')).account.id, account.id);
});

test('a profile keeps what is not changed', async () => {
  const store = new AccountStore();
  const { account } = opened(await store.register('alice'));
  store.accounts.setProfile(account.id, { displayName: 'Alice L.', colour: 'teal' });
  store.accounts.setProfile(account.id, { about: 'through the glass', colour: '' });
  const { displayName, about, colour } = store.accounts.find(account.id) ?? account;
  assert.deepEqual([displayName, about, colour], ['Alice L.', 'through the glass', '']);
});
