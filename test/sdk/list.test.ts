// The list whose older versions stay as they were.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { List } from '../../src/sdk/list.ts';
import { fc } from '../support/generated.ts';

const numbers = (...values: number[]) => values.map((value) => ({ value }));
const values = (list: List<{ value: number }>) => list.slice(0).map(({ value }) => value);

test('appending to an older version leaves the newer one alone', () => {
  const base = List.of(numbers(1, 2));
  const one = base.append(numbers(3));
  const other = base.append(numbers(4));
  assert.deepEqual(values(base), [1, 2]);
  assert.deepEqual(values(one), [1, 2, 3]);
  assert.deepEqual(values(other), [1, 2, 4]);
  assert.equal(base.at(2), undefined);
  assert.equal(base.last()?.value, 2);
});

test('whatever is done to any version, each is what an array would be', () => {
  const change = fc.record({
    do: fc.constantFrom('append', 'prepend', 'dropFirst', 'replaceLast', 'filter'),
    to: fc.nat(20),
    given: fc.array(fc.nat(9), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const versions = [{ list: List.of<{ value: number }>(), array: [] as number[] }];
      for (const { do: what, to, given } of changes) {
        const { list, array } = versions[to % versions.length] as (typeof versions)[number];
        versions.push(changed(list, array, what, given));
      }
      for (const { list, array } of versions) {
        assert.deepEqual(values(list), array);
        assert.equal(list.length, array.length);
        assert.equal(list.last()?.value, array.at(-1));
        assert.deepEqual(
          array.map((_, index) => list.at(index)?.value),
          array,
        );
        const middle = list.slice(1, array.length - 1).map(({ value }) => value);
        assert.deepEqual(middle, array.slice(1, Math.max(0, array.length - 1)));
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});

function changed(list: List<{ value: number }>, array: number[], what: string, given: number[]) {
  const [first = 0] = given;
  const added = numbers(...given);
  if (what === 'append') return { list: list.append(added), array: [...array, ...given] };
  if (what === 'prepend') return { list: list.prepend(added), array: [...given, ...array] };
  if (what === 'dropFirst') return { list: list.dropFirst(first), array: array.slice(first) };
  if (what === 'filter') {
    const kept = list.filter(({ value }) => value !== first);
    return { list: kept, array: array.filter((value) => value !== first) };
  }
  return { list: list.replaceLast({ value: first }), array: [...array.slice(0, -1), first] };
}

test('search finds where what follows begins', () => {
  const list = List.of(numbers(1, 3, 3, 7));
  assert.equal(
    list.search(({ value }) => value >= 3),
    1,
  );
  assert.equal(
    list.search(({ value }) => value > 7),
    4,
  );
});
