// What others write cannot drive a terminal: it is shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth } from '../../src/client/cells.ts';
import { safeLines, safeText } from '../../src/ui/safe-text.ts';
import { fc } from '../support/generated.ts';

test('an escape sequence is shown as text', () => {
  assert.equal(safeText('\u001b[2Jhi\u0007'), '␛[2Jhi␇');
  assert.equal(safeText('\u009b31mred\u007f'), '\\u{9b}31mred␡');
});

test('what turns the direction of text is shown by its number', () => {
  assert.equal(safeText('user\u202etxt.exe'), 'user\\u{202e}txt.exe');
  assert.equal(safeText('\u2066a\u2069\u061c\u200f'), '\\u{2066}a\\u{2069}\\u{61c}\\u{200f}');
});

test('separators, lone surrogates and invisible characters are shown', () => {
  assert.equal(safeText('a\u2028b\u2029'), 'a\\u{2028}b\\u{2029}');
  assert.equal(safeText('\ud800x'), '\\u{d800}x');
  assert.equal(safeText('a\u200bb\ufeffc\u00add\u3164'), 'a\\u{200b}b\\u{feff}c\\u{ad}d\\u{3164}');
});

test('a tab becomes spaces, lines are split before', () => {
  assert.equal(safeText('a\tb'), 'a    b');
  assert.deepEqual(safeLines('a\n\u001b'), ['a', '␛']);
});

test('emoji, flags and joined scripts stay as they are', () => {
  for (const text of ['👨‍👩‍👧', '❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '👍🏽', '🏳️‍🌈', 'می‌خواهم', 'क्‍ष', '日本語', 'Å̊é']) {
    assert.equal(safeText(text), text);
  }
});

test('a joiner out of its place is shown', () => {
  assert.equal(safeText('a\u200db'), 'a\\u{200d}b');
});

test('a mark at the start does not join what the layout put before it', () => {
  assert.equal(safeText('\u0301x'), '\u25cc\u0301x');
});

test('marks are stacked only so high', () => {
  assert.equal(safeText(`a${'\u0301'.repeat(500)}b`), `a${'\u0301'.repeat(8)}…b`);
});

test('pictures are joined only so many', () => {
  assert.equal(safeText(`${'👩‍'.repeat(12)}👩`).split('…').length, 3);
  assert.equal(safeText('👩🏽‍❤️‍💋‍👨🏿'), '👩🏽‍❤️‍💋‍👨🏿');
});

test('a colour of skin without a skin is shown, Hangul in parts is put together', () => {
  assert.equal(safeText('a🏽👍🏽'), 'a\\u{1f3fd}👍🏽');
  assert.equal(safeText('\u1112\u1161\u11ab'), '한');
});

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)))
    .map((units) => units.join('')),
  fc
    .array(
      fc.constantFrom(
        '\u001b',
        '[',
        ']',
        '\u009d',
        '\u202e',
        '\u200d',
        '❤',
        '\ufe0f',
        '\ud83d',
        '\udc68',
        'a',
        '\n',
        '\t',
      ),
    )
    .map((parts) => parts.join('')),
);

test('no output ever holds a character that drives or disorders a terminal', () => {
  const dangerous =
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;
  fc.assert(
    fc.property(anything, (text) => assert.doesNotMatch(safeText(text), dangerous)),
    { numRuns: 3000 },
  );
});

test('making a text safe twice changes nothing more', () => {
  fc.assert(
    fc.property(anything, (text) => assert.equal(safeText(safeText(text)), safeText(text))),
    { numRuns: 3000 },
  );
});

test('what is safe has a width', () => {
  fc.assert(
    fc.property(anything, (text) => assert.ok(text === '' || cellWidth(safeText(text)) > 0)),
    { numRuns: 3000 },
  );
});
