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

test('rooms that can not be read stay as they were, and are read again with the next check', async () => {
  const hall = new Hall();
  const upkeep = new AccountUpkeep(hall.chat, hall.accounts);
  await hall.enterAccount('alice', 'garden');
  hall.file.run('ALTER TABLE rooms RENAME TO elsewhere');
  upkeep.reloadRooms();
  assert.ok(hall.notes.some(({ event }) => event === 'rooms-failed'));
  assert.ok(hall.rooms.find('garden'));
  hall.file.run('ALTER TABLE elsewhere RENAME TO rooms');
  hall.file.run("DELETE FROM rooms WHERE name = 'garden'");
  upkeep.check();
  assert.equal(hall.rooms.find('garden'), undefined);
});
