// The first words: one's name if it was not one's own wish, and the way to the help.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noticeWhenIn, welcome, welcomeWords } from '../../src/client/welcome.ts';
import { joined, Scene } from '../sdk/scene.ts';

test('who starts for the first time is told the name and where the help is', () => {
  assert.equal(welcomeWords('ann', 'ann'), 'Welcome, ann. F1 shows what you can do.');
  assert.match(
    welcomeWords('calm-otter-7', ''),
    /^Welcome, calm-otter-7 \(\/name changes that\)\. F1 /,
  );
});

test('the welcome is said once, in the first room, not after each loss of the connection', () => {
  const scene = new Scene();
  welcome(scene.client);
  scene.greet();
  scene.enter();
  assert.deepEqual(scene.notices, ['Welcome, alice. F1 shows what you can do.']);
  scene.cut();
  scene.greet();
  scene.reply(scene.asks('join'), joined('general'));
  assert.equal(scene.notices.length, 1);
});

test('what is to be said before there is a room waits for the first one, and is said once', () => {
  const scene = new Scene();
  welcome(scene.client);
  noticeWhenIn(scene.client, 'First time here.');
  scene.greet();
  scene.enter();
  assert.deepEqual(scene.notices, [
    'Welcome, alice. F1 shows what you can do.',
    'First time here.',
  ]);
  noticeWhenIn(scene.client, 'Second time here.');
  assert.equal(scene.notices.at(-1), 'Second time here.');
});
