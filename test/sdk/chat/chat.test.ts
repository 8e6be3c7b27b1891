// A chat as a program has it: coming in, talking, listening, reading back, leaving.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatError } from '../../../src/sdk/chat/chat-error.ts';
import { connect } from '../../../src/sdk/node/index.ts';
import type { Message } from '../../../src/sdk/state.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { ChatScene, turn } from './chat-scene.ts';

async function take(loop: AsyncIterable<Message>, count: number): Promise<string[]> {
  const contents: string[] = [];
  for await (const { content } of loop) if (contents.push(content) === count) break;
  return contents;
}

const withCode = (code: string) => (error: unknown) =>
  error instanceof ChatError && error.code === code;

test('it comes in, and into its rooms without a backlog', async () => {
  const scene = new ChatScene();
  scene.logged();
  const chat = await scene.open({ rooms: ['#Ops'] });
  assert.equal(chat.name, 'bot');
  assert.equal(chat.session, 'S1');
  assert.deepEqual(chat.rooms, ['ops']);
  const [hello, join] = scene.said.filter(({ type }) => type !== 'ping');
  assert.equal(hello?.bot, true);
  assert.deepEqual({ ...join, id: '' }, { type: 'join', room: 'ops', limit: 0, id: '' });
  await chat.close();
});

test('where no server answers it says so by a code, or waits if it was told to', async () => {
  const scene = new ChatScene();
  scene.isReachable = false;
  await assert.rejects(scene.open(), withCode('no-server'));
  const waiting = scene.open({ wait: true });
  await turn();
  scene.isReachable = true;
  scene.clock.advance(1_000);
  const chat = await waiting;
  assert.equal(chat.connection.status, 'live');
  await chat.close();
});

test('a message is sent once it is in the log; the same id again is the same message', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open();
  const first = await chat.send('ops', 'hello', { id: 'one' });
  assert.equal(first.seq, 1);
  const again = await chat.send('ops', 'hello', { id: 'one' });
  assert.deepEqual([again.seq, again.duplicate], [1, true]);
  assert.equal(scene.log.length, 1);
});

test('a message whose ack was lost with the link is sent again, and is there once', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open({ rooms: ['ops'] });
  scene.answers.send = (said) => {
    scene.logged({ id: `S1-${said.id}`, sender: 'bot' });
    return undefined;
  };
  const sent = chat.send('ops', 'hello');
  await turn();
  delete scene.answers.send;
  await scene.cut();
  assert.deepEqual((await sent).duplicate, true);
  assert.equal(scene.log.length, 1);
});

test('what the server refuses rejects with its code', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open();
  scene.answers.send = () => ({ type: 'error', code: 'forbidden', message: 'You are muted.' });
  await assert.rejects(chat.send('ops', 'hello'), withCode('forbidden'));
  await assert.rejects(chat.send('ops', ''), withCode('content-empty'));
  await assert.rejects(chat.send('no room', 'hello'), withCode('room-invalid'));
});

test('what is no message is refused before it is sent, and nothing waits behind it', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open({ rooms: ['ops'] });
  const nothing = undefined as unknown as string;
  await assert.rejects(chat.send('ops', 'hello', { id: 'a b' }), withCode('bad-request'));
  await assert.rejects(chat.send('ops', 'hello', { target: 0.5 }), withCode('bad-request'));
  await assert.rejects(chat.send('ops', nothing), withCode('bad-request'));
  assert.deepEqual(scene.asked, ['join']);
  await chat.send('ops', 'hello');
});

test('a wish that can’t be a name is refused, and not another one taken', async () => {
  const scene = new ChatScene();
  await assert.rejects(scene.open({ name: 'echo bot' }), withCode('name-invalid'));
  assert.equal(scene.pair.ends.length, 0);
});

test('a loop has each message once, from now on, through a lost link', async () => {
  const scene = new ChatScene();
  scene.logged({ content: 'before' });
  await using chat = await scene.open({ rooms: ['ops'] });
  const loop = chat.messages('ops');
  scene.say('one');
  const reading = take(loop, 3);
  await turn();
  scene.logged({ content: 'two' });
  await scene.cut();
  scene.say('three');
  assert.deepEqual(await reading, ['one', 'two', 'three']);
});

test('a loop begins after a place, with pages as they are needed', async () => {
  const scene = new ChatScene();
  for (let number = 1; number <= 1_200; number += 1) scene.logged();
  await using chat = await scene.open();
  const contents = await take(chat.messages('ops', { since: 100 }), 1_100);
  assert.equal(contents[0], 'message 101');
  assert.equal(contents.at(-1), 'message 1200');
  assert.equal(new Set(contents).size, 1_100);
});

