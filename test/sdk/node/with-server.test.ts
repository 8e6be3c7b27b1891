// Two clients and the real server, over real sockets: they talk, it goes down, they come back.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Client, createClient } from '../../../src/sdk/client.ts';
import { systemClock } from '../../../src/sdk/node/clock.ts';
import { tcpTransport } from '../../../src/sdk/node/tcp.ts';
import type { State } from '../../../src/sdk/state.ts';
import { startServer } from '../../../src/server/server.ts';
import { keptPort } from '../../support/kept-port.ts';
import { patienceMs } from '../../support/patience.ts';
import { shown } from '../scene.ts';

async function place(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'chat_messages.txt');
}

function start(logPath: string, port = 0) {
  return startServer({ host: '127.0.0.1', port, logPath, version: 'test' });
}

function enter(context: TestContext, name: string, port: number): Client {
  const transport = tcpTransport('127.0.0.1', port);
  const client = createClient({
    transport,
    clock: systemClock,
    random: Math.random,
    name,
    room: 'general',
  });
  context.after(() => client.stop({ drainMs: 0 }));
  client.start();
  return client;
}

/** Until the state is so. */
async function until(client: Client, isSo: (state: State) => boolean): Promise<void> {
  if (isSo(client.getState())) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const unsubscribe = client.subscribe(() => {
    if (isSo(client.getState())) resolve();
  });
  const fail = () => reject(new Error(`Not so: ${words(client).join(' | ')}`));
  const timer = setTimeout(fail, patienceMs);
  await promise.finally(() => {
    clearTimeout(timer);
    unsubscribe();
  });
}

/** What stands in a room, but for notices. */
function words(client: Client, room = 'general'): string[] {
  const state = client.getState().rooms.get(room);
  return state ? shown(state).filter((line) => !line.startsWith('[')) : [];
}

const isIn = (state: State) => state.rooms.get('general')?.isJoined === true;
const has = (client: Client, count: number, room?: string) => () =>
  words(client, room).length === count && words(client, room).every((line) => !line.includes('('));

test('the server goes down and comes back: nothing is lost, nothing is there twice', async (context) => {
  const logPath = await place(context);
  const port = await keptPort();
  const first = await start(logPath, port);
  const ann = enter(context, 'ann', port);
  const ben = enter(context, 'ben', port);
  await Promise.all([until(ann, isIn), until(ben, isIn)]);
  for (let count = 0; count < 20; count += 1) ann.submit(`before ${count}`);
  await until(ben, has(ben, 20));
  await first.stop();
  await until(ann, ({ connection }) => connection.status === 'waiting');
  ann.submit('meanwhile 1');
  ann.submit('meanwhile 2');
  ben.submit('here too');
  const second = await start(logPath, port);
  context.after(() => second.stop());
  await Promise.all([until(ann, has(ann, 23)), until(ben, has(ben, 23))]);
  assert.deepEqual(words(ann), words(ben));
  const mine = words(ann).filter((line) => line.startsWith('meanwhile'));
  assert.deepEqual(mine, ['meanwhile 1', 'meanwhile 2']);
  assert.equal(ann.getState().me.name, 'ann');
});

test('a direct message arrives though its room was never joined', async (context) => {
  const server = await start(await place(context));
  context.after(() => server.stop());
  const ann = enter(context, 'ann', server.port);
  const ben = enter(context, 'ben', server.port);
  await Promise.all([until(ann, isIn), until(ben, isIn)]);
  ann.submit('/msg ben psst');
  const direct = '@ann+ben';
  await Promise.all([until(ben, has(ben, 1, direct)), until(ann, has(ann, 1, direct))]);
  assert.equal(ben.getState().rooms.get(direct)?.unread, 1);
  ben.show(direct);
  ben.submit('yes?');
  await until(ann, has(ann, 2, direct));
  assert.deepEqual(words(ann, direct), ['psst', 'yes?']);
});

test('a name that is taken, a rename, and a topic, seen from the other side', async (context) => {
  const server = await start(await place(context));
  context.after(() => server.stop());
  const ann = enter(context, 'ann', server.port);
  await until(ann, isIn);
  const other = enter(context, 'Ann', server.port);
  await until(other, isIn);
  assert.notEqual(other.getState().me.name.toLowerCase(), 'ann');
  other.submit('/name carol');
  await until(ann, (state) => state.rooms.get('general')?.members[1]?.name === 'carol');
  other.submit('/topic release week');
  await until(ann, (state) => state.rooms.get('general')?.topic === 'release week');
  other.submit('/away lunch');
  await until(ann, (state) => state.rooms.get('general')?.members[1]?.status === 'away');
});
