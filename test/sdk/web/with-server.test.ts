// A client over WebSocket and one over TCP at one real server: they talk, it goes down, they come back.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Client, createClient } from '../../../src/sdk/client.ts';
import { systemClock } from '../../../src/sdk/node/clock.ts';
import { tcpTransport } from '../../../src/sdk/node/tcp.ts';
import type { State } from '../../../src/sdk/state.ts';
import type { Transport } from '../../../src/sdk/transport.ts';
import { webSocketTransport } from '../../../src/sdk/web/websocket.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { patienceMs } from '../../support/patience.ts';

function enter(t: TestContext, name: string, transport: Transport): Client {
  const client = createClient({
    ...{ transport, name, room: 'general' },
    clock: systemClock,
    random: Math.random,
  });
  t.after(() => client.stop({ drainMs: 0 }));
  client.start();
  return client;
}

async function until(client: Client, isSo: (state: State) => boolean): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const check = () => {
    if (isSo(client.getState())) resolve();
  };
  const unsubscribe = client.subscribe(check);
  const timer = setTimeout(() => reject(new Error('It took too long.')), patienceMs);
  check();
  await promise.finally(() => {
    clearTimeout(timer);
    unsubscribe();
  });
}

const isIn = (state: State) => state.rooms.get('general')?.isJoined === true;

function contents({ rooms }: State): string[] {
  const items = rooms.get('general')?.timeline.items.slice(0) ?? [];
  return items.flatMap((item) => (item.type === 'message' ? item.content : []));
}

test('over /ws one talks with those on TCP, in one order, also after the server was gone', async (t) => {
  const server = await ChatServer.start('--rate', '0');
  t.after(() => server.stop());
  const ann = enter(t, 'ann', webSocketTransport(`ws://${server.address}/ws`));
  const ben = enter(t, 'ben', tcpTransport('127.0.0.1', server.port));
  await Promise.all([until(ann, isIn), until(ben, isIn)]);
  ann.send('general', 'over a WebSocket');
  ben.send('general', 'over TCP');
  const hasBoth = (state: State) => contents(state).length === 2;
  await Promise.all([until(ann, hasBoth), until(ben, hasBoth)]);
  await server.end();
  await until(ann, ({ connection }) => connection.status === 'waiting');
  assert.match(ann.getState().connection.why ?? '', /^The server is going down\.|can’t be reached/);
  ann.send('general', 'while it was gone');
  await server.startAgain();
  const hasThird = (state: State) => contents(state).at(-1) === 'while it was gone';
  await Promise.all([until(ann, hasThird), until(ben, hasThird)]);
  assert.deepEqual(contents(ann.getState()), contents(ben.getState()));
  assert.equal(contents(ann.getState()).length, 3);
});
