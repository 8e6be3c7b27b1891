// How far one has read: what the server is told of it, and what its word makes unread.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined, message, Scene } from './scene.ts';

const seqs = (scene: Scene) => scene.reads.map(({ room, seq }) => `${room} ${seq}`);
const read = (room: string, seq: number) => ({ type: 'read', room, seq });

/** The server answers the last thing it was told. */
function heard(scene: Scene): void {
  const last = scene.reads.at(-1);
  assert.ok(last);
  scene.reply(last, read(String(last.room), Number(last.seq)));
}

test('what comes before one’s eyes is told, at most once in two seconds for a room', () => {
  const scene = Scene.live([message(5, 0)]);
  assert.deepEqual(seqs(scene), ['general 5']);
  heard(scene);
  for (let seq = 6; seq < 20; seq += 1) scene.server(message(seq, seq - 1));
  scene.clock.advance(1_999);
  assert.deepEqual(seqs(scene), ['general 5']);
  scene.clock.advance(1);
  assert.deepEqual(seqs(scene), ['general 5', 'general 19']);
  heard(scene);
  scene.clock.advance(20_000);
  assert.equal(seqs(scene).length, 2, 'what the server knows is not told again');
});

test('what one does not look at is not told', () => {
  const scene = Scene.live([message(5, 0)]);
  heard(scene);
  scene.client.setLooking(false);
  scene.server(message(6, 5));
  scene.clock.advance(5_000);
  assert.equal(seqs(scene).length, 1);
  scene.client.setLooking(true);
  assert.deepEqual(seqs(scene).slice(1), ['general 6']);
});

test('what was read while there was no connection is told after it', () => {
  const scene = Scene.live([message(5, 0)]);
  scene.cut();
  scene.greet();
  scene.enter([message(6, 5)], { read: 4 });
  assert.deepEqual(seqs(scene), ['general 5', 'general 6']);
});

test('a server that keeps no marks is asked once, until the next connection', () => {
  const scene = Scene.live([message(5, 0)]);
  const [first] = scene.reads;
  assert.ok(first);
  scene.refuse(first, 'unknown-type');
  scene.server(message(6, 5));
  scene.clock.advance(5_000);
  assert.equal(seqs(scene).length, 1);
  scene.cut();
  scene.greet();
  scene.enter([], { last: 6 });
  assert.deepEqual(seqs(scene).slice(1), ['general 6']);
});

test('refused for now it is told again, refused for good it is not', () => {
  const scene = Scene.live([message(5, 0)]);
  const refuse = (code: string) => {
    const last = scene.reads.at(-1);
    if (last) scene.refuse(last, code);
    scene.clock.advance(2_000);
  };
  refuse('rate-limited');
  assert.equal(seqs(scene).length, 2);
  refuse('no-such-message');
  assert.equal(seqs(scene).length, 2);
});

test('who leaves tells how far it was, and goes when the server knows', async () => {
  const scene = Scene.live([message(5, 0)]);
  heard(scene);
  scene.server(message(6, 5), message(7, 6));
  const stopped = scene.client.stop();
  assert.deepEqual(seqs(scene), ['general 5', 'general 7']);
  await Promise.resolve();
  assert.equal(scene.pair.end.isOpen, true, 'a link closed with an answer on its way is a loss');
  heard(scene);
  await stopped;
  assert.equal(scene.pair.end.isOpen, false);
});

test('on coming in, what came after the last time is unread, and marked', () => {
  const scene = Scene.live();
  scene.client.show('ops');
  scene.client.show('general');
  const ops = { room: 'ops' };
  const backlog = [
    message(5, 3, ops),
    message(6, 5, { ...ops, sender: 'alice' }),
    message(8, 6, { ...ops, content: 'alice?' }),
  ];
  scene.reply(scene.asks('join'), joined('ops', backlog, { read: 3, unread: 40 }));
  const room = scene.roomNamed('ops');
  assert.deepEqual([room.unread, room.mentions, room.lastRead], [40, 1, 3]);
  assert.deepEqual(room.mark, { after: 3, count: 40 });
  scene.client.show('ops');
  assert.deepEqual(seqs(scene), ['ops 8']);
});

test('in the room on the screen it is read at once, and the mark stands where one was', () => {
  const scene = new Scene();
  scene.greet();
  scene.enter([message(5, 3), message(6, 5)], { read: 5, unread: 1 });
  assert.deepEqual([scene.room.unread, scene.room.mark], [0, { after: 5, count: 1 }]);
  assert.deepEqual(seqs(scene), ['general 6']);
});

test('who had read all has nothing unread', () => {
  const scene = new Scene();
  scene.greet();
  scene.enter([message(5, 3)], { read: 5, unread: 0 });
  assert.deepEqual([scene.room.unread, scene.room.mark, seqs(scene)], [0, undefined, []]);
});

test('what another device shows is read here too, as far as it goes', () => {
  const scene = Scene.live([message(1, 0)]);
  scene.client.setLooking(false);
  scene.server(
    message(2, 1, { content: 'alice?' }),
    message(3, 2),
    message(4, 3, { kind: 'reaction', content: '👍', target: 1 }),
  );
  assert.deepEqual([scene.room.unread, scene.room.mentions], [2, 1]);
  scene.server(read('general', 2));
  assert.deepEqual([scene.room.unread, scene.room.mentions], [1, 0]);
  assert.deepEqual(scene.room.mark, { after: 2, count: 1 });
  scene.server(read('general', 1));
  assert.equal(scene.room.unread, 1, 'it never goes back');
  scene.server(read('general', 3));
  assert.deepEqual([scene.room.unread, scene.room.mark], [0, undefined]);
});
