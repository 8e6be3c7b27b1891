// The window over the timeline: what is looked at stays where it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Anchor,
  around,
  atFirst,
  fixed,
  type Rows,
  scrolled,
  windowOf,
} from '../../src/client/viewport.ts';
import { fc } from '../support/generated.ts';

/** Rows named by their letters, each with as many lines as its number says: `a2 b1`. */
function rowsOf(spec: string): Rows {
  const rows = spec
    .split(' ')
    .filter(Boolean)
    .map((part) => ({ key: part[0] ?? '', lines: Number(part.slice(1)) }));
  return {
    count: rows.length,
    keyAt: (index) => rows[index]?.key ?? '',
    indexOf: (key) => rows.findIndex((row) => row.key === key),
    linesAt: (index) =>
      Array.from({ length: rows[index]?.lines ?? 0 }, (_, line) => `${rows[index]?.key}${line}`),
  };
}

const shown = (spec: string, anchor: Anchor, height: number): string =>
  windowOf(rowsOf(spec), anchor, height).lines.join(' ');

test('at the bottom stand the newest lines', () => {
  assert.equal(shown('a2 b1 c3', 'bottom', 4), 'b0 c0 c1 c2');
  assert.equal(shown('a2 b1', 'bottom', 10), 'a0 a1 b0');
  assert.equal(shown('', 'bottom', 4), '');
});

test('lines that arrive below move nothing when one has scrolled up', () => {
  const anchor = scrolled(rowsOf('a2 b1 c3'), 'bottom', -2, 3);
  assert.equal(shown('a2 b1 c3', anchor, 3), 'a1 b0 c0');
  assert.equal(shown('a2 b1 c3 d5 e1', anchor, 3), 'a1 b0 c0');
});

test('older rows that load above move nothing', () => {
  const anchor = atFirst(rowsOf('c1 d1 e1 f1'), 3);
  assert.equal(shown('c1 d1 e1 f1', anchor, 3), 'c0 d0 e0');
  assert.equal(shown('a4 b2 c1 d1 e1 f1', anchor, 3), 'c0 d0 e0');
});

test('back at the end one is at the bottom again and follows', () => {
  const rows = rowsOf('a2 b1 c3');
  assert.equal(scrolled(rows, scrolled(rows, 'bottom', -2, 3), 5, 3), 'bottom');
});

test('a row that is gone to stands in the middle, or as near to it as the ends let it', () => {
  const spec = 'a1 b1 c1 d1 e1 f1 g1';
  const shownAround = (key: string) => shown(spec, around(rowsOf(spec), key, 3), 3);
  assert.equal(shownAround('d'), 'c0 d0 e0');
  assert.equal(shownAround('a'), 'a0 b0 c0');
  assert.equal(shownAround('g'), 'e0 f0 g0');
  assert.equal(shownAround('x'), 'e0 f0 g0');
});

test('scrolling up ends with the pane full', () => {
  const rows = rowsOf('a2 b1 c3');
  const anchor = scrolled(rows, 'bottom', -100, 3);
  assert.deepEqual(windowOf(rows, anchor, 3), {
    lines: ['a0', 'a1', 'b0'],
    firstRow: 0,
    hasLast: false,
    lastRow: 1,
  });
});

test('what fits altogether cannot be scrolled', () => {
  assert.equal(scrolled(rowsOf('a2 b1'), 'bottom', -1, 10), 'bottom');
});

test('a row that is gone leaves one at the bottom', () => {
  assert.equal(shown('a2 b1', { key: 'x', line: 0 }, 2), 'a1 b0');
});

test('what is held there stays when newer rows come, though the row of the place before is gone', () => {
  const anchor = fixed(rowsOf('c1 d1 e1'), { key: 'a', line: 0 });
  assert.equal(shown('c1 d1 e1 f1 g1', anchor, 2), 'd0 e0');
});

test('a row that has become shorter is shown to its end', () => {
  assert.equal(shown('a2 b1 c1', { key: 'b', line: 5 }, 2), 'a1 b0');
});

test('up and down by the same number is where one was, away from the ends', () => {
  const spec = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 12, maxLength: 20 });
  fc.assert(
    fc.property(spec, fc.integer({ min: 1, max: 5 }), (heights, delta) => {
      const rows = rowsOf(
        heights.map((height, index) => `${String.fromCharCode(97 + index)}${height}`).join(' '),
      );
      const start = scrolled(rows, 'bottom', -2, 5);
      const back = scrolled(rows, scrolled(rows, start, -delta, 5), delta, 5);
      assert.deepEqual(windowOf(rows, back, 5).lines, windowOf(rows, start, 5).lines);
    }),
  );
});

test('the pane is full whenever there are lines enough', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 }),
      fc.array(fc.integer({ min: -30, max: 30 })),
      fc.integer({ min: 1, max: 12 }),
      (heights, deltas, height) => {
        const rows = rowsOf(
          heights.map((lines, index) => `${String.fromCharCode(97 + index)}${lines}`).join(' '),
        );
        const total = heights.reduce((sum, lines) => sum + lines, 0);
        const anchor = deltas.reduce<Anchor>(
          (at, delta) => scrolled(rows, at, delta, height),
          'bottom',
        );
        assert.equal(windowOf(rows, anchor, height).lines.length, Math.min(height, total));
      },
    ),
  );
});
