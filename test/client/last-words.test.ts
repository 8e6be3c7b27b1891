import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellLastWords } from '../../src/client/last-words.ts';
import { Scene } from '../sdk/scene.ts';

test('a warning of several lines is among the messages too, and nothing is tried again', () => {
  const scene = new Scene();
  tellLastWords(scene.client);
  const warning = 'WARNING: it has changed.\nBefore: one\nNow: other';
  scene.pair.end.close(warning, true);
  assert.deepEqual(scene.notices, [warning]);
  assert.equal(scene.client.getState().isEnded, true);
  scene.clock.advance(1_000_000);
  assert.equal(scene.pair.ends.length, 1);
  scene.client.start();
  scene.pair.end.close('It has changed again.\nNow: yet another', true);
  assert.equal(scene.notices.length, 2);
});

test('what the status line can show is not said twice, and a loss is no end', () => {
  const scene = new Scene();
  tellLastWords(scene.client);
  scene.pair.end.close('x'.repeat(100));
  assert.deepEqual(scene.notices, []);
  scene.client.start();
  scene.pair.end.close('Banned.', true);
  assert.deepEqual(scene.notices, []);
});
