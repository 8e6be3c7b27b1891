// What a status line says of all rooms, and notices of who comes and goes, which can be left out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awayMembers, newsElsewhere, unsentCount } from '../../src/sdk/summary.ts';
import { member, message, Scene } from './scene.ts';

test('what is unsent is counted over all rooms, until it is acknowledged', () => {
  const scene = Scene.live();
  scene.client.send('general', 'one');
  scene.client.send('general', 'two');
  scene.client.send('ops', 'three');
  assert.equal(unsentCount(scene.client.getState()), 3);
  const [first] = scene.said().filter(({ type }) => type === 'send');
  assert.ok(first);
  scene.reply(first, {
    type: 'ack',
    room: 'general',
    seq: 1,
    timestamp: '2026-11-20T12:00:00.000Z',
  });
  assert.equal(unsentCount(scene.client.getState()), 2);
});

test('news are those of rooms that are neither on the screen nor muted', () => {
  const scene = Scene.live();
  for (const room of ['ops', 'random']) {
    scene.client.show(room);
    scene.enter();
  }
  scene.client.show('general');
  scene.server(
    message(1, 0),
    message(2, 0, { room: 'ops' }),
    message(3, 2, { room: 'ops', content: 'alice!' }),
    message(4, 0, { room: 'random' }),
  );
  const state = scene.client.getState();
  assert.deepEqual(newsElsewhere(state, new Set()), { unread: 3, mentions: 1, rooms: 2 });
  assert.deepEqual(newsElsewhere(state, new Set(['ops'])), { unread: 1, mentions: 0, rooms: 1 });
});

test('who is away is known by name', () => {
  const scene = new Scene();
  scene.greet();
  scene.enter([], { members: [member('alice'), member('bob', 'away'), member('carol')] });
  assert.deepEqual(
    awayMembers(scene.room).map(({ name }) => name),
    ['bob'],
  );
});

test('who comes, goes and takes another name is not told while that is hidden, but known', () => {
  const scene = Scene.live();
  const presence = (name: string, state: string) =>
    scene.server({ type: 'presence', room: 'general', name, state, count: 3 });
  presence('carol', 'joined');
  scene.client.setPresenceHidden(true);
  presence('dave', 'joined');
  scene.server({ type: 'renamed', from: 'bob', name: 'rob' });
  presence('carol', 'left');
  assert.deepEqual(scene.notices, ['carol joined']);
  assert.deepEqual(
    scene.room.members.map(({ name }) => name),
    ['alice', 'dave', 'rob'],
  );
  scene.client.setPresenceHidden(false);
  presence('dave', 'left');
  assert.match(scene.notices.at(-1) ?? '', /dave left$/);
});
