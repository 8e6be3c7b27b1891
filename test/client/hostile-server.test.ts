// A server that sends what a terminal would act on: the client shows it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { sitDown } from './plays.ts';

const hostile = 'a\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eb\u0007';
const shownAs = 'a␛[2J␛]0;owned␇\\u{9b}31m\\u{202e}b␇';

const message = {
  type: 'message',
  room: 'general',
  seq: 1,
  prev: 0,
  kind: 'text',
  sender: `eve\u001b[1m`,
  content: hostile,
  timestamp: '2026-11-20T12:00:00.000Z',
  id: 'x-1',
};
const replies: Record<string, object> = {
  hello: {
    type: 'welcome',
    version: 1,
    name: 'ann',
    token: 't',
    session: 's',
    role: 'guest',
    server: { name: 'fake', version: '0', timestamp: '2026-11-20T12:00:00.000Z', durability: 'os' },
    rooms: [{ name: 'general', topic: hostile, count: 1 }],
    limits: {},
    heartbeat: 30,
  },
  join: {
    type: 'joined',
    room: 'general',
    topic: hostile,
    count: 1,
    members: [{ name: `eve\u001b[1m`, status: 'online', role: 'guest' }],
    messages: [message],
    more: false,
    last: 1,
  },
};

test('hostile text is shown as text, wherever it stands', async (context) => {
  const server = createServer((socket) => {
    socket.on('data', (bytes) => {
      for (const line of bytes.toString().trim().split('\n')) {
        const { type, id } = JSON.parse(line) as { type: string; id?: string };
        if (replies[type] !== undefined)
          socket.write(`${JSON.stringify({ ...replies[type], id })}\n`);
      }
    });
    socket.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const { port } = server.address() as { port: number };
  const ann = await sitDown(context, port, 'ann', { columns: 120, rows: 30 });
  await ann.sees(shownAs, 'eve␛[1m', /#general · a␛/);
  for (const own of ['\u001b[2J\u001b]', 'owned\u0007', '\u009b', '\u202e'])
    assert.ok(!ann.received.includes(own));
});
