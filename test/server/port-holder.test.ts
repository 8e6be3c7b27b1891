// Who has a port, as far as the system tells.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { holderOf } from '../../src/server/port-holder.ts';

const skip = process.platform === 'linux' ? false : 'only Linux tells it in /proc';

test('the process that listens at a port is named, and nobody where nobody does', {
  skip,
}, async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  assert.equal(holderOf(port), String(process.pid));
  server.close();
  await once(server, 'close');
  assert.equal(holderOf(port), undefined);
});
