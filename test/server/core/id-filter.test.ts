import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOfId, IdFilter } from '../../../src/server/core/id-filter.ts';
import { fc } from '../../support/generated.ts';

test('an id that was used is never taken for an unused one', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 2_000, size: 'max' }), (ids) => {
      const filter = new IdFilter();
      for (const id of ids) filter.add(hashOfId(id));
      assert.ok(ids.every((id) => filter.mayHold(hashOfId(id))));
    }),
  );
});

test('also among as many as a program sends, and few that are unused are taken for used', () => {
  const filter = new IdFilter();
  const count = 200_000;
  const used = (number: number) => hashOfId(`x7k2m9qa3c-${number}`);
  for (let number = 0; number < count; number++) filter.add(used(number));
  let wrong = 0;
  for (let number = 0; number < count; number++) {
    assert.ok(filter.mayHold(used(number)));
    if (filter.mayHold(used(count + number))) wrong++;
  }
  assert.ok(wrong / count < 0.02, `${wrong} of ${count}`);
});

test('one that holds nothing holds nothing', () => {
  const filter = new IdFilter();
  for (const hash of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
    assert.equal(filter.mayHold(hash), false);
    filter.add(hash);
    assert.equal(filter.mayHold(hash), true);
  }
});

test('ids that people and programs give differ in their hashes', () => {
  const hashes = new Set(Array.from({ length: 100_000 }, (_, number) => hashOfId(`s1-${number}`)));
  assert.ok(hashes.size > 99_990, String(hashes.size));
});
