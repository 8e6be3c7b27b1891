// What was looked at lately is kept, and no more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentMap } from '../../src/sdk/recent-map.ts';

test('what was asked for lately stays, what nobody asks for goes', () => {
  const map = new RecentMap<number, string>(10);
  map.set(0, 'zero');
  for (let key = 1; key <= 100; key += 1) {
    map.set(key, String(key));
    assert.equal(map.get(0), 'zero');
  }
  const held = Array.from({ length: 101 }, (_, key) => key).filter((key) => map.get(key));
  assert.ok(held.length <= 20 && held.includes(100) && held.includes(91), held.join());
  assert.equal(map.get(50), undefined);
  map.clear();
  assert.equal(map.get(100), undefined);
});
