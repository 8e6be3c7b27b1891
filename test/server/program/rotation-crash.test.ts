// A server that goes down around logrotate must still know what it acknowledged before.
import assert from 'node:assert/strict';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ChatServer } from '../../support/chat-server.ts';
import { RawPeer } from '../../support/raw-peer.ts';

test('seq goes on where the log was moved away while the server was down (§5.1)', async (t) => {
  const server = await ChatServer.start();
  t.after(() => server.stop());
  const ann = await RawPeer.enter(server.port, 'ann');
  ann.say({ type: 'send', id: '1', room: 'general', content: 'before' });
  const { seq } = await ann.hears('ack');
  await server.kill();
  const log = join(server.folder, 'chat_messages.txt');
  await rename(log, `${log}.1`);
  await server.startAgain();
  const back = await RawPeer.enter(server.port, 'ann');
  t.after(() => back.socket.destroy());
  back.say({ type: 'send', id: '2', room: 'general', content: 'after' });
  assert.ok(Number((await back.hears('ack')).seq) > Number(seq));
});

test('what is sent again after rotation and kill -9 is not logged again (§5.4)', async (t) => {
  const server = await ChatServer.start();
  t.after(() => server.stop());
  const ann = await RawPeer.enter(server.port, 'ann');
  const { token } = await ann.hears('welcome');
  const send = { type: 'send', id: 'a', room: 'general', content: 'once' };
  ann.say(send);
  const ack = await ann.hears('ack');
  const log = join(server.folder, 'chat_messages.txt');
  await rename(log, `${log}.1`);
  server.signal('SIGHUP');
  for (let number = 0; !(await stat(log).catch(() => undefined)); number += 1) {
    ann.say({ type: 'ping', timestamp: number });
    await ann.hears('pong', ({ timestamp }) => timestamp === number);
  }
  await server.kill();
  await server.startAgain();
  const back = await RawPeer.open(server.port);
  t.after(() => back.socket.destroy());
  back.say({ type: 'hello', token }, { type: 'join', room: 'general' }, send);
  assert.deepEqual(await back.hears('ack'), { ...ack, duplicate: true });
});

test('what was said before rotation and kill -9 is there for who joins after it', async (t) => {
  const server = await ChatServer.start();
  t.after(() => server.stop());
  const ann = await RawPeer.enter(server.port, 'ann');
  ann.say({ type: 'send', id: 'a', room: 'general', content: 'long ago' });
  await ann.hears('ack');
  await server.kill();
  const log = join(server.folder, 'chat_messages.txt');
  await rename(log, `${log}.1`);
  await server.startAgain();
  const back = await RawPeer.open(server.port);
  t.after(() => back.socket.destroy());
  back.say({ type: 'hello', name: 'ben' }, { type: 'join', room: 'general' });
  const { messages } = await back.hears('joined');
  assert.deepEqual(
    (messages as { content: string }[]).map(({ content }) => content),
    ['long ago'],
  );
});
