// The edits that a browser's text field does not have.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutRange, moveTarget } from '../../../src/web/line/line-edits.ts';

test('words are moved over and cut as in a shell', () => {
  const text = 'one two-three four';
  assert.equal(moveTarget('word-left', text, text.length), 14);
  assert.equal(moveTarget('word-right', text, 3), 7);
  assert.deepEqual(cutRange('kill-word-left', text, 13), { from: 4, to: 13, isKept: true });
  assert.deepEqual(cutRange('kill-subword-left', text, 13), { from: 8, to: 13, isKept: true });
});

test('a line of several is cut to its own start and end, and at its end the break goes', () => {
  const text = 'one\ntwo\nthree';
  assert.deepEqual(cutRange('kill-to-start', text, 6), { from: 4, to: 6, isKept: true });
  assert.deepEqual(cutRange('kill-to-end', text, 5), { from: 5, to: 7, isKept: true });
  assert.deepEqual(cutRange('kill-to-end', text, 7), { from: 7, to: 8, isKept: true });
  assert.deepEqual(cutRange('kill-all', text, 5), { from: 0, to: 13, isKept: true });
});

test('what a reader takes for one character goes at once, and is not kept', () => {
  const text = 'a👩‍👩‍👧b';
  const end = text.length - 1;
  assert.deepEqual(cutRange('backspace', text, end), { from: 1, to: end, isKept: false });
  assert.deepEqual(cutRange('delete', text, 1), { from: 1, to: end, isKept: false });
});
