// The table of look-alikes, as scripts/confusables.ts wrote it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confusables } from '../../src/protocol/confusables-data.ts';

test('what a look-alike is replaced by is replaced by nothing again', () => {
  for (const [character, target] of confusables()) {
    for (const part of target) {
      assert.ok(
        !confusables().has(part),
        `${character} becomes ${target}, and ${part} something else`,
      );
    }
    assert.equal(target.toUpperCase().toLowerCase().normalize('NFKD'), target);
  }
});

test('letters of other scripts, digits and letter pairs stand for what they look like', () => {
  const cases = [
    ['а', 'a'], // Cyrillic
    ['ο', 'o'], // Greek
    ['В', 'b'], // Cyrillic capital Ve, which lower-cases to another look
    ['0', 'o'],
    ['1', 'l'],
    ['m', 'rn'],
  ] as const;
  for (const [character, target] of cases) assert.equal(confusables().get(character), target);
});