test('a loop whose place is in a log that is gone says so, as does one from beyond the end', async () => {
  const scene = new ChatScene();
  for (let number = 1; number <= 3; number += 1) scene.logged();
  await using chat = await scene.open({ rooms: ['ops'] });
  const heard: string[] = [];
  chat.on('message', ({ content }) => heard.push(content));
  await assert.rejects(chat.messages('ops', { since: 99 }).next(), withCode('log-changed'));
  const loop = assert.rejects(chat.messages('ops').next(), withCode('log-changed'));
  await turn();
  scene.log.length = 0;
  scene.logged({ content: 'of another log' });
  await scene.cut();
  await loop;
  scene.say('goes on');
  assert.deepEqual(heard, ['goes on']);
});

test('history gives all, a stretch, or the newest, oldest first, and ends', async () => {
  const scene = new ChatScene();
  for (let number = 1; number <= 1_200; number += 1) scene.logged();
  await using chat = await scene.open();
  const all = await Array.fromAsync(chat.history('ops'));
  assert.equal(all.length, 1_200);
  const stretch = await Array.fromAsync(chat.history('ops', { since: 10, before: 14 }));
  assert.deepEqual(
    stretch.map(({ seq }) => seq),
    [11, 12, 13],
  );
  const newest = await Array.fromAsync(chat.history('ops', { limit: 700 }));
  assert.deepEqual([newest.length, newest[0]?.seq, newest.at(-1)?.seq], [700, 501, 1_200]);
});

test('it searches, lists rooms and members', async () => {
  const scene = new ChatScene();
  await using chat = await scene.open();
  const found = await chat.search('deploy', { room: '#ops', limit: 5 });
  assert.deepEqual(
    found.messages.map(({ content }) => content),
    ['deploy'],
  );
  assert.equal((await chat.listRooms('#o')).rooms[0]?.name, 'ops');
  const { members } = await chat.members('ops');
  assert.deepEqual(
    members.map(({ name, bot }) => [name, bot]),
    [
      ['bob', undefined],
      ['ci', true],
    ],
  );
});

test('closing waits for what is under way, ends loops, and rejects what did not get there', async () => {
  const scene = new ChatScene();
  const chat = await scene.open({ rooms: ['ops'] });
  const loop = take(chat.messages('ops'), 1);
  scene.answers.send = () => undefined;
  const sent = assert.rejects(chat.send('ops', 'hello'), withCode('closed'));
  const closed = chat.close();
  scene.clock.advance(2_000);
  await closed;
  await sent;
  assert.deepEqual(await loop, []);
  await assert.rejects(chat.send('ops', 'hello'), withCode('closed'));
});

test('a loop that the end finds on its way in, or in a page, ends like any other', async () => {
  const scene = new ChatScene();
  scene.logged();
  const chat = await scene.open({ rooms: ['ops'] });
  scene.answers.join = () => undefined;
  scene.answers.history = () => undefined;
  const loops = [take(chat.messages('dev'), 1), take(chat.messages('ops', { since: 0 }), 1)];
  await turn();
  assert.deepEqual(scene.asked.slice(-2), ['join', 'history']);
  await chat.close({ drainMs: 0 });
  assert.deepEqual(await Promise.all([...loops, take(chat.messages('ops'), 1)]), [[], [], []]);
});

test('over a real server: two programs hear each other, and read back what was said', async (t) => {
  const server = await ChatServer.start();
  t.after(() => server.stop());
  const at = { server: `127.0.0.1:${server.port}` };
  await using alice = await connect({ ...at, name: 'alice', rooms: ['ops'] });
  await using bob = await connect({ ...at, name: 'bob' });
  const heard = take(alice.messages('ops'), 2);
  const { seq } = await bob.send('ops', 'hello');
  await bob.reply('ops', seq, 'anybody?');
  assert.deepEqual(await heard, ['hello', 'anybody?']);
  const direct = take(alice.messages('@bob'), 1);
  await bob.send('@alice', 'psst');
  assert.deepEqual(await direct, ['psst']);
  const history = await Array.fromAsync(bob.history('ops'));
  assert.deepEqual(
    history.map(({ sender, target }) => [sender, target]),
    [
      ['bob', undefined],
      ['bob', seq],
    ],
  );
  assert.equal((await alice.search('anybody')).messages.length, 1);
});
