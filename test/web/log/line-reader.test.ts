import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatEntry } from '../../../src/protocol/index.ts';
import { LineReader } from '../../../src/web/log/line-reader.ts';
import { entry } from '../../server/log/open-log.ts';

const said = [
  entry(3, { content: 'häßlich 👍 и так далее' }),
  entry(4, { content: 'tab\there', id: 'a-1' }),
  entry(9, { kind: 'action', content: 'waves' }),
];
const lines = said.map((each) => formatEntry(each));
const bytes = Buffer.from(`${lines.join('\n')}\n`);

test('lines come out the same however the bytes are cut', () => {
  for (let size = 1; size <= bytes.length; size++) {
    const reader = new LineReader(0);
    const read = [];
    for (let at = 0; at < bytes.length; at += size)
      read.push(...reader.take(bytes.subarray(at, at + size)));
    assert.deepEqual(
      read.map(({ text, meta }) => text + meta),
      lines,
    );
    assert.deepEqual(
      read.map(({ seq }) => seq),
      [3, 4, 9],
    );
  }
});

test('what machines read stands apart, from the tab on', () => {
  const [first, second] = new LineReader(0).take(bytes);
  assert.equal(first?.meta, '');
  assert.equal(second?.meta, '\t{"id":"a-1"}');
  assert.ok(second?.text.endsWith('tab\\there'));
});

test('what is known already, or comes twice, is left out', () => {
  const reader = new LineReader(3);
  assert.deepEqual(
    reader.take(bytes).map(({ seq }) => seq),
    [4, 9],
  );
  assert.deepEqual(reader.take(bytes), []);
});

test('a line without end is no log', () => {
  const reader = new LineReader(0);
  assert.throws(() => {
    for (;;) reader.take(Buffer.alloc(100_000, 'x'));
  }, /line without end/);
});
