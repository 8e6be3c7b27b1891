// Widths and cuts in terminal cells, by grapheme.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth, fitLeft, fitRight, prefixOfWidth, truncate } from '../../src/client/cells.ts';
import { graphemes, nextBoundary, previousBoundary } from '../../src/ui/graphemes.ts';
import { fc } from '../support/generated.ts';

const family = '👨‍👩‍👧';

test('a cluster is as wide as it is drawn, however many code points it has', () => {
  const widths = {
    a: 1,
    é: 1,
    'e\u0301': 1,
    日: 2,
    한: 2,
    [family]: 2,
    '🇩🇪': 2,
    '👍🏽': 2,
    '❤️': 2,
    '☁': 1,
    // Neither a flag nor one letter: the cells that terminals give to each part.
    '🇦🇧': 2,
    മ്മ: 2,
    क्षि: 3,
    กำ: 2,
  };
  for (const [text, width] of Object.entries(widths)) assert.equal(cellWidth(text), width, text);
});

test('boundaries lie between graphemes', () => {
  const text = `a${family}e\u0301`;
  assert.equal(nextBoundary(text, 1), 1 + family.length);
  assert.equal(previousBoundary(text, 1 + family.length), 1);
  assert.equal(previousBoundary(text, text.length), 1 + family.length);
  assert.equal(previousBoundary(text, 0), 0);
  assert.equal(nextBoundary(text, text.length), text.length);
});

test('a prefix takes at most its width and never half a grapheme', () => {
  assert.equal(prefixOfWidth('日本語', 3), '日');
  assert.equal(prefixOfWidth(`${family}x`, 1), '');
  assert.equal(prefixOfWidth('abc', 0), '');
});

test('what is cut ends with an ellipsis', () => {
  assert.equal(truncate('abcdef', 4), 'abc…');
  assert.equal(truncate('日本語', 4), '日…');
  assert.equal(truncate('abc', 3), 'abc');
  assert.equal(truncate('abc', 0), '');
});

test('a fitted text is exactly as wide as asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      fc.pre(!/\p{Cc}/u.test(text));
      assert.equal(cellWidth(fitLeft(text, width)), width);
      assert.equal(cellWidth(fitRight(text, width)), width);
    }),
  );
});

test('graphemes put together are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) =>
      assert.equal(graphemes(text).join(''), text),
    ),
  );
});
