// What the benchmark counts in the bytes that a program writes to its terminal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutputScan } from '../../bench/tui/output-scan.ts';

const begin = '\u001b[?2026h';
const end = '\u001b[?2026l';

function scan(...parts: string[]): OutputScan {
  const scanned = new OutputScan();
  for (const part of parts) scanned.push(Buffer.from(part));
  return scanned;
}

test('a clear of the whole screen counts, in each way it can be said', () => {
  for (const clear of [
    '\u001b[2J',
    '\u001b[3J',
    '\u001bc',
    '\u001b[H\u001b[J',
    '\u001b[1;1H\u001b[0J',
  ]) {
    assert.equal(scan('text', clear, 'text').clears, 1, JSON.stringify(clear));
  }
});

test('a clear of what is below the cursor counts only at the top', () => {
  assert.equal(scan('\u001b[H\u001b[5B\u001b[J').clears, 0);
  assert.equal(scan('\u001b[Htitle\u001b[J').clears, 0);
  assert.equal(scan('\u001b[12;1H\u001b[J').clears, 0);
  assert.equal(scan('\u001b[H\u001b[0m\u001b[J').clears, 1, 'a colour does not move the cursor');
});

test('what is painted between the two signs of a frame is synchronised', () => {
  const scanned = scan(`${begin}\u001b[3;1Hhello\u001b[K${end}\u001b[?25h`);
  assert.deepEqual(
    { frames: scanned.frames, naked: scanned.nakedPaints, isInFrame: scanned.isInFrame },
    { frames: 1, naked: 0, isInFrame: false },
  );
});

test('text and erasures outside of frames are naked paint, moves and modes are not', () => {
  assert.equal(scan(`${begin}a${end}b`).nakedPaints, 1);
  assert.equal(scan(`${begin}a${end}\u001b[2K`).nakedPaints, 1);
  assert.equal(scan('\u001b[5;5H\u001b[31m\r\n\u001b]0;title\u0007').nakedPaints, 0);
});

test('sequences that come in two reads are one', () => {
  const whole = `${begin}\u001b[2J\u001b]8;;http://a\u001b\\x${end}y`;
  for (let cut = 0; cut <= whole.length; cut += 1) {
    const { clears, frames, isInFrame, bytes } = scan(whole.slice(0, cut), whole.slice(cut));
    const wanted = { clears: 1, frames: 1, isInFrame: false, bytes: whole.length };
    assert.deepEqual({ clears, frames, isInFrame, bytes }, wanted, `cut at ${cut}`);
  }
});
