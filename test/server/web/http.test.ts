import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it, type TestContext, test } from 'node:test';
import type { RunningServer } from '../../../src/server/running-server.ts';
import { BareSocket } from '../../support/bare-socket.ts';
import { openHouse } from '../../support/open-house.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { WebPeer } from '../../support/web-peer.ts';

const page = {
  'index.html': '<!doctype html><title>Partyline</title>',
  '.secret': 'hidden',
  'assets/page-1a2b.js': 'plain',
  'assets/page-1a2b.js.br': 'brotli',
  'assets/page-1a2b.js.gz': 'gzip',
  'log/index.html': 'the log',
};

/** Of one answer. */
function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0);
}

describe('HTTP on the port of the lines', () => {
  let server: RunningServer;
  let close: () => Promise<void>;
  before(async () => {
    const ends: (() => Promise<void>)[] = [];
    const context = { after: (end: () => Promise<void>) => ends.push(end) };
    server = await openHouse(context as unknown as TestContext, { page });
    close = async () => {
      for (const end of ends) await end();
    };
  });
  after(() => close());

  const ask = (head: string, ...headers: string[]) =>
    BareSocket.ask(
      server.port,
      `${[`${head} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`,
    );

  it('answers the page, its parts and its health, with security headers on each', async () => {
    for (const [path, status] of [
      ['/', 200],
      ['/log/', 200],
      ['/assets/page-1a2b.js', 200],
      ['/healthz', 200],
      ['/readyz', 200],
      ['/nowhere', 404],
      ['/ws', 404],
    ] as const) {
      const answer = await ask(`GET ${path}`);
      assert.equal(statusOf(answer), status, path);
      assert.match(answer, /\r\nContent-Security-Policy: default-src 'none'; script-src 'self';/);
      assert.match(answer, /frame-ancestors 'none'\r\n/);
      assert.match(answer, /\r\nX-Content-Type-Options: nosniff\r\n/);
      assert.match(answer, /\r\nCross-Origin-Resource-Policy: same-origin\r\n/);
      assert.doesNotMatch(answer, /Access-Control|unsafe-inline/i);
    }
  });

  it('gives what has a hashed name for ever, and all else to be asked for again', async () => {
    assert.match(await ask('GET /assets/page-1a2b.js'), /Cache-Control: .*immutable\r\n/);
    const html = await ask('GET /');
    assert.match(html, /Cache-Control: no-cache\r\n/);
    const tag = /ETag: (.*)\r\n/.exec(html)?.[1];
    assert.equal(statusOf(await ask('GET /', `If-None-Match: ${tag}`)), 304);
  });

  it('sends the smaller form to who can read it', async () => {
    const part = (accepts: string) =>
      ask('GET /assets/page-1a2b.js', `Accept-Encoding: ${accepts}`);
    assert.match(await part('gzip, deflate, br'), /Content-Encoding: br\r\n.*brotli$/s);
    assert.match(await part('gzip'), /Content-Encoding: gzip\r\n.*gzip$/s);
    assert.match(await part('br;q=0, gzip;q=0.5'), /gzip$/);
    assert.doesNotMatch(await part('identity'), /Content-Encoding/);
    assert.match(await part('identity'), /Vary: Accept-Encoding\r\n.*plain$/s);
  });

  it('answers HEAD with the head alone, and a folder with its slash', async () => {
    assert.match(await ask('HEAD /'), /Content-Length: 39\r\n.*\r\n\r\n$/s);
    const answer = await ask('GET /log');
    assert.equal(statusOf(answer), 308);
    assert.match(answer, /\r\nLocation: log\/\r\n/);
  });

  it('refuses other methods and says which it knows', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'CONNECT']) {
      const answer = await ask(`${method} /`);
      assert.equal(statusOf(answer), 405, method);
      assert.match(answer, /\r\nAllow: GET, HEAD\r\n/);
      assert.match(answer, /nosniff/);
    }
  });

  it('takes no body, and no second reading of where one ends', async () => {
    const chunked = 'Transfer-Encoding: chunked';
    for (const [headers, status] of [
      [['Content-Length: 5'], 413],
      [[chunked], 413],
      [['Content-Length: 99999999999999'], 413],
      [['Content-Length: 5', chunked], 400],
      [['Content-Length: 5', 'Content-Length: 6'], 400],
      [['Content-Length: -1'], 400],
      [['Content-Length: 5, 5'], 400],
      [['Transfer-Encoding: xchunked'], 413],
      [['Transfer-Encoding : chunked'], 400],
      [['Expect: 100-continue', 'Content-Length: 5'], 413],
    ] as const) {
      const answer = await ask('GET /', ...headers);
      assert.equal(statusOf(answer), status, headers.join());
      assert.match(answer, /\r\nConnection: close\r\n/);
    }
  });

  it('answers a few who do not wait, and cuts a flood of them off', async () => {
    const one = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n';
    const answers = (text: string) => text.split('HTTP/1.1 200 OK').length - 1;
    const few = `${`${one}\r\n`.repeat(50)}${one}Connection: close\r\n\r\n`;
    assert.equal(answers(await BareSocket.ask(server.port, few)), 51);
    const many = await BareSocket.ask(server.port, `${one}\r\n`.repeat(5000));
    assert.ok(answers(many) < 200, `${answers(many)} answers`);
  });

  it('answers nothing that was smuggled in behind a refused request', async () => {
    const inner = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const head = `Host: localhost\r\nContent-Length: ${inner.length}\r\n\r\n`;
    for (const method of ['POST', 'GET']) {
      const answer = await BareSocket.ask(server.port, `${method} / HTTP/1.1\r\n${head}${inner}`);
      assert.equal(answer.match(/HTTP\/1\.1 /g)?.length, 1, answer);
      assert.doesNotMatch(answer, /\r\n\r\nok/);
    }
  });

  it('gives nothing outside of the page’s folder, and nothing hidden', async () => {
    for (const path of [
      '/../log.txt',
      '/assets/../../log.txt',
      '/%2e%2e/log.txt',
      '/%2E%2e%2flog.txt',
      '/..%5clog.txt',
      '/..\\log.txt',
      '//etc/passwd',
      '/assets//page-1a2b.js',
      '/./index.html',
      '/index.html%00.js',
      'http://evil.com/',
      '*',
    ]) {
      assert.equal(statusOf(await ask(`GET ${path}`)), 400, path);
    }
    for (const path of [
      '/.secret',
      '/assets',
      '/assets/page-1a2b.js.br',
      '/log.txt',
      '/%252e%252e/x',
      '/%',
    ]) {
      assert.equal(statusOf(await ask(`GET ${path}`)), 404, path);
    }
  });

  it('answers only under its own names: no other site can have its name stand for this one', async () => {
    const named = (...hosts: string[]) =>
      BareSocket.ask(
        server.port,
        `GET /healthz HTTP/1.1\r\nConnection: close\r\n${hosts.map((host) => `Host: ${host}\r\n`).join('')}\r\n`,
      );
    assert.equal(statusOf(await named('127.0.0.1:7000')), 200);
    assert.equal(statusOf(await named('evil.com')), 421);
    assert.equal(statusOf(await named('localhost', 'evil.com')), 421);
    assert.equal(statusOf(await named()), 400);
  });

  it('gives pages of other sites nothing, but lets a link lead here', async () => {
    const from = (site: string, mode: string, dest: string) =>
      ask('GET /', `Sec-Fetch-Site: ${site}`, `Sec-Fetch-Mode: ${mode}`, `Sec-Fetch-Dest: ${dest}`);
    assert.equal(statusOf(await from('cross-site', 'navigate', 'document')), 200);
    assert.equal(statusOf(await from('same-origin', 'cors', 'empty')), 200);
    assert.equal(statusOf(await from('none', 'navigate', 'document')), 200);
    assert.equal(statusOf(await from('cross-site', 'no-cors', 'script')), 403);
    assert.equal(statusOf(await from('cross-site', 'cors', 'empty')), 403);
    assert.equal(statusOf(await from('cross-site', 'navigate', 'iframe')), 403);
    assert.equal(statusOf(await from('same-site', 'no-cors', 'image')), 403);
  });

  it('answers nonsense and headers that do not end with one answer each', async () => {
    const flood = `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}`;
    assert.equal(statusOf(await BareSocket.ask(server.port, flood)), 431);
    const long = `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n`;
    assert.equal(statusOf(await BareSocket.ask(server.port, long)), 431);
    for (const text of ['GET / HTTP/9.9\r\n\r\n', 'GET / HTTP/1.1\nHost:\0\n\n']) {
      const answer = await BareSocket.ask(server.port, text);
      assert.equal(statusOf(answer), 400, text);
      assert.match(answer, /nosniff/);
    }
  });

  it('answers no version of HTTP that knows no host', async () => {
    assert.equal(statusOf(await BareSocket.ask(server.port, 'GET /\r\n\r\n')), 505);
  });

  it('offers HTTP/1.1 to who would rather have HTTP/2', async () => {
    const answer = await ask('GET /healthz', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk');
    assert.equal(statusOf(answer), 200);
  });

  it('answers many questions of one connection in their order', async () => {
    const questions = ['/healthz', '/nowhere', '/readyz'].map(
      (path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    );
    const bare = await BareSocket.open(server.port);
    // Byte by byte, so that every boundary falls between two chunks once.
    for (const byte of questions.join('')) bare.socket.write(byte);
    const heard = await bare.hears('ready');
    assert.deepEqual(
      [...heard.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
      ['200', '404', '200'],
    );
    bare.socket.destroy();
  });
});

test('a request that comes a byte at a time is ended in time, and so is who asks nothing more', async (t) => {
  const limits = { requestMs: 400, keepAliveMs: 200, checkEveryMs: 50 };
  const server = await openHouse(t, { web: { limits } });
  const slow = await BareSocket.open(server.port);
  slow.socket.write('GET / HTTP/1.1\r\nHo');
  const drip = setInterval(() => slow.socket.write('s'), 20);
  assert.equal(statusOf(await slow.end()), 408);
  clearInterval(drip);
  const idle = await BareSocket.open(server.port);
  idle.socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await idle.hears('ok');
  assert.equal(statusOf(await idle.end()), 200);
});

test('an answer that nobody takes is cut', async (t) => {
  const limits = { stillMs: 300, checkEveryMs: 50 };
  const server = await openHouse(t, {
    page: { 'index.html': Buffer.alloc(16 * 1024 * 1024) },
    web: { limits },
  });
  const accepted = nextAccepted(t);
  const socket = connect({ port: server.port, host: '127.0.0.1' });
  const bare = new BareSocket(socket);
  const cut = once(await accepted, 'close');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await bare.hears('200 OK');
  socket.pause();
  const other = await BareSocket.open(server.port);
  other.socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  assert.ok((await other.end()).length > 16 * 1024 * 1024, 'who reads gets all of it');
  await cut;
  socket.resume();
  assert.ok((await bare.end()).length < 16 * 1024 * 1024);
});

/** The server's end of the connection that comes next. */
function nextAccepted(t: TestContext): Promise<Socket> {
  return new Promise((resolve) => {
    const take = (message: unknown) => resolve((message as { socket: Socket }).socket);
    subscribe('net.server.socket', take);
    t.after(() => unsubscribe('net.server.socket', take));
  });
}

test('of those that find no place so many wait to be told, and no more', async (t) => {
  const settings = { maxConnections: 1, helloTimeoutMs: 60_000 };
  const server = await openHouse(t, { settings });
  const ann = await RawPeer.enter(server.port, 'ann');
  const waiting = [];
  for (let count = 0; count < 100; count++) waiting.push(await BareSocket.open(server.port));
  for (let count = 0; count < 20; count++) assert.equal(await BareSocket.ask(server.port, ''), '');
  assert.ok(waiting.every(({ socket }) => !socket.closed));
  waiting[99]?.socket.write('{"type":"hello"}\n');
  assert.match((await waiting[99]?.end()) ?? '', /"too-many"/);
  for (const { socket } of waiting) socket.destroy();
  ann.socket.destroy();
});

test('who half-closes after its question gets the answer', async (t) => {
  const server = await openHouse(t);
  const bare = await BareSocket.open(server.port);
  bare.socket.end('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  assert.match(await bare.end(), /\r\n\r\nok\n$/);
});

test('without a page a sentence says how to make it', async (t) => {
  const server = await openHouse(t);
  const answer = await BareSocket.ask(
    server.port,
    'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  );
  assert.equal(statusOf(answer), 503);
  assert.match(answer, /npm run build/);
});

test('under a prefix paths are the same, with it and without it', async (t) => {
  const server = await openHouse(t, { page, web: { prefix: '/chat' } });
  const ask = (path: string) =>
    BareSocket.ask(
      server.port,
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
  for (const path of ['/', '/chat/', '/chat/healthz', '/healthz', '/chat/log/', '/chat/?x=1'])
    assert.equal(statusOf(await ask(path)), 200, path);
  assert.equal(statusOf(await ask('/chatter')), 404);
  const bare = await ask('/chat');
  assert.equal(statusOf(bare), 308);
  assert.match(bare, /\r\nLocation: chat\/\r\n/);
  const web = await WebPeer.open(`ws://127.0.0.1:${server.port}/chat/ws`);
  web.webSocket.terminate();
});

