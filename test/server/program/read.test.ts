import assert from 'node:assert/strict';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { ChatServer } from '../../support/chat-server.ts';
import { patienceMs } from '../../support/patience.ts';
import { RawPeer } from '../../support/raw-peer.ts';

it('how far somebody has read is there after kill -9, once it is in the file beside the log', async (t) => {
  const server = await ChatServer.start();
  t.after(() => server.stop());
  const ben = await RawPeer.enter(server.port, 'ben');
  for (const id of ['1', '2', '3']) ben.say({ type: 'send', id, room: 'general', content: id });
  await ben.hears('ack', ({ id }) => id === '3');
  const ann = await RawPeer.enter(server.port, 'ann');
  const { token, session } = await ann.hears('welcome');
  ann.say({ type: 'read', room: 'general', seq: 2 });
  await ann.hears('read');
  await untilFileHas(server.folder, 'chat_messages.txt.read', `"owner":"${session}"`);
  await server.kill();
  await server.startAgain();

  const back = await RawPeer.open(server.port);
  back.say({ type: 'hello', token }, { type: 'join', room: 'general' });
  const { read, unread } = await back.hears('joined');
  assert.deepEqual([read, unread], [2, 1]);

  // In good order nothing has to be waited for.
  back.say({ type: 'read', room: 'general', seq: 3 });
  await back.hears('read');
  server.signal('SIGTERM');
  assert.equal(await server.exit(), 0);
  await server.startAgain();
  const again = await RawPeer.open(server.port);
  again.say({ type: 'hello', token }, { type: 'join', room: 'general' });
  assert.equal((await again.hears('joined')).read, 3);
  again.socket.destroy();
});

/** Looks again whenever anything in the folder changes; watching begins before the first look. */
async function untilFileHas(folder: string, name: string, text: string): Promise<void> {
  const watcher = watch(folder);
  const patience = { signal: AbortSignal.timeout(patienceMs) };
  try {
    for (;;) {
      const changed = once(watcher, 'change', patience);
      changed.catch(() => {});
      const content = await readFile(join(folder, name), 'utf8').catch(() => '');
      if (content.endsWith('\n') && content.includes(text)) return;
      await changed;
    }
  } finally {
    watcher.close();
  }
}
