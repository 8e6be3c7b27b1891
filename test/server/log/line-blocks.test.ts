import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksBackward, blocksForward, linesOf } from '../../../src/server/log/line-blocks.ts';
import type { Readable } from '../../../src/server/log/log-file.ts';
import { fc } from '../../support/generated.ts';

function inMemory(text: string): Readable {
  const bytes = Buffer.from(text);
  return {
    size: bytes.length,
    readAt: async (position, length) => bytes.subarray(position, position + length),
  };
}

const someLines = fc.array(
  fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'ß', '👍', ' '), maxLength: 8 }),
    fc.constantFrom('x'.repeat(40), 'y'.repeat(200)),
  ),
  { maxLength: 30 },
);
const blockBytes = fc.integer({ min: 1, max: 60 });

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

test('blocks forward and backward hold every line once, whole and in order', async () => {
  await fc.assert(
    fc.asyncProperty(someLines, blockBytes, async (lines, size) => {
      const file = inMemory(textOf(lines));
      const sizes = { blockBytes: size, lineBytes: 1_000 };
      const forward: string[] = [];
      let position = 0;
      for await (const { bytes, start } of blocksForward(file, 0, file.size, sizes)) {
        assert.equal(start, position);
        position += bytes.length;
        forward.push(...linesOf(bytes));
      }
      assert.deepEqual(forward, lines);
      const backward: string[] = [];
      position = file.size;
      for await (const { bytes, start } of blocksBackward(file, 0, file.size, sizes)) {
        position -= bytes.length;
        assert.equal(start, position);
        backward.unshift(...linesOf(bytes));
      }
      assert.deepEqual(backward, lines);
    }),
  );
});

test('a line over the limit is one line that is no entry; its neighbours are whole', async () => {
  await fc.assert(
    fc.asyncProperty(someLines, blockBytes, async (lines, size) => {
      const long = 'z'.repeat(5_000);
      const all = [...lines, long, ...lines, long, 'end'];
      const file = inMemory(textOf(all));
      const sizes = { blockBytes: size, lineBytes: 300 };
      const expected = all.map((line) => (line === long ? '?' : line));
      const forward: string[] = [];
      for await (const { bytes } of blocksForward(file, 0, file.size, sizes)) {
        forward.push(...linesOf(bytes));
      }
      assert.deepEqual(forward, expected);
      const backward: string[] = [];
      for await (const { bytes } of blocksBackward(file, 0, file.size, sizes)) {
        backward.unshift(...linesOf(bytes));
      }
      assert.deepEqual(backward, expected);
    }),
  );
});

test('a file that is shorter than it was said to be ends where it ends', async () => {
  const file = inMemory('one\ntwo\n');
  const sizes = { blockBytes: 3, lineBytes: 100 };
  const forward: string[] = [];
  for await (const { bytes } of blocksForward(file, 0, 1_000, sizes)) {
    forward.push(...linesOf(bytes));
  }
  assert.deepEqual(forward, ['one', 'two']);
  for await (const _ of blocksBackward(file, 0, 1_000, sizes)) assert.fail('nothing can be told');
});
