// Fewer bytes, the same screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import headless from '@xterm/headless';
import { slimmed } from '../../src/client/slim-output.ts';

const size = { cols: 40, rows: 12, allowProposedApi: true };
const esc = '\u001b';
const style = `${esc}[2m${esc}[22m${esc}[38;2;45;134;179m${esc}[39m`;

/** The screen and the cursor after this has been written at the lower right of a full screen. */
async function screenAfter(output: string): Promise<string[]> {
  const terminal = new headless.Terminal(size);
  const full = Array.from({ length: 12 }, (_, row) => `line ${row}`).join('\r\n');
  await new Promise<void>((done) => terminal.write(full + output, done));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: 12 }, (_, row) => active.getLine(row)?.translateToString());
  terminal.dispose();
  return [...lines.map(String), `${active.cursorX},${active.cursorY}`];
}

const key = (up: number, down: number): string =>
  `${esc}[1G${esc}[${up}A${`${esc}[E`.repeat(down)}${esc}[3G${esc}[K${style}w\r\n${esc}[1A${esc}[4G`;

test('a key at the foot of a high screen is a few bytes, not a step for each line', () => {
  assert.equal(key(39, 38).length > 150, true);
  assert.equal(slimmed(key(39, 38)).length < 40, true);
});

for (const [up, down] of [
  [11, 10],
  [11, 11],
  [11, 3],
  [4, 9],
  [3, 1],
] as const) {
  test(`${up} lines up and ${down} down ends on the same line`, async () => {
    assert.deepEqual(await screenAfter(slimmed(key(up, down))), await screenAfter(key(up, down)));
  });
}

test('colours that hold something, and what is pasted into a line, stay as they are', () => {
  const painted = `${esc}[3G${esc}[K${esc}[2mdim${esc}[22m ${esc}[1m${style}x${esc}[22m`;
  assert.equal(slimmed(painted), painted);
});
