import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Frames, framesOf } from '../../../src/server/web/frames.ts';
import { fc } from '../../support/generated.ts';

/** The texts of whole, unmasked frames (RFC 6455, 5.2). */
function read(frames: Uint8Array): string[] {
  const view = Buffer.from(frames);
  const texts: string[] = [];
  for (let at = 0; at < view.length; ) {
    assert.equal(view[at], 0x81);
    const short = view.readUInt8(at + 1);
    assert.ok(short < 128, 'no mask');
    const [length, head] =
      short < 126
        ? [short, 2]
        : short === 126
          ? [view.readUInt16BE(at + 2), 4]
          : [Number(view.readBigUInt64BE(at + 2)), 10];
    // The shortest form is a must.
    assert.equal(head, length < 126 ? 2 : length < 65_536 ? 4 : 10);
    texts.push(view.toString('utf8', at + head, at + head + length));
    at += head + length;
  }
  return texts;
}

test('each line is one message, of any length and any text', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', '')),
    fc
      .constantFrom(0, 1, 125, 126, 127, 65_535, 65_536, 70_000)
      .map((length) => 'x'.repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = lines.map((each) => `${each}\n`).join('');
      assert.deepEqual(read(framesOf(Buffer.from(text))), lines);
    }),
  );
});

test('what many hear is framed once', () => {
  const frames = new Frames();
  const [first, second] = [Buffer.from('{"a":1}\n{"b":2}\n'), Buffer.from('{"c":3}\n')];
  const made = frames.of(first);
  assert.equal(frames.of(first), made);
  assert.deepEqual(read(frames.of(second)), ['{"c":3}']);
  assert.deepEqual(read(frames.of('{"d":4}\n')), ['{"d":4}']);
  assert.deepEqual(read(frames.of(first)), ['{"a":1}', '{"b":2}']);
});
