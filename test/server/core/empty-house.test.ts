// A server that is to end when nobody is left knows when that is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EmptyHouse } from '../../../src/server/core/empty-house.ts';

test('it is over so long after the start, or after the last one was seen', () => {
  const house = new EmptyHouse(1_000, 5_000);
  assert.equal(house.isOver(5_999), false);
  house.somebody(5_999);
  assert.equal(house.isOver(6_998), false);
  assert.equal(house.isOver(6_999), true);
});

test('a clock that is set back makes it wait the whole time once more, and no longer', () => {
  const house = new EmptyHouse(1_000, 5_000_000);
  assert.equal(house.isOver(10), false);
  assert.equal(house.isOver(1_009), false);
  assert.equal(house.isOver(1_010), true);
});
