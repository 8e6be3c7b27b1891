// Where keys go among the rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayStep, selectableFrom } from '../../../src/web/pane/row-steps.ts';
import { rowsOf, upTo } from './fake-pane.ts';

const rows = rowsOf(upTo(39));

test('a day back is the start of the day, then of the one before', () => {
  assert.equal(rows.at(dayStep(rows, 24, -1))?.key, 's20');
  assert.equal(rows.at(dayStep(rows, dayStep(rows, 24, -1), -1))?.key, 's10');
  assert.equal(dayStep(rows, 0, -1), 0);
});

test('a day on is the start of the next, beyond the last one the end', () => {
  assert.equal(rows.at(dayStep(rows, 12, 1))?.key, 's20');
  assert.equal(dayStep(rows, 35, 1), rows.length);
});

test('notices and what is on its way are passed over', () => {
  const mixed = rowsOf(upTo(6), (seq) => {
    if (seq === 3) return { key: 'n2.1', kind: 'info' };
    return seq === 6 ? { key: 'pk-1', delivery: 'pending' } : {};
  });
  assert.equal(selectableFrom(mixed, 2, 1), 3);
  assert.equal(selectableFrom(mixed, 2, -1), 1);
  assert.equal(selectableFrom(mixed, 5, -1), 4);
  assert.equal(selectableFrom(mixed, 5, 1), undefined);
});
