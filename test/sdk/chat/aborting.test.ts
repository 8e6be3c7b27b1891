// Signals: whatever is waited for, an abort ends the waiting with a code, and leaves the rest alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatScene, turn } from './chat-scene.ts';

test('connecting can be aborted, before it and under way', async () => {
  const scene = new ChatScene();
  await assert.rejects(scene.open({ signal: AbortSignal.abort() }), { code: 'aborted' });
  assert.equal(scene.pair.ends.length, 0);
  scene.isReachable = false;
  const controller = new AbortController();
  const opened = assert.rejects(scene.open({ wait: true, signal: controller.signal }), {
    code: 'aborted',
  });
  await turn();
  controller.abort();
  await opened;
  assert.equal(scene.clock.size, 0, 'no timer is left');
});

test('the signal of connecting ends the chat later, and all that waits', async () => {
  const scene = new ChatScene();
  const controller = new AbortController();
  const chat = await scene.open({ rooms: ['ops'], signal: controller.signal });
  scene.answers.send = () => undefined;
  const failed = [
    assert.rejects(chat.send('ops', 'hello'), { code: 'aborted' }),
    assert.rejects(chat.messages('ops').next(), { code: 'aborted' }),
  ];
  await turn();
  controller.abort();
  await Promise.all(failed);
  assert.equal(chat.connection.status, 'offline');
});

test('a message that was not written yet is taken back, one that was is only not waited for', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open({ rooms: ['ops'] });
  const { send } = scene.answers;
  scene.answers.send = () => undefined;
  const controller = new AbortController();
  const options = { signal: controller.signal };
  const failed = ['written', 'waiting'].map((content) =>
    assert.rejects(chat.send('ops', content, options), { code: 'aborted' }),
  );
  await turn();
  controller.abort();
  await Promise.all(failed);
  if (send === undefined) delete scene.answers.send;
  await scene.cut();
  await chat.send('ops', 'after');
  assert.deepEqual(
    scene.log.map(({ content }) => content),
    ['written', 'after'],
  );
});

test('loops and questions can be aborted, and the chat goes on', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open({ rooms: ['ops'] });
  for (const type of ['history', 'search', 'rooms', 'join']) scene.answers[type] = () => undefined;
  const controller = new AbortController();
  const { signal } = controller;
  scene.logged();
  const code = { code: 'aborted' };
  const failed = [
    assert.rejects(chat.messages('ops', { signal }).next(), code),
    assert.rejects(
      chat
        .history('ops', { since: -1, signal })
        .next()
        .then(({ done }) => {
          if (done) return chat.page('ops', { signal });
        }),
      code,
    ),
    assert.rejects(chat.search('word', { signal }), code),
    assert.rejects(chat.listRooms('o', { signal }), code),
    assert.rejects(chat.join('dev', { signal }), code),
    assert.rejects(chat.events(signal).next(), code),
  ];
  await turn();
  controller.abort();
  await Promise.all(failed);
  assert.equal((await chat.send('ops', 'still here')).room, 'ops');
});
