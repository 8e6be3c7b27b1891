// Where a program's server is, and by what it is trusted.
import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { connect } from '../../../src/sdk/node/index.ts';
import { serverTransport } from '../../../src/sdk/node/server-transport.ts';
import { ChatServer } from '../../support/chat-server.ts';

test('an address is read in every way that people write it', () => {
  const ways: [string, string, boolean][] = [
    ['127.0.0.1', '127.0.0.1:7000', true],
    ['localhost:7100', 'localhost:7100', true],
    ['[::1]:7100', '[::1]:7100', true],
    ['chat.example.org', 'chat.example.org:7000', true],
    ['unix:/run/chat.sock', 'unix:/run/chat.sock', true],
    ['https://chat.example.org/team', 'chat.example.org', true],
    ['http://localhost:7000', 'localhost:7000', true],
  ];
  for (const [server, address, isPrivate] of ways) {
    const transport = serverTransport({ server });
    assert.deepEqual([transport.address, transport.isPrivate], [address, isPrivate], server);
  }
});

test('plain text goes to another machine only where that was said', () => {
  assert.equal(serverTransport({ server: 'chat.example.org' }).isPrivate, true);
  assert.equal(serverTransport({ server: 'chat.example.org', insecure: true }).isPrivate, false);
  const page = { server: 'http://chat.example.org' };
  assert.throws(() => serverTransport(page), { code: 'untrusted' });
  assert.equal(serverTransport({ ...page, insecure: true }).isPrivate, false);
});

test('what is no address is said by a code', async () => {
  for (const server of ['', 'ftp://chat', 'a b', 'host:99999', 'me:secret@host']) {
    await assert.rejects(connect({ server }), { code: 'bad-address' }, server);
  }
  const server = 'https://chat.example.org';
  await assert.rejects(connect({ server, fingerprint: 'SHA256:x' }), { code: 'bad-address' });
});

test('a certificate counts by its fingerprint, by an authority of one’s own, or not at all', async (t) => {
  const files = [
    '--tls-cert',
    'test/support/tls/cert.pem',
    '--tls-key',
    'test/support/tls/key.pem',
  ];
  const server = await ChatServer.start(...files);
  t.after(() => server.stop());
  const ca = readFileSync('test/support/tls/cert.pem', 'utf8');
  const digest = createHash('sha256').update(new X509Certificate(ca).raw).digest('base64');
  const fingerprint = `SHA256:${digest.replace(/=+$/, '')}`;
  const at = { server: `localhost:${server.port}`, name: 'bot' };
  for (const proof of [{ fingerprint }, { ca }, { ca: [ca] }]) {
    await using chat = await connect({ ...at, ...proof });
    assert.equal((await chat.send('ops', 'hello')).room, 'ops');
  }
  const wrong = connect({ ...at, fingerprint: 'SHA256:another' });
  await assert.rejects(wrong, { code: 'untrusted', message: /nothing was said to it/ });
  await assert.rejects(connect({ ...at, ca: [] }), { code: 'untrusted' });
});
