// The way back to one's own server where it can't be started again: a reason to wait, and never the end of the program.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownTransport } from '../../src/client/own-transport.ts';

const nowhere = '/proc/no-such-socket';

/** @returns why the link was closed */
function closed(revive: () => Promise<string | undefined>): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const handlers = { onOpen: () => {}, onLines: () => {}, onClose: resolve };
  ownTransport(nowhere, revive).open(handlers);
  return promise;
}

test('what keeps it from starting is why the link is closed', async () => {
  assert.equal(await closed(async () => 'the disk is full'), 'the disk is full');
});

test('a fault of the system while it is started again is such a reason too', async () => {
  const why = await closed(() => Promise.reject(new Error('ENOSPC: no space left on device')));
  assert.match(why, /ENOSPC/);
});
