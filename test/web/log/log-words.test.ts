// What the page of a log says about its lines.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maxLines } from '../../../src/web/log/line-blocks.ts';
import {
  againWords,
  hasOlder,
  newWords,
  stateWords,
  topWords,
} from '../../../src/web/log/log-words.ts';

const some = { count: 500, hasDropped: false, hasBegin: false, hasFailed: false };

test('above the lines it says whether older ones come', () => {
  assert.match(topWords({ ...some, count: 0 }), /^Another room/);
  assert.equal(topWords(some), 'Scroll up for what is older.');
  assert.match(topWords({ ...some, hasFailed: true }), /could not be read/);
  assert.match(topWords({ ...some, hasBegin: true }), /^This is where it begins/);
});

test('a page that is full says where the whole log is', () => {
  assert.match(topWords({ ...some, count: maxLines }), /20,000 lines; the whole log/);
  assert.match(topWords({ ...some, hasDropped: true, hasBegin: true }), /the whole log/);
  assert.equal(hasOlder({ ...some, count: maxLines }), false);
});

test('while it waits it says why, and counts down to no less than a second', () => {
  const waiting = { at: 'waiting', untilMs: 10_500, why: 'The server is out of reach.' } as const;
  assert.equal(stateWords(waiting), 'The server is out of reach.');
  assert.equal(againWords(waiting, 8_000), 'Asked again in 3 s.');
  assert.equal(againWords(waiting, 11_000), 'Asked again in 1 s.');
  assert.equal(againWords({ at: 'following' }, 8_000), '');
});

test('one new line is one', () => {
  assert.equal(newWords(1), '1 new line ↓');
  assert.equal(newWords(2), '2 new lines ↓');
});
