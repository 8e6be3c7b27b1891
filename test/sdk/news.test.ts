// What is told of moderation that a view asked for itself: to who did it the server sends the answer alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Said, Scene } from './scene.ts';

const open = {
  ...{ type: 'room', room: 'general', visibility: 'open', description: '', slow: 0 },
  ...{ owner: 'alice', moderators: [] },
};

test('how a room is kept is known once a view has asked, and told only where it was changed', async () => {
  const scene = Scene.live();
  const shown = scene.client.ask({ type: 'room', room: 'general' }, 'room');
  scene.reply(scene.asks('room'), open);
  await shown;
  const before = scene.notices.length;
  assert.equal(scene.room.keeping?.visibility, 'open');
  const changed = scene.client.ask(
    { type: 'room', room: 'general', visibility: 'private' },
    'room',
  );
  scene.reply(scene.said().at(-1) as Said, { ...open, visibility: 'private' });
  await changed;
  assert.equal(scene.room.keeping?.visibility, 'private');
  assert.equal(scene.notices.length, before + 1);
  assert.match(scene.notices.at(-1) ?? '', /^alice made the room private\.$/);
});

test('an act that a view asked for is told once', async () => {
  const scene = Scene.live();
  const act = { type: 'moderate', action: 'mute', room: 'general', name: 'bob' } as const;
  const done = scene.client.ask(act, 'moderated');
  const told = { type: 'moderated', action: 'mute', room: 'general', name: 'bob', by: 'alice' };
  scene.reply(scene.asks('moderate'), told);
  await done;
  assert.equal(scene.notices.filter((text) => text.includes('bob')).length, 1);
});

test('the colour that one chose is one’s own at once, as the server tells it to others alone', async () => {
  const scene = Scene.live();
  const profile = { type: 'profile', name: 'Alice', status: 'online', role: 'member', rooms: [] };
  const asked = scene.client.ask({ type: 'profile', colour: 'pink' }, 'profile');
  scene.reply(scene.asks('profile'), { ...profile, colour: 'pink' });
  await asked;
  assert.equal(scene.client.getState().colours.get('alice'), 'pink');
  scene.client.submit('/profile colour -');
  scene.reply(scene.said().at(-1) as Said, profile);
  assert.equal(scene.client.getState().colours.get('alice'), undefined);
});
