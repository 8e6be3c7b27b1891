import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Line, LineSplitter } from '../../src/protocol/index.ts';
import { fc } from '../support/generated.ts';

function split(bytes: Uint8Array, sizes: readonly number[], maxBytes = 64): Line[] {
  const splitter = new LineSplitter(maxBytes);
  const lines: Line[] = [];
  let start = 0;
  for (const size of [...sizes, bytes.length]) {
    lines.push(...splitter.push(bytes.subarray(start, start + size)));
    start += size;
  }
  return [...lines, ...splitter.end()];
}

describe('LineSplitter', () => {
  it('gives whole lines without their ends, and leaves blank ones out', () => {
    assert.deepEqual(split(Buffer.from('one\r\n\n\r\ntwo\nthree'), []), ['one', 'two', 'three']);
  });

  it('gives the same lines however the bytes come, also one by one', () => {
    const text = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\n', '\r\n', 'é', '😀', 'x'.repeat(70)),
      ),
    );
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 })), (parts, sizes) => {
        const bytes = Buffer.from(parts.join(''));
        const whole = split(bytes, []);
        assert.deepEqual(split(bytes, sizes), whole);
        assert.deepEqual(split(bytes, new Array(bytes.length).fill(1)), whole);
      }),
    );
  });

  it('reports a line that is too long once, skips its rest, and goes on', () => {
    const bytes = Buffer.from(`${'x'.repeat(500)}\nnext\n`);
    assert.deepEqual(split(bytes, new Array(100).fill(7)), [{ fault: 'line-too-long' }, 'next']);
    assert.deepEqual(split(bytes, []), [{ fault: 'line-too-long' }, 'next']);
  });

  it('counts bytes, not characters', () => {
    assert.deepEqual(split(Buffer.from(`${'é'.repeat(32)}\n`), []), ['é'.repeat(32)]);
    assert.deepEqual(split(Buffer.from(`${'é'.repeat(33)}\n`), []), [{ fault: 'line-too-long' }]);
  });

  it('reports a line that is not UTF-8, and keeps its neighbours', () => {
    const bytes = Buffer.concat([
      Buffer.from('a\n'),
      Buffer.from([0xc3, 0x28, 0x0a]),
      Buffer.from('b\n'),
    ]);
    assert.deepEqual(split(bytes, []), ['a', { fault: 'bad-utf8' }, 'b']);
  });

  it('never holds more than its bound, whatever comes', () => {
    const splitter = new LineSplitter(64);
    for (let count = 0; count < 1000; count++) {
      splitter.push(new Uint8Array(50).fill(0x78));
      assert.ok(splitter.heldBytes <= 64);
    }
  });
});
