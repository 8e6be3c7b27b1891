import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { startServer } from '../../../src/server/server.ts';
import { RawPeer } from '../../support/raw-peer.ts';

it('who stops reading costs nobody anything, gets its bye, and comes back to what it missed', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    version: 'test',
    logPath: join(folder, 'log.txt'),
    settings: { maxOutboxBytes: 1024 * 1024, messagesPerSecond: 0, durability: 'os' },
  });
  t.after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });
  const ann = await RawPeer.enter(server.port, 'ann');
  const slow = await RawPeer.enter(server.port, 'slow');
  const { token } = await slow.hears('welcome');
  slow.socket.pause();

  // More than the sockets' own buffers and the outbox hold together.
  const content = 'x'.repeat(4000);
  let count = 0;
  const hasLeft = () =>
    ann.heard.some(({ type, state }) => type === 'presence' && state === 'left');
  while (!hasLeft() && count < 10_000) {
    for (let part = 0; part < 20; part++)
      ann.say({ type: 'send', id: `${count++}`, room: 'general', content });
    await ann.hears('ack', ({ id }) => id === `${count - 1}`);
  }
  assert.ok(hasLeft(), `still there after ${count} messages`);
  assert.equal(
    (await ann.hears('presence', ({ state }) => state === 'left')).reason,
    'slow-consumer',
  );

  slow.socket.resume();
  await slow.ends();
  assert.deepEqual(slow.heard.at(-1), { type: 'bye', reason: 'slow-consumer', reconnect: true });
  const got = slow.heard.filter(({ type }) => type === 'message').map(({ seq }) => Number(seq));
  assert.deepEqual(
    got,
    got.map((_, index) => index + 1),
    'whole messages, without a gap, up to the bye',
  );

  const back = await RawPeer.open(server.port);
  back.say({ type: 'hello', token }, { type: 'join', room: 'general', since: got.length });
  const joined = await back.hears('joined');
  assert.equal((joined.messages as { prev: number }[])[0]?.prev, got.length);
  assert.equal(joined.last, count);
  ann.socket.destroy();
  back.socket.destroy();
});
