// Standard input as messages: whole, a line each, in pieces; never more in memory than a message takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputLines } from '../../../src/client/sending/input-lines.ts';
import { type Cut, messagesOf, type Read } from '../../../src/client/sending/input-messages.ts';

async function* chunks(...parts: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part as string);
}

async function read(cut: Cut, ...parts: readonly (string | Buffer)[]): Promise<(string | true)[]> {
  const found: Read[] = [];
  for await (const one of messagesOf(inputLines(chunks(...parts)), cut, 4000)) found.push(one);
  return found.map((one) => ('text' in one ? one.text : one.isTooLong));
}

test('all of it is one message, without the line end that programs print at last', async () => {
  assert.deepEqual(await read('whole', 'one\n', '\n  two\r\n'), ['one\n\n  two']);
});

test('a line each, in order, without blank ones; the last need not end', async () => {
  assert.deepEqual(await read('lines', 'one\n\n', 't', 'wo\r\nthree'), ['one', 'two', 'three']);
});

test('a character that falls apart between two reads stays one; what is no UTF-8 is marked', async () => {
  const bytes = Buffer.from('é\n');
  const parts = [bytes.subarray(0, 1), bytes.subarray(1), Buffer.from([0xff, 0x0a])];
  assert.deepEqual(await read('lines', ...parts), ['é', '\ufffd']);
});

test('nothing, and nothing but white space, is no message', async () => {
  for (const cut of ['whole', 'lines', 'pieces'] as const) {
    assert.deepEqual(await read(cut), []);
    assert.deepEqual(await read(cut, '\n \n\t\n'), []);
  }
});

test('what is too long for one message says so, and is read no further', async () => {
  let taken = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) {
      taken += 1;
      yield Buffer.from('yes\n'.repeat(500));
    }
  }
  const found: Read[] = [];
  for await (const one of messagesOf(inputLines(endless()), 'whole', 4000)) found.push(one);
  assert.deepEqual(found, [{ isTooLong: true }]);
  assert.ok(taken < 5, String(taken));
});

test('a word before a flood of blank lines is said once that ends, and nothing is waited for', async () => {
  const flood = '\n'.repeat(50_000);
  assert.deepEqual(await read('whole', `a${flood}`), [`a${'\n'.repeat(12_000)}`]);
  assert.deepEqual(await read('whole', `a${flood}b`), [true]);
  assert.deepEqual(await read('whole', `a\n${' '.repeat(13_000)}\nb`), [true]);
});

test('a long line is too long by itself, the others are not', async () => {
  const long = 'x'.repeat(4001);
  assert.deepEqual(await read('lines', `one\n${long}\ntwo\n`), ['one', true, 'two']);
});

test('in pieces: cut at line ends, and where a line is longer than a message, within it', async () => {
  const line = `${'x'.repeat(999)}\n`;
  const found = await read('pieces', line.repeat(9), '\u{1f600}'.repeat(4001));
  assert.deepEqual(
    found.map((text) => [...String(text)].length),
    [3999, 3999, 999, 4000, 1],
  );
  const longest = await read('pieces', `${'y'.repeat(9_000_000)}`);
  assert.equal(longest.join('').length, 9_000_000);
});
