import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import { startServer } from '../../../src/server/server.ts';
import { BareSocket } from '../../support/bare-socket.ts';
import { type HouseOptions, openHouse } from '../../support/open-house.ts';
import { WebPeer } from '../../support/web-peer.ts';

const certPath = 'test/support/tls/cert.pem';
const keyPath = 'test/support/tls/key.pem';

function openSecure(t: TestContext, options: HouseOptions = {}) {
  return openHouse(t, { tls: { certPath, keyPath }, ...options });
}

async function shake(port: number, options: { allowHalfOpen?: boolean } = {}): Promise<TLSSocket> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  await once(socket, 'secureConnect');
  return socket;
}

async function askSecurely(port: number, text: string): Promise<string> {
  const bare = new BareSocket(await shake(port));
  bare.socket.write(text);
  return bare.end();
}

function ask(port: number, path: string): Promise<number | undefined> {
  const agent = new Agent({ rejectUnauthorized: false });
  return new Promise((resolve, reject) => {
    get({ port, path, host: 'localhost', family: 4, agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    }).on('error', reject);
  });
}

test('inside TLS there is the same choice: lines, HTTP, WebSocket, or nothing', async (t) => {
  const server = await openSecure(t);
  const { port } = server;
  const lines = new BareSocket(await shake(port));
  lines.socket.write('{"type":"hello","name":"ann"}\n{"type":"join","room":"ops"}\n');
  await lines.hears('"joined"');
  assert.equal(await ask(port, '/healthz'), 200);
  const web = await WebPeer.open(`wss://127.0.0.1:${port}/ws`, { rejectUnauthorized: false });
  web.say({ type: 'hello', name: 'web' }, { type: 'join', room: 'ops' });
  await web.hears('joined', ({ count }) => count === 2);
  await lines.hears('"web"');
  web.say({ type: 'send', room: 'ops', content: 'x'.repeat(4000) });
  await lines.hears('x'.repeat(4000));
  assert.equal(await askSecurely(port, 'hello\n'), '');
  assert.equal(await askSecurely(port, '\x16\x03\x01'), '', 'no TLS in TLS');
  lines.socket.destroy();
  web.webSocket.terminate();
});

test('who half-closes TLS gets every reply that is due', async (t) => {
  const server = await openSecure(t);
  const bare = new BareSocket(await shake(server.port, { allowHalfOpen: true }));
  bare.socket.end(
    '{"type":"hello","name":"ci"}\n{"type":"join","room":"ops"}\n{"type":"send","room":"ops","content":"hi"}\n',
  );
  assert.match(await bare.end(), /"welcome".*"joined".*"ack".*"message"/s);
});

test('without TLS the same port answers as ever', async (t) => {
  const server = await openSecure(t);
  assert.match(await BareSocket.ask(server.port, '{"type":"no"}\n'), /hello-required/);
});

test('the operator hears that somebody came by TLS', async (t) => {
  const ways: unknown[] = [];
  const server = await openSecure(t, {
    note: (note) => {
      if ('event' in note && note.event === 'connected') ways.push([note.transport, note.tls]);
    },
  });
  await askSecurely(server.port, '{"type":"no"}\n');
  const web = await WebPeer.open(`wss://127.0.0.1:${server.port}/ws`, {
    rejectUnauthorized: false,
  });
  web.webSocket.terminate();
  assert.deepEqual(ways, [
    ['line', true],
    ['websocket', true],
  ]);
});

test('a handshake that does not go on, or is none, is ended in time', async (t) => {
  const server = await openSecure(t, { settings: { helloTimeoutMs: 1_500 } });
  const half = await BareSocket.open(server.port);
  half.socket.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]));
  const nonsense = BareSocket.ask(
    server.port,
    Buffer.concat([Buffer.from([0x16, 0x03]), Buffer.alloc(200)]),
  );
  const silent = new BareSocket(await shake(server.port));
  assert.equal(await half.end(), '');
  assert.equal((await nonsense).length < 10, true, 'an alert at most');
  assert.equal(await silent.end(), '');
});

test('places are free again when their TLS is closed, however it ended', async (t) => {
  const server = await openSecure(t, { settings: { maxConnections: 2 } });
  for (let round = 0; round < 10; round++) {
    for (const text of ['{"type":"no"}\n', 'hello\n', 'GET / HTTP/1.0\r\n\r\n'])
      await untilLetIn(server.port, text);
  }
});

/** The server hears a moment later than we do that somebody has gone. */
async function untilLetIn(port: number, text: string): Promise<void> {
  for (;;) {
    const heard = await askSecurely(port, text).catch(() => undefined);
    if (heard !== undefined) return;
  }
}

test('a new certificate is taken while the server runs; a wrong one is not', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
  t.after(() => rm(folder, { recursive: true }));
  const own = { certPath: join(folder, 'cert.pem'), keyPath: join(folder, 'key.pem') };
  const put = (cert: string, key: string) =>
    Promise.all([copyFile(cert, own.certPath), copyFile(key, own.keyPath)]);
  await put(certPath, keyPath);
  const server = await openHouse(t, { tls: own });
  const nameNow = async () => {
    const socket = await shake(server.port);
    const { CN } = socket.getPeerCertificate().subject;
    socket.destroy();
    return CN;
  };
  assert.equal(await nameNow(), 'localhost');
  await writeFile(own.certPath, 'no certificate');
  await assert.rejects(server.reopen(), /no certificate and its key.*check --tls-cert/);
  assert.equal(await nameNow(), 'localhost');
  await put('test/support/tls/newer-cert.pem', 'test/support/tls/newer-key.pem');
  await server.reopen();
  assert.equal(await nameNow(), 'newer');
});

test('a certificate that can’t be read, or is of another key, is told before anything is opened', async () => {
  const start = (tls: { certPath: string; keyPath: string }) =>
    startServer({ host: '127.0.0.1', port: 0, logPath: '/nowhere/log.txt', version: 'test', tls });
  await assert.rejects(
    start({ certPath: 'missing.pem', keyPath }),
    /certificate missing\.pem cannot be read \(ENOENT\)/,
  );
  await assert.rejects(
    start({ certPath, keyPath: 'missing.pem' }),
    /key missing\.pem cannot be read/,
  );
  await assert.rejects(
    start({ certPath, keyPath: 'test/support/tls/newer-key.pem' }),
    /are no certificate and its key/,
  );
});
