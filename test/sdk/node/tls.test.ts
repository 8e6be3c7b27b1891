// The way over TLS: nothing is said before the certificate is trusted, and never in plain text.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer as createPlain, type Server, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createServer, type TLSSocket } from 'node:tls';
import type { SeenCertificate } from '../../../src/sdk/node/certificate.ts';
import { tlsTransport } from '../../../src/sdk/node/tls.ts';
import { openHouse } from '../../support/open-house.ts';

const pair = {
  cert: readFileSync('test/support/tls/cert.pem'),
  key: readFileSync('test/support/tls/key.pem'),
};

async function portOf(t: TestContext, server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

interface Wishes {
  readonly whyNot?: string;
  readonly hasMet?: boolean;
}

/** Goes there, and says hello where it may. */
function go(port: number, { whyNot, hasMet = false }: Wishes = {}) {
  const seen: SeenCertificate[] = [];
  const lines: string[] = [];
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<{ why: string; isFinal: boolean | undefined }>();
  const trust = {
    whyNot: (certificate: SeenCertificate) => {
      seen.push(certificate);
      return whyNot;
    },
    hasMet: () => hasMet,
    plainRemedy: 'Say --insecure.',
  };
  const transport = tlsTransport('127.0.0.1', port, trust);
  const link = transport.open({
    onOpen: () => {
      link.send('{"type":"hello"}\n');
      opened.resolve();
    },
    onLines: (some) => lines.push(...some),
    onClose: (why, isFinal) => closed.resolve({ why, isFinal }),
  });
  return { seen, lines, transport, link, opened: opened.promise, closed: closed.promise };
}

test('lines go to and fro once the certificate is trusted', async (t) => {
  const server = createServer(pair);
  const { seen, lines, link, transport, closed } = go(await portOf(t, server));
  const [socket] = (await once(server, 'secureConnection')) as [TLSSocket];
  const [chunk] = await once(socket, 'data');
  assert.equal(String(chunk), '{"type":"hello"}\n');
  socket.end('{"type":"welcome"}\n');
  const { why, isFinal } = await closed;
  assert.match(why, /closed the connection/);
  assert.equal(isFinal, false);
  assert.deepEqual(lines, ['{"type":"welcome"}']);
  assert.equal(transport.isPrivate, true);
  assert.match(seen[0]?.fingerprint ?? '', /^SHA256:[A-Za-z0-9+/]{43}$/);
  assert.equal(seen[0]?.isVerified, false);
  link.close();
});

test('who is not trusted is told nothing at all, and that is for good', async (t) => {
  const server = createServer(pair);
  const heard: unknown[] = [];
  const gone = Promise.withResolvers<void>();
  server.on('connection', (socket: Socket) => socket.on('close', gone.resolve));
  server.on('secureConnection', (socket) => socket.on('data', (chunk) => heard.push(chunk)));
  const { closed } = go(await portOf(t, server), { whyNot: 'It has changed.' });
  assert.deepEqual(await closed, { why: 'It has changed.', isFinal: true });
  await gone.promise;
  assert.deepEqual(heard, []);
});

test('a server that answers in plain text gets none, and the person hears what to do', async (t) => {
  const heard: Buffer[] = [];
  const server = createPlain((socket) => {
    socket.on('data', (chunk) => heard.push(chunk));
    socket.write('{"type":"error"}\n');
  });
  const { closed } = go(await portOf(t, server));
  const { why, isFinal } = await closed;
  assert.match(why, /^There is no TLS at 127\.0\.0\.1:\d+\. Say --insecure\.$/);
  assert.equal(isFinal, true);
  assert.ok(!Buffer.concat(heard).includes('hello'));
});

test('one that hangs up on a handshake may be cut off like any other, and is tried again', async (t) => {
  const port = await portOf(
    t,
    createPlain((socket) => socket.once('data', () => socket.destroy())),
  );
  const { why, isFinal } = await go(port).closed;
  assert.match(why, /^The handshake was cut off\. \(/);
  assert.notEqual(isFinal, true);
});

test('our server says whether it has no TLS or no place', async (t) => {
  const plain = await openHouse(t);
  const none = await go(plain.port).closed;
  assert.match(none.why, /^There is no TLS at 127\.0\.0\.1:\d+\. Say --insecure\.$/);
  assert.equal(none.isFinal, true);
  const anyMore = await go(plain.port, { hasMet: true }).closed;
  assert.match(anyMore.why, /where there was before: somebody may stand between/);
  const full = await openHouse(t, { tls: 'auto', settings: { maxConnections: 1 } });
  const first = go(full.port);
  await first.opened;
  const second = await go(full.port).closed;
  assert.match(second.why, /^The server takes nobody in just now\./);
  assert.notEqual(second.isFinal, true);
  first.link.close();
});

test('where nobody listens it is no matter of TLS', async (t) => {
  const server = createPlain();
  const port = await portOf(t, server);
  server.close();
  await once(server, 'close');
  const { why, isFinal } = await go(port).closed;
  assert.match(why, /^No server is listening there\./);
  assert.notEqual(isFinal, true);
});
