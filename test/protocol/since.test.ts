// From where on messages are wanted, as people write it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration, parseSince } from '../../src/protocol/index.ts';

const forms: readonly [text: string, means: ReturnType<typeof parseSince>][] = [
  ['1234', { after: 1234 }],
  ['90m', { agoMs: 5_400_000 }],
  ['2w', { agoMs: 1_209_600_000 }],
  ['2026-11-20', { atMs: Date.parse('2026-11-20T00:00:00Z') }],
  ['2026-11-20T12:00', { atMs: Date.parse('2026-11-20T12:00:00Z') }],
  ['2026-11-20 12:00:01.5', { atMs: Date.parse('2026-11-20T12:00:01.500Z') }],
  ['2026-11-20T12:00+02:00', { atMs: Date.parse('2026-11-20T10:00:00Z') }],
  ['yesterday', undefined],
  ['2026-13-40', undefined],
  ['1y', undefined],
  ['-5', undefined],
  ['', undefined],
];

for (const [text, means] of forms) {
  test(`"${text}" means ${JSON.stringify(means) ?? 'nothing'}`, () => {
    assert.deepEqual(parseSince(text), means);
  });
}

test('so long is so many milliseconds, with a unit alone', () => {
  assert.equal(parseDuration('30s'), 30_000);
  assert.equal(parseDuration('30'), undefined);
});
