// A program that is started again: the same session, what it could not send, and how far it had read.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Keep } from '../../../src/sdk/chat/keep.ts';
import { fileKeep } from '../../../src/sdk/node/file-keep.ts';
import { ChatScene, turn } from './chat-scene.ts';

function memoryKeep(): Keep & { text: string } {
  return {
    text: '{}',
    load() {
      return JSON.parse(this.text);
    },
    save(kept) {
      this.text = JSON.stringify(kept);
    },
  };
}

test('the next run is the same session, and sends once what this one could not', async () => {
  const scene = new ChatScene();
  const keep = memoryKeep();
  const chat = await scene.open({ keep, rooms: ['ops'] });
  scene.answers.send = (said) => {
    scene.logged({ id: `S1-${said.id}`, sender: 'bot' });
    return undefined;
  };
  const lost = assert.rejects(chat.send('ops', 'hello', { id: 'one' }), { code: 'closed' });
  await turn();
  await chat.close({ drainMs: 0 });
  await lost;
  delete scene.answers.send;
  const seen = scene.said.length;
  await using next = await scene.open({ keep, rooms: ['ops'] });
  assert.equal(scene.said[seen]?.token, 'T1');
  // The same id, before what was kept is acknowledged: it is that message.
  const { seq, duplicate } = await next.send('ops', 'hello', { id: 'one' });
  assert.deepEqual([seq, duplicate, scene.log.length], [1, true, 1]);
});

test('a loop goes on after the last message that was dealt with', async () => {
  const scene = new ChatScene();
  const keep = memoryKeep();
  scene.logged({ content: 'long ago' });
  const chat = await scene.open({ keep, rooms: ['ops'] });
  const loop = chat.messages('ops', { since: 'kept' });
  const first = loop.next();
  await turn();
  scene.say('one');
  scene.say('two');
  await first;
  const second = await loop.next();
  assert.equal(second.value?.content, 'two', 'by asking for it, one is done with the first');
  await chat.close();
  scene.logged({ content: 'three' });
  await using next = await scene.open({ keep });
  const contents: string[] = [];
  for await (const { content } of next.messages('ops', { since: 'kept' })) {
    if (contents.push(content) === 2) break;
  }
  assert.deepEqual(contents, ['two', 'three'], 'nobody said that it was done with the second');
});

test('a password is said once; then the kept session is used on, and it again where that is refused', async () => {
  const scene = new ChatScene();
  const keep = memoryKeep();
  const account = { name: 'bot', password: 'a secret of a bot' };
  const welcomed = { session: 'bot.S1' };
  const asBot = scene.answersHello(welcomed);
  await (await scene.open({ keep, ...account })).close();
  await (await scene.open({ keep, ...account })).close();
  scene.answers.hello = (said) => {
    const isRefused = said.token !== undefined;
    return isRefused ? { type: 'error', code: 'auth-failed', message: 'No.' } : asBot(said);
  };
  await (await scene.open({ keep, ...account })).close();
  const hellos = scene.said.filter(({ type }) => type === 'hello');
  assert.deepEqual(
    hellos.map(({ name, password, token }) => [name, password !== undefined, token]),
    [
      ['bot', true, undefined],
      [undefined, false, 'T1'],
      [undefined, false, 'T1'],
      ['bot', true, undefined],
    ],
  );
});

test('what can’t be loaded or saved is said, and harms nothing else', async () => {
  const scene = new ChatScene();
  const broken = () => {
    throw new Error('the disk is gone');
  };
  await assert.rejects(scene.open({ keep: { load: broken, save: () => {} } }), {
    code: 'keep-failed',
  });
  await using chat = await scene.open({ keep: { load: () => 'nonsense', save: () => {} } });
  assert.equal(chat.name, 'bot');
  const codes: string[] = [];
  let isBroken = false;
  const keep = { load: () => ({ places: { ops: -1 } }), save: () => isBroken && broken() };
  const other = await scene.open({ keep: { ...keep, save: () => void keep.save() } });
  other.on('error', ({ error }) => codes.push(error.code));
  isBroken = true;
  assert.equal((await other.send('ops', 'hello')).seq, 1);
  assert.ok(codes.length > 0 && codes.every((code) => code === 'keep-failed'));
  await other.close();
});

test('a file keeps it: whole, for its owner alone; a damaged one is not overwritten', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-keep-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'bot.json');
  const scene = new ChatScene();
  await (await scene.open({ keep: fileKeep(path) })).close();
  assert.equal(JSON.parse(readFileSync(path, 'utf8')).token, 'T1');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  writeFileSync(path, '{"token":');
  await assert.rejects(scene.open({ keep: fileKeep(path) }), { code: 'keep-failed' });
  assert.equal(readFileSync(path, 'utf8'), '{"token":');
});
