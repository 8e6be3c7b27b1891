// Events as a program hears them: typed, in one order, and nothing that a listener does harms the chat.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatEvent } from '../../../src/sdk/chat/events.ts';
import { ChatScene, turn } from './chat-scene.ts';

const presence = { type: 'presence', room: 'ops', name: 'carl', state: 'joined', count: 3 };

test('events come to their listeners in the order of the wire, each once', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open({ rooms: ['ops'] });
  const heard: string[] = [];
  chat.on('message', ({ content }) => heard.push(content));
  chat.on('presence', ({ name, state }) => heard.push(`${name} ${state}`));
  const one = scene.logged({ content: 'one' });
  const two = scene.logged({ content: 'two' });
  scene.pair.end.sendObjects(one, presence, two, two);
  await turn();
  assert.deepEqual(heard, ['one', 'carl joined', 'two']);
});

test('what was said while the link was gone is heard when it is back', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open({ rooms: ['ops'] });
  const heard: string[] = [];
  chat.on('message', ({ content }) => heard.push(content));
  chat.on('connection', ({ status }) => heard.push(status));
  scene.logged({ content: 'meanwhile' });
  await scene.cut();
  assert.deepEqual(heard, ['waiting', 'connecting', 'live', 'meanwhile']);
});

test('a first message to one’s direct room is heard, and older ones are not', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open();
  const heard: string[] = [];
  chat.on('message', ({ content }) => heard.push(content));
  scene.logged({ room: '@bob+bot', content: 'last year' });
  scene.say('psst', { room: '@bob+bot' });
  await turn();
  assert.deepEqual(heard, ['psst']);
});

test('a listener that throws or rejects is told of, and the others hear all the same', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open({ rooms: ['ops'] });
  const heard: string[] = [];
  const stop = chat.on('message', () => {
    throw new Error('a bug');
  });
  chat.on('message', () => Promise.reject(new Error('a late bug')));
  chat.on('message', ({ content }) => heard.push(content));
  chat.on('error', ({ error }) => heard.push(`${error.code}: ${(error.cause as Error).message}`));
  scene.say('one');
  await turn();
  assert.deepEqual(heard, ['one', 'listener-failed: a bug', 'listener-failed: a late bug']);
  stop();
  scene.say('two');
  assert.deepEqual(heard.slice(3), ['two']);
});

test('a listener may send, leave and close', async () => {
  const scene = new ChatScene();
  const chat = await scene.open({ rooms: ['ops', 'dev'] });
  chat.on('message', async ({ seq, content }) => {
    if (content !== 'ping') return;
    await chat.reply('ops', seq, 'pong');
    chat.leave('dev');
    await chat.close();
  });
  scene.say('ping');
  while (chat.connection.status !== 'offline') await turn();
  assert.deepEqual(
    scene.log.map(({ content }) => content),
    ['ping', 'pong'],
  );
  assert.ok(scene.asked.includes('leave'));
});

test('all events can be read in a loop, which ends with the chat', async () => {
  const scene = new ChatScene();
  const chat = await scene.open({ rooms: ['ops'] });
  const events = chat.events();
  scene.say('one');
  scene.pair.end.sendObjects(presence);
  const types: string[] = [];
  const read = (async () => {
    for await (const event of events) types.push(event.type);
  })();
  await turn();
  await chat.close();
  await read;
  assert.deepEqual(types, ['message', 'presence', 'connection']);
});

test('a loop over events that is too slow is told what it missed, and no more is held', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open({ rooms: ['ops'] });
  const events = chat.events();
  for (let number = 1; number <= 5_000; number += 1) scene.pair.end.sendObjects(presence);
  await turn();
  const { value } = (await events.next()) as { value: ChatEvent };
  assert.ok(value.type === 'missed' && value.count >= 3_000 && value.count <= 4_000);
  await events.return();
});

test('when the server ends the chat, everybody who waits hears why', async () => {
  const scene = new ChatScene();
  const chat = await scene.open({ rooms: ['ops'] });
  const codes: string[] = [];
  chat.on('error', ({ error }) => codes.push(error.code));
  scene.answers.send = () => undefined;
  const failed = [
    assert.rejects(chat.send('ops', 'hello'), { code: 'banned' }),
    assert.rejects(chat.messages('ops').next(), { code: 'banned' }),
    assert.rejects(
      chat
        .events()
        .next()
        .then(() => chat.events().next()),
      { code: 'banned' },
    ),
  ];
  await turn();
  scene.pair.end.sendObjects({ type: 'bye', reason: 'banned', reconnect: false });
  await Promise.all(failed);
  assert.deepEqual(codes, ['banned']);
  await assert.rejects(chat.send('ops', 'hello'), { code: 'banned' });
  await chat.close();
});

test('who is put out of a room hears it in the loop', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open({ rooms: ['ops'] });
  const loop = assert.rejects(chat.messages('ops').next(), { code: 'kicked' });
  await turn();
  scene.pair.end.sendObjects({ type: 'kicked', room: 'ops', by: 'eve' });
  await loop;
  assert.deepEqual(chat.rooms, []);
});
