import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import type { RunningServer } from '../../../src/server/running-server.ts';
import { startServer } from '../../../src/server/server.ts';
import { RawPeer } from '../../support/raw-peer.ts';

/** A server whose members may leave so much unread. */
async function serverWith(t: TestContext, maxOutboxBytes: number): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    version: 'test',
    logPath: join(folder, 'log.txt'),
    settings: { maxOutboxBytes, messagesPerSecond: 0, durability: 'os' },
  });
  t.after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });
  return server;
}

it('who stops reading costs nobody anything, gets its bye, and comes back to what it missed', async (t) => {
  const server = await serverWith(t, 1024 * 1024);
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

it('who is put out takes nothing from the neighbours, and who asks for much at once gets it', async (t) => {
  const server = await serverWith(t, 256 * 1024);
  const slow = await RawPeer.enter(server.port, 'a-slow');
  const neighbours = [];
  for (const name of ['b1', 'b2', 'c1']) neighbours.push(await RawPeer.enter(server.port, name));
  const ann = await RawPeer.enter(server.port, 'ann');
  slow.socket.pause();
  const content = 'x'.repeat(4000);
  for (let count = 0; count < 4000; count++) {
    ann.say({ type: 'send', id: `${count}`, room: 'general', content });
    if (count % 50 === 49) await ann.hears('ack', ({ id }) => id === `${count}`);
  }
  for (const peer of [...neighbours, ann]) {
    await peer.hears('message', ({ id }) => String(id).endsWith('-3999'));
    const prevs = peer.heard.filter(({ type }) => type === 'message').map(({ prev }) => prev);
    assert.deepEqual(
      prevs,
      Array.from({ length: 4000 }, (_, index) => index),
    );
  }
  const greedy = await RawPeer.open(server.port);
  greedy.say({ type: 'hello' }, { type: 'join', room: 'general' });
  for (let page = 0; page < 20; page++) {
    greedy.say({ type: 'history', id: `${page}`, room: 'general', before: 4000, limit: 60 });
  }
  await greedy.hears('history', ({ id }) => id === '19');
  assert.equal(greedy.types.filter((type) => type === 'history').length, 20);
  for (const peer of [slow, ann, greedy, ...neighbours]) peer.socket.destroy();
});
