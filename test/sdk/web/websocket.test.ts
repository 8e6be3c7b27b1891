// The WebSocket transport against a real server: lines, batches, what ends a link, and whose fault it was.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type WebSocket as Peer, WebSocketServer } from 'ws';
import { limits } from '../../../src/protocol/index.ts';
import { turnLimits } from '../../../src/sdk/web/turns.ts';
import { webSocketTransport, webSocketUrl } from '../../../src/sdk/web/websocket.ts';

/** A server, a link to it, and what the link says. */
async function connected(context: TestContext) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  context.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const transport = webSocketTransport(`ws://127.0.0.1:${port}/ws`);
  const batches: (readonly string[])[] = [];
  const closed = Promise.withResolvers<string>();
  const opened = Promise.withResolvers<void>();
  const watchers = new Set<() => void>();
  const accepted = once(server, 'connection') as Promise<[Peer]>;
  const link = transport.open({
    onOpen: opened.resolve,
    onLines: (lines) => {
      batches.push(lines);
      for (const watch of watchers) watch();
    },
    onClose: closed.resolve,
  });
  const [peer] = await accepted;
  await opened.promise;
  /** Once so many lines have come. */
  const lines = (count: number) => {
    const { promise, resolve } = Promise.withResolvers<string[]>();
    const watch = () => {
      const all = batches.flat();
      if (all.length >= count) resolve(all);
    };
    watchers.add(watch);
    watch();
    return promise;
  };
  return { transport, link, peer, batches, lines, closed: closed.promise, port };
}

test('a line goes as one message without its end, and a message comes as one line', async (t) => {
  const { transport, link, peer, lines, port } = await connected(t);
  assert.equal(transport.address, `127.0.0.1:${port}`);
  const heard = once(peer, 'message');
  link.send('{"type":"ping"}\n');
  const [data, isBinary] = await heard;
  assert.deepEqual([String(data), isBinary], ['{"type":"ping"}', false]);
  peer.send('{"type":"pong"}');
  assert.deepEqual(await lines(1), ['{"type":"pong"}']);
  link.close();
});

test('what one turn brought is one batch, in order, and a batch is bounded', async (t) => {
  const { link, peer, batches, lines } = await connected(t);
  const count = 2 * turnLimits.maxLines + 10;
  const sent = Array.from({ length: count }, (_, index) => `line ${index}`);
  for (const line of sent) peer.send(line);
  assert.deepEqual(await lines(count), sent);
  assert.ok(batches.every((batch) => batch.length <= turnLimits.maxLines));
  assert.ok(batches.length < 50, `${count} lines came in ${batches.length} batches`);
  link.close();
});

test('what is too long for a line, or is no text, is left out', async (t) => {
  const { link, peer, lines } = await connected(t);
  peer.send('x'.repeat(limits.maxReplyLineBytes + 1));
  peer.send(Buffer.from('binary'));
  peer.send('x'.repeat(limits.maxReplyLineBytes));
  peer.send('after');
  const heard = await lines(2);
  assert.deepEqual(
    heard.map(({ length }) => length),
    [limits.maxReplyLineBytes, 5],
  );
  link.close();
});

test('what came before the end is heard before it; the end says why, in words', async (t) => {
  for (const [code, reason, words] of [
    [1001, '', /^The server is going down\. \(127\.0\.0\.1:\d+\)$/],
    [1013, 'too many', /^The server has too much to do.*: too many\. \(/],
    [1008, '\u001b[2J', /^The server does not allow this connection\. \(/],
  ] as const) {
    const { peer, closed, batches } = await connected(t);
    peer.send('last words');
    peer.close(code, reason);
    assert.match(await closed, words);
    assert.deepEqual(batches.flat(), ['last words']);
  }
});

test('a connection that is cut, and one that never came about, are told apart', async (t) => {
  const { peer, closed, port } = await connected(t);
  peer.terminate();
  assert.match(await closed, /^The connection was cut\. \(/);
  const free = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(free, 'listening');
  const { port: nobodys } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  assert.notEqual(nobodys, port);
  const { promise, resolve } = Promise.withResolvers<string>();
  webSocketTransport(`ws://127.0.0.1:${nobodys}/ws`).open({
    onOpen: () => assert.fail('nobody is there'),
    onLines: () => assert.fail('nobody is there'),
    onClose: resolve,
  });
  assert.match(await promise, /^The server can’t be reached\. \(/);
});

test('after close nothing is heard any more, and what was sent before it arrives', async (t) => {
  const { link, peer, batches } = await connected(t);
  const heard = once(peer, 'message');
  const ended = once(peer, 'close');
  link.send('goodbye\n');
  peer.send('too late');
  link.close();
  const [data] = await heard;
  assert.equal(String(data), 'goodbye');
  await ended;
  assert.deepEqual(batches, []);
});

test('a server that does not read ends the link once too much waits for it', async (t) => {
  const { link, peer, closed } = await connected(t);
  peer.pause();
  const line = `${'x'.repeat(60_000)}\n`;
  for (let sent = 0; sent < 1_000; sent += 1) link.send(line);
  assert.match(await closed, /^The server does not read what it is sent\. \(/);
  peer.terminate();
});

test('an address that the browser refuses is a link that ends, not a throw', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const transport = webSocketTransport('ftp://127.0.0.1/ws');
  transport.open({ onOpen() {}, onLines() {}, onClose: resolve });
  assert.match(await promise, /^The browser does not allow this connection\. \(/);
});

test('the server’s address follows from the page’s, under any prefix', () => {
  const urls: Record<string, string> = {
    'http://localhost:7000/': 'ws://localhost:7000/ws',
    'https://chat.example/team/?x=1#general': 'wss://chat.example/team/ws',
    'http://[::1]:7000/index.html': 'ws://[::1]:7000/ws',
  };
  for (const [page, url] of Object.entries(urls)) assert.equal(webSocketUrl(page).href, url);
});

test('a link is private over TLS, and to this machine', () => {
  const urls: Record<string, boolean> = {
    'ws://[::1]:7000/ws': true,
    'wss://chat.example/ws': true,
    'ws://chat.example/ws': false,
  };
  for (const [url, isPrivate] of Object.entries(urls))
    assert.equal(webSocketTransport(url).isPrivate, isPrivate);
});
