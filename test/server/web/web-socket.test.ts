import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ClientOptions } from 'ws';
import type { RunningServer } from '../../../src/server/running-server.ts';
import type { ServerNote } from '../../../src/server/server-note.ts';
import { BareSocket } from '../../support/bare-socket.ts';
import { openHouse } from '../../support/open-house.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { WebPeer } from '../../support/web-peer.ts';

function addressOf({ port }: RunningServer, host = '127.0.0.1'): string {
  return `ws://${host}:${port}/ws`;
}

function handshake(...headers: string[]): string {
  const lines = [
    'GET /ws HTTP/1.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ...headers,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** A socket that has become a WebSocket, and frames bytes by itself. */
async function upgraded(t: TestContext, server: RunningServer): Promise<BareSocket> {
  const bare = await BareSocket.open(server.port);
  t.after(() => bare.socket.destroy());
  bare.socket.write(handshake('Host: localhost'));
  await bare.hears('\r\n\r\n');
  return bare;
}

/** A frame under a mask of zeros, which leaves the payload readable. */
function frame(first: number, payload: string, isMasked = true): Buffer {
  assert.ok(payload.length < 126);
  const mask = isMasked ? [0, 0, 0, 0] : [];
  const head = [first, payload.length + (isMasked ? 128 : 0), ...mask];
  return Buffer.concat([Buffer.from(head), Buffer.from(payload)]);
}

test('browser and terminal are in one room, and hear the same in the same order', async (t) => {
  const server = await openHouse(t);
  const web = await WebPeer.enter(server.port, 'web');
  const terminal = await RawPeer.enter(server.port, 'terminal');
  await web.hears('presence', ({ name }) => name === 'terminal');
  for (let count = 0; count < 50; count++) {
    web.say({ type: 'send', id: `w${count}`, room: 'general', content: `web ${count} – ü 🎉` });
    terminal.say({
      type: 'send',
      id: `t${count}`,
      room: 'general',
      content: `${'x'.repeat(count * 8)}.`,
    });
  }
  for (const peer of [web, terminal]) {
    await peer.hears('message', ({ id }) => String(id).endsWith('-w49'));
    await peer.hears('message', ({ id }) => String(id).endsWith('-t49'));
  }
  const said = (peer: { heard: readonly object[] }) =>
    peer.heard.filter((object) => 'type' in object && object.type === 'message');
  assert.equal(said(web).length, 100);
  assert.deepEqual(said(web), said(terminal));
  terminal.socket.destroy();
  web.webSocket.terminate();
});

test('requests are answered in order, with an ack before one’s own copy', async (t) => {
  const server = await openHouse(t);
  const web = await WebPeer.open(addressOf(server));
  web.say(
    { type: 'hello', name: 'ann' },
    { type: 'join', room: 'ops' },
    { type: 'send', id: '1', room: 'ops', content: 'hi' },
    { type: 'rooms', id: '2' },
  );
  await web.hears('rooms');
  assert.deepEqual(web.types, ['welcome', 'joined', 'ack', 'message', 'rooms']);
  web.webSocket.close();
  assert.equal(await web.ends(), 1005);
});

test('the first message is a hello, or it ends the connection', async (t) => {
  const server = await openHouse(t);
  const web = await WebPeer.open(addressOf(server));
  web.say({ type: 'join', room: 'ops' });
  assert.equal(await web.ends(), 1008);
  assert.equal(web.heard[0]?.code, 'hello-required');
});

test('who says nothing is closed in time', async (t) => {
  const server = await openHouse(t, { settings: { helloTimeoutMs: 1_000 } });
  const web = await WebPeer.open(addressOf(server));
  assert.equal(await web.ends(), 1008);
  assert.equal(web.heard[0]?.code, 'hello-required');
});

test('a message over 64 KiB and one of bytes are refused by name, and the connection goes on', async (t) => {
  const server = await openHouse(t);
  const web = await WebPeer.enter(server.port, 'ann');
  web.webSocket.send(`{"type":"ping","x":"${'x'.repeat(65_536)}"}`);
  web.webSocket.send(Buffer.from('{"type":"ping"}'));
  web.webSocket.send('{"type":"ping"}\n{"type":"ping"}');
  web.webSocket.send('');
  web.webSocket.send('\ud800{');
  web.say({ type: 'ping', timestamp: 7 });
  await web.hears('pong');
  const codes = web.heard.filter(({ type }) => type === 'error').map(({ code }) => code);
  assert.deepEqual(codes, ['line-too-long', 'bad-json', 'bad-json', 'bad-json']);
  web.webSocket.terminate();
});

test('a message over a MiB ends the connection with 1009, and nobody else notices', async (t) => {
  const server = await openHouse(t);
  const witness = await WebPeer.enter(server.port, 'witness');
  const web = await WebPeer.enter(server.port, 'ann');
  web.webSocket.send('x'.repeat(1024 * 1024 + 1));
  assert.equal(await web.ends(), 1009);
  await witness.hears('presence', ({ name, state }) => name === 'ann' && state === 'left');
  witness.webSocket.terminate();
});

test('fragments make a message, even with a ping between them; too many of them end it', async (t) => {
  const server = await openHouse(t);
  const bare = await upgraded(t, server);
  for (const [index, letter] of [...'{"type":"hello"}'].entries()) {
    const isLast = index === 15;
    bare.socket.write(frame((isLast ? 0x80 : 0) | (index === 0 ? 1 : 0), letter));
    bare.socket.write(frame(0x89, 'p'));
  }
  await bare.hears('"welcome"');
  await bare.hears('\x8a\x01p');
  const flood = Array.from({ length: 2000 }, (_, index) => frame(index === 0 ? 1 : 0, 'x'));
  bare.socket.write(Buffer.concat(flood));
  assert.match(await bare.end(), /\x88.\x03\xf0/s, 'closed with 1008');
});

test('frames that break the rules end the connection', async (t) => {
  const server = await openHouse(t);
  for (const [bytes, code] of [
    [frame(0x81, '{"type":"hello"}', false), '\x03\xea'],
    [frame(0x83, 'x'), '\x03\xea'],
    [frame(0xc1, '{"type":"hello"}'), '\x03\xea'],
    [frame(0x80, 'x'), '\x03\xea'],
    [
      Buffer.concat([frame(0x81, ''), Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe])]),
      '\x03\xef',
    ],
    [Buffer.from([0x81, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), '\x03\xf1'],
  ] as const) {
    const bare = await upgraded(t, server);
    bare.socket.write(bytes);
    const heard = await bare.end();
    assert.equal(heard.slice(-4), `\x88\x02${code}`);
  }
});

test('pings are answered: of those that come at once at least the last', async (t) => {
  const server = await openHouse(t);
  const bare = await upgraded(t, server);
  bare.socket.write(frame(0x89, 'are you there'));
  await bare.hears('\x8a\x0dare you there');
  bare.socket.write(frame(0x81, '{"type":"hello","name":"eager"}'));
  await bare.hears('welcome');
  bare.socket.write(Buffer.concat(['one', 'two', 'six'].map((word) => frame(0x89, word))));
  await bare.hears('\x8a\x03six');
});

test('one page that pings without an end is cut off, and the others do not wait for it', async (t) => {
  const server = await openHouse(t);
  for (const first of [0x89, 0x8a, 0x81]) {
    const bare = await upgraded(t, server);
    bare.socket.write(frame(0x81, `{"type":"hello","name":"flood-${first}"}`));
    await bare.hears('welcome');
    bare.socket.write(Buffer.concat(Array.from({ length: 5000 }, () => frame(first, ''))));
    await bare.end();
  }
});

test('a flood after the last word is not read to its end', async (t) => {
  const server = await openHouse(t);
  const bare = await upgraded(t, server);
  bare.socket.write(frame(0x81, '{"type":"who"}'));
  await bare.hears('hello-required');
  bare.socket.write(Buffer.concat(Array.from({ length: 20_000 }, () => frame(0x81, 'x'))));
  const beganMs = performance.now();
  await bare.end();
  assert.ok(performance.now() - beganMs < 4000, 'sooner than who only does not close');
});

test('who stops reading gets its bye and comes back to what it missed', async (t) => {
  const server = await openHouse(t, {
    settings: { maxOutboxBytes: 1024 * 1024, messagesPerSecond: 0 },
  });
  const ann = await RawPeer.enter(server.port, 'ann');
  const slow = await WebPeer.enter(server.port, 'slow');
  const { token } = await slow.hears('welcome');
  slow.webSocket.pause();
  const content = 'x'.repeat(4000);
  let count = 0;
  const hasLeft = () =>
    ann.heard.some(({ type, state }) => type === 'presence' && state === 'left');
  while (!hasLeft() && count < 10_000) {
    for (let part = 0; part < 20; part++)
      ann.say({ type: 'send', id: `${count++}`, room: 'general', content });
    await ann.hears('ack', ({ id }) => id === `${count - 1}`);
  }
  const left = await ann.hears('presence', ({ state }) => state === 'left');
  assert.equal(left.reason, 'slow-consumer');
  slow.webSocket.resume();
  assert.equal(await slow.ends(), 1000);
  assert.deepEqual(slow.heard.at(-1), { type: 'bye', reason: 'slow-consumer', reconnect: true });
  const got = slow.heard.filter(({ type }) => type === 'message').map(({ seq }) => Number(seq));
  assert.deepEqual(
    got,
    got.map((_, index) => index + 1),
    'whole messages, without a gap, up to the bye',
  );
  const back = await WebPeer.open(addressOf(server));
  back.say({ type: 'hello', token }, { type: 'join', room: 'general', since: got.length });
  const joined = await back.hears('joined');
  assert.equal((joined.messages as { prev: number }[])[0]?.prev, got.length);
  ann.socket.destroy();
  back.webSocket.terminate();
});

test('who asks for much and does not read is not read from, until it does', async (t) => {
  const server = await openHouse(t, { settings: { messagesPerSecond: 0 } });
  const web = await WebPeer.enter(server.port, 'ann');
  const content = 'x'.repeat(4000);
  for (let count = 0; count < 200; count++)
    web.say({ type: 'send', id: `${count}`, room: 'general', content });
  await web.hears('message', ({ id }) => String(id).endsWith('-199'));
  web.webSocket.pause();
  for (let page = 0; page < 60; page++)
    web.say({ type: 'history', id: `${page}`, room: 'general', before: 201, limit: 200 });
  web.webSocket.resume();
  await web.hears('history', ({ id }) => id === '59');
  const pages = web.heard.filter(({ type }) => type === 'history').map(({ id }) => Number(id));
  assert.deepEqual(
    pages,
    pages.map((_, index) => index),
  );
  assert.equal(pages.length, 60);
  web.webSocket.terminate();
});

test('a heartbeat is asked for in messages, and who gives none gets its bye', async (t) => {
  const settings = { pingAfterMs: 500, idleAfterMs: 1500 };
  const server = await openHouse(t, { settings });
  const web = await WebPeer.open(addressOf(server));
  web.say({ type: 'hello', heartbeat: true });
  await web.hears('ping');
  assert.equal(await web.ends(), 1000);
  assert.deepEqual(web.heard.at(-1), { type: 'bye', reason: 'idle', reconnect: true });
});

test('a server that goes says so, in words and by code 1001', async (t) => {
  const server = await openHouse(t);
  const web = await WebPeer.enter(server.port, 'ann');
  const idle = await BareSocket.open(server.port);
  idle.socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await idle.hears('ok\n');
  await Promise.all([server.stop(), idle.end()]);
  assert.equal(await web.ends(), 1001);
  assert.deepEqual(web.heard.at(-1), { type: 'bye', reason: 'shutting-down', reconnect: true });
});

test('who goes with its page keeps its name for a while; who says goodbye does not', async (t) => {
  const server = await openHouse(t);
  for (const [name, code] of [
    ['gone', 1001],
    ['left', 1000],
  ] as const) {
    const web = await WebPeer.enter(server.port, name);
    const witness = await RawPeer.enter(server.port, `${name}-witness`);
    web.webSocket.close(code);
    await witness.hears('presence', (event) => event.name === name && event.state === 'left');
    witness.say({ type: 'name', id: 'n', name });
    const answer = code === 1000 ? 'named' : 'error';
    await witness.hears(answer);
    witness.socket.destroy();
  }
});

test('a socket that ends without a goodbye is a lost connection', async (t) => {
  const server = await openHouse(t);
  const witness = await RawPeer.enter(server.port, 'witness');
  const bare = await upgraded(t, server);
  bare.socket.write(frame(0x81, '{"type":"hello","name":"half"}'));
  bare.socket.write(frame(0x81, '{"type":"join","room":"general"}'));
  await bare.hears('"joined"');
  bare.socket.end();
  const left = await witness.hears('presence', ({ state }) => state === 'left');
  assert.deepEqual([left.name, left.reason], ['half', 'lost']);
  witness.socket.destroy();
});

test('a page of another site is refused, unless it is listed', async (t) => {
  const origins = [new URL('https://chat.example.com')];
  const server = await openHouse(t, { web: { origins } });
  const open = (options: ClientOptions, host?: string) =>
    WebPeer.open(addressOf(server, host), options);
  const { port } = server;
  for (const origin of [undefined, `http://127.0.0.1:${port}`, 'https://chat.example.com']) {
    const peer = await open(origin === undefined ? {} : { origin });
    peer.webSocket.terminate();
  }
  for (const origin of [
    'null',
    'http://evil.com',
    'http://localhost:3000',
    `http://127.0.0.1:${port + 1}`,
  ])
    await assert.rejects(open({ origin }), /403/, origin);
  await assert.rejects(open({ headers: { host: 'evil.com' } }), /421/);
  await assert.rejects(open({ headers: { host: 'evil.com' }, origin: 'http://evil.com' }), /421/);
  await assert.rejects(WebPeer.open(`ws://127.0.0.1:${port}/other`), /404/);
});

test('a handshake that is none gets an answer, and no WebSocket', async (t) => {
  const server = await openHouse(t);
  const ask = (text: string) => BareSocket.ask(server.port, text);
  const good = handshake('Host: localhost');
  assert.match(await ask(good.replace('GET', 'POST')), /^HTTP\/1\.1 405 /);
  assert.match(await ask(good.replace('Version: 13', 'Version: 7')), /^HTTP\/1\.1 4\d\d /);
  assert.match(await ask(good.replace(/Key: .*\r\n/, 'Key: x\r\n')), /^HTTP\/1\.1 400 /);
  assert.match(await ask(handshake('Host: localhost', 'Content-Length: 3')), /^HTTP\/1\.1 413 /);
});

test('behind a trusted proxy each is bounded by its own address', async (t) => {
  const settings = { maxConnectionsPerAddress: 1 };
  const server = await openHouse(t, { proxies: ['loopback'], settings });
  const from = (address: string) =>
    WebPeer.open(addressOf(server), { headers: { 'x-forwarded-for': `127.0.0.1, ${address}` } });
  const first = await from('203.0.113.1');
  const second = await from('203.0.113.2');
  await assert.rejects(from('203.0.113.1'), /503/);
  first.webSocket.terminate();
  second.webSocket.terminate();
});

test('the operator hears by which way somebody came', async (t) => {
  const notes: ServerNote[] = [];
  const server = await openHouse(t, { note: (note) => notes.push(note) });
  const web = await WebPeer.enter(server.port, 'web');
  const line = await RawPeer.enter(server.port, 'line');
  const ways = notes.flatMap((note) =>
    'event' in note && note.event === 'connected' ? [[note.transport, note.tls]] : [],
  );
  assert.deepEqual(ways, [
    ['websocket', false],
    ['line', false],
  ]);
  web.webSocket.terminate();
  line.socket.destroy();
});
