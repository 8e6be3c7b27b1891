// Lines over a real socket: whole, in order, and a word for every way that it ends.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { test } from 'node:test';
import { tcpTransport } from '../../../src/sdk/node/tcp.ts';
import type { Link } from '../../../src/sdk/transport.ts';

interface Played {
  readonly lines: string[];
  readonly server: Server;
  readonly socket: Socket;
  readonly link: Link;
  readonly closed: Promise<string>;
}

async function play(): Promise<Played> {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const lines: string[] = [];
  const closed = Promise.withResolvers<string>();
  const opened = Promise.withResolvers<void>();
  const { port } = server.address() as AddressInfo;
  const link = tcpTransport('127.0.0.1', port).open({
    onOpen: opened.resolve,
    onLines: (some) => lines.push(...some),
    onClose: closed.resolve,
  });
  const [socket] = (await once(server, 'connection')) as [Socket];
  await opened.promise;
  return { lines, server, socket, link, closed: closed.promise };
}

test('lines arrive whole and in order, however they are cut on the way', async () => {
  const { lines, server, socket, closed } = await play();
  for (const byte of Buffer.from('{"a":"ä€"}\r\n\n{"b":2}\n')) socket.write(Buffer.of(byte));
  socket.end('{"c":3}\nhalf a li');
  assert.match(await closed, /The server closed the connection/);
  assert.deepEqual(lines, ['{"a":"ä€"}', '{"b":2}', '{"c":3}']);
  server.close();
});

test('what was sent before close still arrives, and nothing is heard after it', async () => {
  const { lines, server, socket, link } = await play();
  link.send('{"last":"words"}\n');
  link.close();
  link.send('{"too":"late"}\n');
  socket.write('{"never":"heard"}\n');
  const text = await socket.setEncoding('utf8').toArray();
  assert.equal(text.join(''), '{"last":"words"}\n');
  socket.end();
  server.close();
  await once(server, 'close');
  assert.deepEqual(lines, []);
});

test('who leaves while the server still talks can wait until it has seen that: a reset would count as a loss', async () => {
  const { server, socket, link } = await play();
  const order: string[] = [];
  const gone = Promise.resolve(link.close()).then(() => order.push('gone'));
  socket.resume().write('{"never":"heard"}\n');
  await once(socket, 'end');
  order.push('seen');
  socket.end();
  await gone;
  assert.deepEqual(order, ['seen', 'gone']);
  server.close();
});

test('where nobody listens, it says so in words', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const closed = Promise.withResolvers<string>();
  const handlers = { onOpen() {}, onLines() {}, onClose: closed.resolve };
  tcpTransport('127.0.0.1', port).open(handlers);
  assert.equal(await closed.promise, `No server is listening there. (127.0.0.1:${port})`);
});

test('an address is written as people write it', () => {
  assert.equal(tcpTransport('localhost', 7000).address, 'localhost:7000');
  assert.equal(tcpTransport('::1', 7000).address, '[::1]:7000');
});

test('plain text is nobody else’s to read on this machine alone', () => {
  assert.equal(tcpTransport('localhost', 7000).isPrivate, true);
  assert.equal(tcpTransport('192.0.2.7', 7000).isPrivate, false);
});
