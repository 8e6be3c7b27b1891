// The small sums behind the benchmark's figures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keysLost, quantile } from '../../bench/tui/figures.ts';

test('a quantile is a value that was measured: the first that so many do not exceed', () => {
  const values = Array.from({ length: 100 }, (_, at) => 100 - at);
  assert.equal(quantile(values, 0.5), 50);
  assert.equal(quantile(values, 0.99), 99);
  assert.equal(quantile(values, 1), 100);
  assert.equal(quantile([7], 0.5), 7);
  assert.ok(Number.isNaN(quantile([], 0.5)));
});

test('a key that is missing or stands in another place is lost, wherever it was', () => {
  assert.equal(keysLost('hello there', 'hello there'), 0);
  assert.equal(keysLost('hello there', 'hllo thee'), 2);
  assert.equal(keysLost('ab', 'ba'), 1);
  assert.equal(keysLost('hello', ''), 5);
  assert.equal(keysLost('hello', 'hello and more'), 0);
});
