// What is kept beside accounts: rooms, bans, invitations, networks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal, nameKeys } from '../../../src/protocol/index.ts';
import { AccountFile } from '../../../src/server/accounts/account-file.ts';
import { AccountRows } from '../../../src/server/accounts/account-rows.ts';
import { BanRows } from '../../../src/server/accounts/ban-rows.ts';
import { Invites } from '../../../src/server/accounts/invites.ts';
import { accountLimits } from '../../../src/server/accounts/limits.ts';
import { NetworkRows } from '../../../src/server/accounts/network-rows.ts';
import { RoomRows } from '../../../src/server/accounts/room-rows.ts';
import type { Ban } from '../../../src/server/core/ban-book.ts';
import type { KeptRoom } from '../../../src/server/core/room-book.ts';
import { AccountStore, goodPassword, opened, visitorFrom } from '../../support/account-store.ts';

const room: KeptRoom = {
  name: 'den',
  owner: 'a123456789',
  visibility: 'private',
  description: 'for three',
  slow: 5,
  moderators: new Set(['b123456789']),
  invited: new Map([['c123456789', 'carol']]),
};

const ban: Ban = {
  id: 'b1',
  action: 'ban',
  room: undefined,
  name: 'mallory',
  keys: ['mallory', 'rnallory'],
  owner: 'm123456789',
  network: '192.0.2.0/24',
  isNetworkHidden: true,
  by: 'alice',
  sinceMs: 1000,
  untilMs: 2000,
  reason: 'spam',
};

test('a room comes back as it was saved, the last time', () => {
  const rows = new RoomRows(new AccountFile(':memory:'));
  rows.save(room);
  assert.deepEqual(rows.rooms(), [room]);
  const nobodys: KeptRoom = {
    ...room,
    owner: undefined,
    moderators: new Set(),
    invited: new Map(),
  };
  rows.save(nobodys);
  assert.deepEqual(rows.rooms(), [nobodys]);
  rows.drop('den');
  assert.deepEqual(rows.rooms(), []);
});

test('names that come to occupy something else are kept anew, the first registered first', () => {
  const file = new AccountFile(':memory:');
  const rows = new AccountRows(file);
  rows.renewKeys();
  const made = { password: '', role: 'member' as const };
  const alice = rows.add({ ...made, name: 'alice', nowMs: 1000 });
  const bob = rows.add({ ...made, name: 'bob', nowMs: 2000 });
  // As an older version would have kept them: that which bob has, too.
  file.run('DELETE FROM nameKeys');
  file.run('INSERT INTO nameKeys VALUES (?, ?)', nameKeys('alice')[0] ?? '', bob?.id ?? '');
  new AccountRows(file).renewKeys();
  assert.equal(rows.holderOf(nameKeys('alice')[0] ?? ''), bob?.id, 'of this version: as it is');
  file.run("UPDATE facts SET value = 'older'");
  new AccountRows(file).renewKeys();
  for (const [name, account] of [['alice', alice] as const, ['bob', bob] as const])
    for (const key of nameKeys(name)) assert.equal(rows.holderOf(key), account?.id);
});

test('one person can be moderator and invited', () => {
  const rows = new RoomRows(new AccountFile(':memory:'));
  const both = { ...room, invited: new Map([['b123456789', 'bob']]) };
  rows.save(both);
  assert.deepEqual(rows.rooms(), [both]);
});

test('an account that is removed leaves its rooms to nobody', async () => {
  const store = new AccountStore();
  const { account } = opened(await store.register('alice'));
  const rows = new RoomRows(store.file);
  rows.save({ ...room, owner: account.id, moderators: new Set([account.id]) });
  await store.accounts.remove({
    account: account.id,
    password: goodPassword,
    visitor: visitorFrom('192.0.2.1'),
  });
  assert.deepEqual(rows.rooms(), [{ ...room, owner: undefined, moderators: new Set() }]);
});

