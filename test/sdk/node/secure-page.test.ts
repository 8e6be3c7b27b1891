// Why a page over https can't be reached: the certificate, or something else.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { explainCertificate } from '../../../src/sdk/node/secure-page.ts';
import { webSocketTransport } from '../../../src/sdk/web/websocket.ts';
import { openHouse } from '../../support/open-house.ts';

const remedy = 'Say --tls.';

/** Ends with why, and whether for good. */
function go(port: number) {
  const inner = webSocketTransport(`wss://127.0.0.1:${port}/ws`);
  const transport = explainCertificate(inner, { host: '127.0.0.1', port, remedy });
  const closed = Promise.withResolvers<readonly [string, boolean | undefined]>();
  const link = transport.open({
    onOpen() {},
    onLines() {},
    onClose: (why, isFinal) => closed.resolve([why, isFinal]),
  });
  return { link, transport, closed: closed.promise };
}

async function nobodysPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('a certificate that nobody vouches for is named, with the way in, and is the end', async (t) => {
  const { port } = await openHouse(t, { tls: 'auto' });
  const { transport, closed } = go(port);
  assert.deepEqual(await closed, [
    `No authority vouches for the certificate of 127.0.0.1:${port}. Say --tls.`,
    true,
  ]);
  assert.equal(transport.isPrivate, true);
});

test('where it is not the certificate, it is said as ever, and tried again', async () => {
  const [why, isFinal] = await go(await nobodysPort()).closed;
  assert.match(why, /^The server can’t be reached\. \(/);
  assert.notEqual(isFinal, true);
});

test('a link that was closed says nothing any more', async (t) => {
  const { port } = await openHouse(t, { tls: 'auto' });
  const { link, closed } = go(port);
  link.close();
  // By then the same way has told another one.
  await go(port).closed;
  assert.equal(await Promise.race([closed, Promise.resolve('quiet')]), 'quiet');
});
