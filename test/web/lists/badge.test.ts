// What is new in a room, for eyes and for ears.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badgeOf, badgeWords } from '../../../src/web/lists/badge.ts';

test('what is for one comes before what is unread, and ears hear both', () => {
  assert.equal(badgeOf({ unread: 3, mentions: 1 }), '@1');
  assert.equal(badgeWords({ unread: 3, mentions: 1 }), '3 unread, 1 for you');
  assert.equal(badgeOf({ unread: 3, mentions: 0 }), '3');
  assert.equal(badgeWords({ unread: 3, mentions: 0 }), '3 unread');
});

test('nothing new is nothing said, and many are 99+', () => {
  assert.equal(badgeOf({ unread: 0, mentions: 0 }), '');
  assert.equal(badgeWords({ unread: 0, mentions: 0 }), '');
  assert.equal(badgeOf({ unread: 1000, mentions: 0 }), '99+');
});