test('the web can have a port of its own, or be left out', async (t) => {
  const apart = await openHouse(t, { web: { port: 0 } });
  const webPort = Number(apart.webAddress?.split(':').at(-1));
  const get = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
  assert.equal(statusOf(await BareSocket.ask(webPort, get)), 200);
  assert.equal(await BareSocket.ask(apart.port, get), '');
  assert.equal(await BareSocket.ask(webPort, '{"type":"hello"}\n'), '');
  const peer = await RawPeer.enter(apart.port, 'ann');
  peer.socket.destroy();
  const none = await openHouse(t, { web: false });
  assert.equal(await BareSocket.ask(none.port, get), '');
  assert.equal(none.webAddress, undefined);
});

test('a full server tells each in its own way, and lets in who comes when someone has gone', async (t) => {
  const server = await openHouse(t, { settings: { maxConnections: 2 } });
  const ann = await RawPeer.enter(server.port, 'ann');
  const web = await BareSocket.open(server.port);
  const get = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
  web.socket.write(get);
  await web.hears('ok');
  const late = await RawPeer.open(server.port);
  late.say({ type: 'hello' });
  assert.equal((await late.hears('error')).code, 'too-many');
  await late.ends();
  const lateWeb = await BareSocket.ask(server.port, get);
  assert.equal(statusOf(lateWeb), 503);
  assert.match(lateWeb, /Retry-After: 60\r\n/);
  web.socket.destroy();
  await web.end();
  // The server hears of it a moment later than we do.
  let next = await RawPeer.open(server.port);
  for (; ; next = await RawPeer.open(server.port)) {
    next.say({ type: 'hello' });
    await next.until('an answer', () => next.heard.length > 0);
    if (next.types[0] === 'welcome') break;
  }
  for (const peer of [ann, next]) peer.socket.destroy();
});
