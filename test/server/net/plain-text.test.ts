import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { connect } from 'node:tls';
import { PlainText, type PlainTextRules } from '../../../src/server/net/plain-text.ts';
import { BareSocket } from '../../support/bare-socket.ts';
import { type HouseOptions, openHouse } from '../../support/open-house.ts';
import { ownAddress } from '../../support/own-address.ts';

const tls = {
  certPath: 'test/support/tls/cert.pem',
  keyPath: 'test/support/tls/key.pem',
} as const;
const hello = '{"type":"hello","name":"ann"}\n';

function rules(changes: Partial<PlainTextRules> = {}): PlainText {
  const isProxy = (address: string) => address === '10.0.0.1';
  return new PlainText({ isInsecure: false, hasTls: true, isProxy, ...changes });
}

function from(remoteAddress: string | undefined, encrypted?: true): Socket {
  // All that is asked of it.
  return { remoteAddress, ...(encrypted && { encrypted }) } as unknown as Socket;
}

test('plain text is fine where nobody can overhear it, however the address is written', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
    assert.equal(rules().isRefused(from(address)), false, address);
  for (const address of ['192.0.2.7', '::ffff:192.0.2.7', 'fe80::1%eth0', '2001:db8::1'])
    assert.equal(rules().isRefused(from(address)), true, address);
});

test('what a trusted proxy hands on is its own to secure', () => {
  assert.equal(rules().isRefused(from('10.0.0.1')), false);
  assert.equal(rules().isRefused(from('::ffff:10.0.0.1')), false);
  assert.equal(rules().isRefused(from('10.0.0.2')), true);
});

test('TLS is never refused, and with --insecure nothing is', () => {
  assert.equal(rules().isRefused(from('192.0.2.7', true)), false);
  assert.equal(rules({ isInsecure: true }).isRefused(from('192.0.2.7')), false);
});

/** A server that others reach, and under which address; skips where this machine has none. */
async function openToAll(t: TestContext, options: HouseOptions = {}) {
  const address = ownAddress();
  if (address === undefined) {
    t.skip('this machine has no address but its own');
    return undefined;
  }
  const server = await openHouse(t, { host: '0.0.0.0', ...options });
  const ask = (text: string) => BareSocket.ask(server.port, text, address);
  return { server, address, ask, host: `${address}:${server.port}` };
}

test('lines in plain text from elsewhere are told to come with TLS, and closed', async (t) => {
  const refused: unknown[] = [];
  const open = await openToAll(t, {
    tls,
    note: (note) => {
      if ('event' in note && note.event === 'refused') refused.push(note);
    },
  });
  if (!open) return;
  const said = JSON.parse(await open.ask(hello)) as Record<string, unknown>;
  assert.equal(said.type, 'error');
  assert.equal(said.code, 'tls-required');
  assert.match(String(said.message), /TLS \(--tls\)/);
  assert.deepEqual(refused, [
    { event: 'refused', code: 'tls-required', name: '', address: open.address },
  ]);
  const secure = connect({ port: open.server.port, host: open.address, rejectUnauthorized: false });
  await once(secure, 'secureConnect');
  const bare = new BareSocket(secure);
  bare.socket.write(hello);
  await bare.hears('"welcome"');
  bare.socket.destroy();
});

test('from this machine the same server answers plain text', async (t) => {
  const open = await openToAll(t, { tls });
  if (!open) return;
  const bare = await BareSocket.open(open.server.port);
  bare.socket.write(hello);
  await bare.hears('"welcome"');
  bare.socket.destroy();
});

test('with --insecure plain text from elsewhere is answered too', async (t) => {
  const open = await openToAll(t, { tls, isInsecure: true });
  if (!open) return;
  const bare = await BareSocket.open(open.server.port, open.address, open.address);
  bare.socket.write(hello);
  await bare.hears('"welcome"');
  bare.socket.destroy();
});

test('behind a proxy alone, who comes beside it is sent to the proxy, and the proxy is let in', async (t) => {
  const beside = await openToAll(t, { proxies: ['10.0.0.1'] });
  if (!beside) return;
  assert.match(await beside.ask(hello), /tls-required.*address that people open in a browser/);
  assert.match(await beside.ask(get('/healthz', beside.host)), /^HTTP\/1.1 403 /);
  const through = await openToAll(t, { proxies: [beside.address] });
  if (!through) return;
  assert.match(await through.ask(get('/healthz', through.host)), /^HTTP\/1.1 200 /);
});

function get(path: string, host: string, ...headers: string[]): string {
  return `${[`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`;
}

test('a browser that asks in plain HTTP is sent to https on the same port', async (t) => {
  const open = await openToAll(t, { tls, web: { prefix: '/chat' } });
  if (!open) return;
  const heard = await open.ask(get('/chat/log/ops?x=1', open.host));
  assert.match(heard, /^HTTP\/1.1 308 /);
  assert.match(heard, new RegExp(`\r\nLocation: https://${open.host}/chat/log/ops\\?x=1\r\n`));
  assert.match(heard, /ask by https\.\n$/);
});

test('a name that is not ours is no place to send anybody to', async (t) => {
  const open = await openToAll(t, { tls });
  if (!open) return;
  const heard = await open.ask(get('/', 'evil.example'));
  assert.match(heard, /^HTTP\/1.1 421 /);
  assert.doesNotMatch(heard, /Location/);
});

test('what bears a secret, or becomes a WebSocket, is refused instead of sent on', async (t) => {
  const open = await openToAll(t, { tls });
  if (!open) return;
  const secret = await open.ask(get('/metrics', open.host, 'Authorization: Bearer x'));
  assert.match(secret, /^HTTP\/1.1 403 .*by https, or wss/s);
  const upgrade = [
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  const heard = await open.ask(
    get('/ws', open.host, ...upgrade).replace('Connection: close', 'Connection: Upgrade'),
  );
  assert.match(heard, /^HTTP\/1.1 403 /);
});

test('who comes too often from one address is refused in each language', async (t) => {
  const open = await openToAll(t, {
    isInsecure: true,
    settings: { connectsPerMinute: 2, httpPerMinute: 1 },
  });
  if (!open) return;
  assert.match(await open.ask(get('/healthz', open.host)), /^HTTP\/1.1 200 /);
  assert.match(
    await open.ask(get('/healthz', open.host)),
    /^HTTP\/1.1 429 .*\r\nRetry-After: \d+\r\n.*requests from your address/s,
  );
  assert.match(await open.ask(hello), /"rate-limited".*"retryAfterMs":\d+/);
  assert.match(
    await open.ask(get('/healthz', open.host)),
    /^HTTP\/1.1 429 .*\r\nRetry-After: \d+\r\n.*connections from your address/s,
  );
  const metrics = await BareSocket.ask(open.server.port, get('/metrics', 'localhost'));
  assert.match(metrics, /code="rate-limited"\} 3\n/);
});
