// The parts of having a server on this machine: who starts it, at which page, and what people hear of it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { lastTalk } from '../../src/client/last-talk.ts';
import { pageOptions, rememberPort } from '../../src/client/own-page.ts';
import { ownTransport } from '../../src/client/own-transport.ts';
import { takeStartLock } from '../../src/client/start-lock.ts';
import { wordsFor } from '../../src/client/way-in.ts';
import { ownPlaces } from '../../src/sdk/node/own-places.ts';
import { keptPort } from '../support/kept-port.ts';
import { openHouse } from '../support/open-house.ts';

function placesFor(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return ownPlaces({ PARTYLINE_RUNTIME: folder, PARTYLINE_DATA: folder });
}

test('one starts at a time; the lock of one that has died is taken away', (t) => {
  const lock = join(placesFor(t).runtime, 'starting');
  const now = Date.now();
  const unlock = takeStartLock(lock, now);
  assert.ok(unlock);
  assert.equal(takeStartLock(lock, now + 5_000), undefined);
  unlock();
  // No system has so many processes.
  writeFileSync(lock, '99999999');
  assert.equal(takeStartLock(lock, now), undefined, 'it may still be written');
  assert.equal(takeStartLock(lock, now + 5_000), undefined, 'it is only now out of the way');
  const again = takeStartLock(lock, now + 5_000);
  assert.ok(again);
  utimesSync(lock, 0, 0);
  assert.equal(takeStartLock(lock, now), undefined);
  assert.ok(takeStartLock(lock, now));
});

test('the page keeps its port and its key; where somebody else has the port, it gets others', async (t) => {
  const places = placesFor(t);
  const first = await pageOptions(places);
  assert.deepEqual(first, ['--web-port', '0', '--web-key-file', places.key]);
  const key = readFileSync(places.key, 'utf8');
  assert.match(key, /^[0-9a-f]{48}\n$/);
  const port = await keptPort();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const about = { pid: 2, version: '1', log: 'l', page: `http://127.0.0.1:${port}/?key=k` };
  writeFileSync(places.about, JSON.stringify(about));
  rememberPort(places);
  assert.equal((await pageOptions(places))[1], '0');
  assert.notEqual(readFileSync(places.key, 'utf8'), key);
  const later = readFileSync(places.key, 'utf8');
  server.close();
  await once(server, 'close');
  assert.equal((await pageOptions(places))[1], String(port));
  assert.equal(readFileSync(places.key, 'utf8'), later);
});

test('why a server did not start is its own last word, not the help after it, nor what was said before', (t) => {
  const { talk } = placesFor(t);
  const before = 'chat-server: an old reason\n';
  const lines = '{"msg":"came in"}\nerror: a new\u001b[31m reason\nTry chat-server --help.\n';
  writeFileSync(talk, before + lines);
  assert.equal(lastTalk(talk, before.length), 'a new [31m reason');
  assert.equal(lastTalk(talk, (before + lines).length), undefined);
});

test('who is told of a server hears that it was started, or that it is another version', (t) => {
  const places = placesFor(t);
  const found = { at: 'socket', path: places.socket } as const;
  const [started = ''] = wordsFor({ found, isStarted: true }, places, '2');
  assert.match(started, /one was started.*chat_messages\.txt.*10 minutes.*chat-client stop/);
  writeFileSync(places.about, JSON.stringify({ pid: 2, version: '1', log: 'l' }));
  assert.deepEqual(wordsFor({ found, isStarted: false }, places, '1'), []);
  const [other = ''] = wordsFor({ found, isStarted: false }, places, '2');
  assert.match(other, /is Partyline 1, this is 2: chat-client stop ends it/);
  const elsewhere = { at: 'port', host: '127.0.0.1', port: 7000 } as const;
  assert.deepEqual(wordsFor({ found: elsewhere, isStarted: false }, places, '2'), []);
});

test('where nobody is at the socket it is revived, once a try, and why not is said', async (t) => {
  const { socket } = placesFor(t);
  let revivals = 0;
  const closed = Promise.withResolvers<string>();
  const none = ownTransport(socket, async () => {
    revivals += 1;
    return 'it is not to be';
  });
  none.open({ onOpen() {}, onLines() {}, onClose: closed.resolve });
  assert.equal(await closed.promise, 'it is not to be');
  assert.equal(revivals, 1);

  const opened = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<string>();
  const transport = ownTransport(socket, async () => {
    revivals += 1;
    await openHouse(t, { port: undefined, socketPath: socket });
    return undefined;
  });
  const handlers = { onOpen: opened.resolve, onLines() {}, onClose: lost.resolve };
  const link = transport.open(handlers);
  await opened.promise;
  link.send('what is no hello\n');
  assert.match(await lost.promise, /closed the connection/);
  assert.equal(revivals, 2, 'it was there: the next link finds out whether it is');
});

test('a socket in a folder that others can change is not spoken to, also not after a lost link', async (t) => {
  const { socket, runtime } = placesFor(t);
  await openHouse(t, { port: undefined, socketPath: socket });
  chmodSync(runtime, 0o777);
  const closed = Promise.withResolvers<string>();
  const own = ownTransport(socket, async () => 'it is not to be');
  own.open({ onOpen: () => closed.resolve('it was'), onLines() {}, onClose: closed.resolve });
  assert.equal(await closed.promise, 'it is not to be');
});