test('a ban comes back as it was saved, with and without what it can do without', () => {
  const rows = new BanRows(new AccountFile(':memory:'));
  const bare: Ban = {
    ...ban,
    id: 'b2',
    action: 'mute',
    room: 'den',
    name: undefined,
    owner: undefined,
    network: undefined,
    isNetworkHidden: false,
    untilMs: undefined,
  };
  rows.save(ban);
  rows.save(bare);
  rows.save({ ...ban, reason: 'much spam' });
  assert.deepEqual(rows.bans(), [{ ...ban, reason: 'much spam' }, bare]);
  rows.drop('b1');
  assert.deepEqual(rows.bans(), [bare]);
});

test('an invitation is good for so many, for so long, in whatever case it is typed', () => {
  const invites = new Invites(new AccountFile(':memory:'));
  const code = invites.add(2, 1000, 0) ?? '';
  assert.match(code, /^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){3}$/);
  assert.equal(invites.isGood(code, 999), true);
  assert.equal(invites.isGood(code, 1000), false);
  assert.equal(invites.use(code.toUpperCase().replaceAll('-', ' '), 0), true);
  assert.deepEqual(
    invites.all(0).map(({ usesLeft }) => usesLeft),
    [1],
  );
  assert.equal(invites.use(code, 0), true);
  assert.equal(invites.use(code, 0), false);
  assert.deepEqual(invites.all(0), []);
});

test('an invitation that was revoked lets nobody in', () => {
  const invites = new Invites(new AccountFile(':memory:'));
  const code = invites.add(1, 1000, 0) ?? '';
  const [listed] = invites.all(0);
  assert.equal(invites.revoke('00000000'), false);
  assert.equal(invites.revoke(listed?.id ?? ''), true);
  assert.equal(invites.isGood(code, 0), false);
});

test('a code that is not good makes no account, and one that is makes as many as it is good for', async () => {
  const store = new AccountStore();
  const code = new Invites(store.file).add(1, store.nowMs + 1000, store.nowMs) ?? '';
  const codeOf = async (name: string, given: string) => {
    const outcome = await store.register(name, goodPassword, visitorFrom('192.0.2.1'), given);
    return isRefusal(outcome) ? outcome.code : 'in';
  };
  assert.equal(await codeOf('alice', ''), 'auth-failed');
  assert.equal(await codeOf('alice', 'aaaa-bbbb-cccc-dddd'), 'auth-failed');
  // Both are hashed before the first of them is written.
  const both = await Promise.all([codeOf('alice', code), codeOf('bob', code)]);
  assert.deepEqual(both.sort(), ['auth-failed', 'in']);
});

test('where the operator asks for invitations, leaving the code out helps nobody', async () => {
  const store = new AccountStore({ asksCode: true });
  for (let again = 0; again < 10; again++) {
    const outcome = await store.register('alice');
    assert.ok(isRefusal(outcome) && outcome.code === 'auth-failed');
    assert.match(outcome.message, /needs an invitation/);
  }
  const code = new Invites(store.file).add(1, store.nowMs + 1000, store.nowMs);
  opened(await store.register('alice', goodPassword, visitorFrom('192.0.2.1'), code));
});

test('where an account was logged in from is known for ninety days, and of many only the newest', () => {
  const store = new AccountStore();
  const rows = new NetworkRows(store.file);
  store.file.run(
    `INSERT INTO accounts (id, name, folded, role, password, registered, seen)
     VALUES ('a', 'alice', 'alice', 'member', '', 0, 0)`,
  );
  const { keepNetworkMs, maxNetworks } = accountLimits;
  rows.add('a', 'net 0', 0);
  assert.equal(rows.isKnown('a', 'net 0', keepNetworkMs), true);
  assert.equal(rows.isKnown('a', 'net 0', keepNetworkMs + 1), false);
  for (let at = 1; at <= maxNetworks; at++) rows.add('a', `net ${at}`, at);
  assert.equal(rows.isKnown('a', 'net 0', 1), false);
  assert.equal(rows.isKnown('a', 'net 1', 1), true);
});
