// Lines of a width: by words, with their indent, no grapheme split.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth } from '../../src/client/cells.ts';
import { cutPieces, wrap, wrapPieces } from '../../src/client/wrap.ts';
import { fc } from '../support/generated.ts';

test('lines break between words', () => {
  assert.deepEqual(wrap('the quick brown fox', 10), ['the quick', 'brown fox']);
});

test('a line break stays one, an empty line too', () => {
  assert.deepEqual(wrap('a\n\nb', 10), ['a', '', 'b']);
  assert.deepEqual(wrap('', 10), ['']);
});

test('a word too long for a line is broken', () => {
  assert.deepEqual(wrap('see https://example.org/long', 10), [
    'see',
    'https://ex',
    'ample.org/',
    'long',
  ]);
});

test('the lines of an indented paragraph keep its indent', () => {
  assert.deepEqual(wrap('  one two three', 8), ['  one', '  two', '  three']);
});

test('an indent deeper than half the width is not repeated', () => {
  assert.deepEqual(wrap('        one two', 10), ['one two']);
});

test('text without spaces breaks behind any character, not before a closing mark', () => {
  assert.deepEqual(wrap('ab 日本語です。日本', 10), ['ab 日本語', 'です。日本']);
  assert.deepEqual(wrap('日本語。', 6), ['日本', '語。']);
});

test('spaces inside a line are kept', () => {
  assert.deepEqual(wrap('a   b', 10), ['a   b']);
});

test('a wide space at the end of a line is not taken away', () => {
  assert.deepEqual(wrap('日本\u3000', 10), ['日本\u3000']);
});

test('letters that join without end are one grapheme, and broken all the same', () => {
  for (const value of ['\u1100'.repeat(100), 'क्'.repeat(100)]) {
    const lines = wrap(value, 10);
    assert.equal(lines.join(''), value);
    for (const line of lines) assert.ok(cellWidth(line) <= 10, line);
  }
});

test('the pieces of a line are places in it', () => {
  assert.deepEqual(wrapPieces('  one two', 6), [
    { start: 2, end: 5, indent: 2 },
    { start: 6, end: 9, indent: 2 },
  ]);
  assert.deepEqual(cutPieces('  one two', 6), [
    { start: 0, end: 6, indent: 0 },
    { start: 6, end: 9, indent: 0 },
  ]);
});

const width = fc.integer({ min: 2, max: 40 });
const text = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  .filter((value) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value));

test('no line is wider than the width', () => {
  fc.assert(
    fc.property(text, width, (value, cells) => {
      for (const line of wrap(value, cells)) {
        assert.ok(cellWidth(line) <= cells || [...line.trim()].length === 1, `${line}: ${cells}`);
      }
    }),
  );
});

test('nothing but spaces is lost', () => {
  fc.assert(
    fc.property(text, width, (value, cells) => {
      assert.equal(wrap(value, cells).join('').replaceAll(' ', ''), value.replaceAll(' ', ''));
    }),
  );
});

test('the longest message wraps, of whatever it is made', () => {
  for (const value of [
    '日'.repeat(4000),
    'x'.repeat(4000),
    'a '.repeat(2000),
    '👨‍👩‍👧'.repeat(800),
  ]) {
    const lines = wrap(value, 60);
    assert.equal(lines.join('').replaceAll(' ', ''), value.replaceAll(' ', ''));
    assert.ok(lines.length < 140);
  }
});
