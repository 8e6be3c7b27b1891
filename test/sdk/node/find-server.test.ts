// Finding this machine's server: at the usual port if it is one, else at the person's own socket.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { findServer } from '../../../src/sdk/node/find-server.ts';
import { ownPlaces } from '../../../src/sdk/node/own-places.ts';
import type { ServerNote } from '../../../src/server/server-note.ts';
import { openHouse } from '../../support/open-house.ts';

function placesFor(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'run'), { mode: 0o700 });
  return ownPlaces({ PARTYLINE_RUNTIME: join(folder, 'run'), PARTYLINE_DATA: folder });
}

/** Somebody else at the usual port. */
async function stranger(t: TestContext, greet: (socket: Socket) => void) {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on('data', (data) => heard.push(String(data))).on('error', () => {});
    greet(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port, heard };
}

const nobody = { host: '127.0.0.1', port: 1 };

test('a server at the usual port is found, and its operator hears nothing of it', async (t) => {
  const notes: ServerNote[] = [];
  const house = await openHouse(t, { note: (note) => notes.push(note) });
  const usual = { host: '127.0.0.1', port: house.port };
  assert.deepEqual(await findServer({}, placesFor(t), usual), { at: 'port', ...usual });
  const loud = notes.filter((note) => !('event' in note) || !quiet.has(note.event));
  assert.deepEqual(loud, []);
});

test('where the environment names a runtime folder, only the server there is meant', async (t) => {
  const places = placesFor(t);
  const house = await openHouse(t);
  const usual = { host: '127.0.0.1', port: house.port };
  const env = { PARTYLINE_RUNTIME: places.runtime };
  assert.deepEqual(await findServer(env, places, usual), { at: 'nowhere' });
});

/** What is told at the start anyway, and what only `--log-level debug` tells. */
const quiet = new Set(['connected', 'disconnected', 'refused', 'index-whole']);

test('one’s own server is found at its socket, where nobody is at the usual port', async (t) => {
  const places = placesFor(t);
  assert.deepEqual(await findServer({}, places, nobody), { at: 'nowhere' });
  await openHouse(t, { port: undefined, socketPath: places.socket });
  const own = { at: 'socket', path: places.socket };
  assert.deepEqual(await findServer({}, places, nobody), own);
});

for (const [who, greet] of [
  ['says nothing', () => {}],
  ['speaks HTTP', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  [
    'greets with a line of JSON that is none of ours',
    (socket: Socket) => socket.write('{"a":1}\n'),
  ],
  ['hangs up', (socket: Socket) => socket.destroy()],
] as const) {
  test(`whoever ${who} at the usual port is not taken for a server`, async (t) => {
    const places = placesFor(t);
    const usual = await stranger(t, greet);
    await openHouse(t, { port: undefined, socketPath: places.socket });
    const own = { at: 'socket', path: places.socket };
    assert.deepEqual(await findServer({}, places, usual), own);
    for (const line of usual.heard) assert.equal(line, '{"type":"ping"}\n');
  });
}

test('a folder that others may write to is not looked into, and that is said', async (t) => {
  const places = placesFor(t);
  chmodSync(places.runtime, 0o777);
  const found = await findServer({}, places, nobody);
  assert.match('problem' in found ? (found.problem ?? '') : '', /others can write to/);
});
