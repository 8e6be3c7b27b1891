// The map whose older versions stay as they were.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeqMap } from '../../src/sdk/seq-map.ts';
import { fc } from '../support/generated.ts';

interface Value {
  readonly value: number;
}

const key = fc.oneof(
  fc.nat(40),
  fc.nat(40).map((digit) => digit * 32 ** 3),
  fc.maxSafeNat(),
);

test('whatever is put into any version, each is what a map would be', () => {
  const puts = fc.array(fc.record({ to: fc.nat(20), key, value: fc.nat(9) }), { maxLength: 60 });
  fc.assert(
    fc.property(puts, (changes) => {
      const versions = [{ map: SeqMap.empty<Value>(), model: new Map<number, number>() }];
      for (const { to, key, value } of changes) {
        const { map, model } = versions[to % versions.length] as (typeof versions)[number];
        const next = new Map(model).set(key, value);
        versions.push({ map: map.set(key, { value }), model: next });
      }
      for (const { map, model } of versions) {
        assert.equal(map.size, model.size);
        assert.deepEqual(
          new Map(map.entries().map(([held, { value }]) => [held, value])),
          new Map(model),
        );
        for (const [held, value] of model) assert.equal(map.get(held)?.value, value);
        assert.equal(map.get(41)?.value, model.get(41));
      }
    }),
    { seed: 1 },
  );
});

test('what is left after a filter is what it kept; the same map if that is all', () => {
  const map = [1, 33, 65].reduce((all, seq) => all.set(seq, { value: seq }), SeqMap.empty<Value>());
  assert.equal(
    map.filter(() => true),
    map,
  );
  const kept = map.filter((seq) => seq > 1);
  assert.deepEqual([kept.size, kept.get(1), kept.get(33)?.value], [2, undefined, 33]);
});
