// What follows from the file of accounts for who is connected, by a clock moved by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccountUpkeep } from '../../src/server/account-upkeep.ts';
import { Hall } from '../support/hall.ts';

const hourMs = 3_600_000;

test('a session that stays connected for weeks does not expire', async () => {
  const hall = new Hall();
  const upkeep = new AccountUpkeep(hall.chat, hall.accounts);
  const alice = await hall.enterAccount('alice');
  for (let hour = 0; hour < 40 * 24; hour++) {
    hall.nowMs += hourMs;
    upkeep.check();
  }
  upkeep.check();
  assert.equal(alice.ended, undefined);
  assert.equal(hall.accounts.sessionsOf(alice.session?.owner ?? '').length, 1);
});

test('a session that went is over thirty days after it did, and not before', async () => {
  const hall = new Hall();
  const upkeep = new AccountUpkeep(hall.chat, hall.accounts);
  const alice = await hall.enterAccount('alice');
  const owner = alice.session?.owner ?? '';
  for (let hour = 0; hour < 24; hour++) {
    hall.nowMs += hourMs;
    upkeep.check();
  }
  if (alice.session) upkeep.left(alice.session);
  alice.end();
  upkeep.check();
  hall.nowMs += 30 * 24 * hourMs - 1;
  assert.equal(hall.accounts.sessionsOf(owner).length, 1);
  hall.nowMs += 1;
  assert.equal(hall.accounts.sessionsOf(owner).length, 0);
});

test('rooms that cannot be read after somebody changed the file are read as soon as they can', (t) => {
  const hall = new Hall();
  const upkeep = new AccountUpkeep(hall.chat, hall.accounts);
  t.mock.method(hall.accounts, 'wasChanged', () => true, { times: 1 });
  const reload = t.mock.method(hall.rooms, 'reload');
  hall.file.run('ALTER TABLE rooms RENAME TO gone');
  upkeep.check();
  hall.file.run('ALTER TABLE gone RENAME TO rooms');
  upkeep.check();
  upkeep.check();
  assert.equal(reload.mock.callCount(), 2);
});
