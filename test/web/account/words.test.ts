// How a room is kept and when something was, in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { momentWords } from '../../../src/web/account/moments.ts';
import { slowWords } from '../../../src/web/account/room-words.ts';

test('seconds are told in the largest unit that fits', () => {
  assert.deepEqual([0, 1, 30, 60, 90, 3600, 7200].map(slowWords), [
    'no wait',
    '1 second',
    '30 seconds',
    '1 minute',
    '90 seconds',
    '1 hour',
    '2 hours',
  ]);
});

test('a moment of another year is told by its day, and what is none as it came', () => {
  assert.equal(momentWords('2001-03-05T12:00:00.000Z'), '5 Mar 2001');
  assert.equal(momentWords('whenever'), 'whenever');
});
