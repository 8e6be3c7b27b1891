// Bytes of a terminal in, keys out; however they are cut.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Key, KeyReader } from '../../src/client/keys.ts';
import { fc } from '../support/generated.ts';

function names(input: string): string[] {
  const reader = new KeyReader();
  return [...reader.push(input), ...reader.flush()].map(told);
}

const told = (key: Key): string => (key.text === undefined ? key.name : `${key.name}:${key.text}`);

const sequences: readonly (readonly [string, string])[] = [
  ['\r', 'enter'],
  ['\u001b\r', 'alt-enter'],
  ['\t', 'tab'],
  ['\u001b[Z', 'shift-tab'],
  ['\u007f', 'backspace'],
  ['\b', 'backspace'],
  ['\u001b\u007f', 'alt-backspace'],
  ['\u0001', 'ctrl-a'],
  ['\u001a', 'ctrl-z'],
  ['\u001bb', 'alt-b'],
  ['\u001b1', 'alt-1'],
  ['\u001b<', 'alt-<'],
  ['\u001b[A', 'up'],
  ['\u001bOA', 'up'],
  ['\u001b[1;5C', 'ctrl-right'],
  ['\u001b[1;3D', 'alt-left'],
  ['\u001b\u001b[A', 'alt-up'],
  ['\u001b[H', 'home'],
  ['\u001b[1~', 'home'],
  ['\u001bOF', 'end'],
  ['\u001b[1;5H', 'ctrl-home'],
  ['\u001b[3~', 'delete'],
  ['\u001b[3;5~', 'ctrl-delete'],
  ['\u001b[5~', 'page-up'],
  ['\u001b[6~', 'page-down'],
  ['\u001bOP', 'f1'],
  ['\u001b[11~', 'f1'],
  ['\u001b[[A', 'f1'],
  ['\u001b[24~', 'f12'],
  ['\u001b[97;5u', 'ctrl-a'],
  ['\u001b[13;2u', 'shift-enter'],
  ['\u001b[27u', 'escape'],
  ['\u001b[27;129u', 'escape'],
  ['\u001b[9;2u', 'shift-tab'],
  ['\u001b[13;3u', 'alt-enter'],
  ['\u001b[127;5u', 'ctrl-backspace'],
  ['\u001b[105;5u', 'tab'],
  ['\u001b[109;5u', 'enter'],
  ['\u001b[32;5u', 'ctrl-space'],
  ['\u001b[98;3u', 'alt-b'],
  ['\u001b[97:65;4u', 'alt-A'],
  ['\u001b[97:65;6u', 'ctrl-shift-a'],
  ['\u001b[44:60;4u', 'alt-<'],
  ['\u001b[45:95;6u', 'ctrl-_'],
  ['\u001b[1089::99;5u', 'ctrl-c'],
  ['\u001b[49;3u', 'alt-1'],
  ['\u001b[57414u', 'enter'],
  ['\u001b[57421u', 'page-up'],
  ['\u001b[57423;5u', 'ctrl-home'],
  ['\u001b[57400u', 'text:1'],
  ['\u001b[1;129A', 'up'],
  ['\u001b[13~', 'f3'],
  ['\u001b[228u', 'text:ä'],
  ['\u001b[I', 'focus-in'],
  ['\u001b', 'escape'],
  ['日本', 'text:日本'],
  ['👨‍👩‍👧', 'text:👨‍👩‍👧'],
  ['\u001b[200~a\r\u001b[31m\u001b[201~', 'paste:a\r\u001b[31m'],
];

for (const [bytes, name] of sequences) {
  test(`${JSON.stringify(bytes)} is ${JSON.stringify(name)}`, () => {
    assert.deepEqual(names(bytes), [name]);
  });
}

test('Escape twice is Escape twice', () => {
  assert.deepEqual(names('\u001b\u001b'), ['escape', 'escape']);
});

test('a burst of keys in one read is every one of them', () => {
  assert.deepEqual(names('hi\r\u001b[Ax\u007f\u0001\u001b[5~/quit\r'), [
    'text:hi',
    'enter',
    'up',
    'text:x',
    'backspace',
    'ctrl-a',
    'page-up',
    'text:/quit',
    'enter',
  ]);
});

const answers = [
  '\u001b]11;rgb:1e1e/1e1e/1e1e\u001b\\',
  '\u001b]11;rgb:ff/ff/ff\u0007',
  '\u001b[?0u',
  '\u001b[?1007;1$y',
  '\u001b[?997;1n',
  '\u001bP>|xterm(380)\u001b\\',
  '\u001b[>41;380;0c',
  '\u001b[?62;22c',
] as const;

test('a reply of the terminal is no key, and is given whole', () => {
  const replies: string[] = [];
  const reader = new KeyReader((reply) => replies.push(reply));
  const keys = answers.flatMap((answer) => [...reader.push(answer), ...reader.push('x')]);
  assert.deepEqual(keys.map(told), Array(answers.length).fill('text:x'));
  assert.deepEqual(replies, answers);
});

test('a reply that comes byte by byte, each after a long wait, is no key', () => {
  const replies: string[] = [];
  const reader = new KeyReader((reply) => replies.push(reply));
  reader.expectReplies(true);
  const asked = answers.filter((answer) => !/^\u001b(?:P|\[>)/.test(answer));
  const keys = Array.from(`a${asked.join('')}b`).flatMap((byte) => {
    const pushed = reader.push(byte);
    return [...pushed, ...(reader.waitsFor === 'key' ? reader.flush() : [])];
  });
  assert.deepEqual(
    keys.map(told).filter((key) => key !== 'escape'),
    ['text:a', 'text:b'],
  );
  assert.deepEqual(replies, asked);
});

test('what looks like half a reply and is none is typed text, only later', () => {
  const reader = new KeyReader();
  reader.expectReplies(true);
  reader.push('\u001b');
  assert.deepEqual(reader.flush().map(told), ['escape']);
  assert.deepEqual(reader.push('['), []);
  assert.equal(reader.waitsFor, 'reply');
  assert.deepEqual(reader.flush().map(told), ['text:[']);
  reader.push('\u001b');
  reader.flush();
  assert.deepEqual([...reader.push('['), ...reader.push('ok')].map(told), ['text:[ok']);
  reader.push('\u001b');
  reader.flush();
  reader.push(']');
  reader.expectReplies(false);
  assert.deepEqual(reader.flush().map(told), ['text:]']);
});

test('a reply that another key cuts off, or that never ends, is no text', () => {
  const replies: string[] = [];
  const reader = new KeyReader((reply) => replies.push(reply));
  assert.deepEqual(reader.push('\u001b]11;rgb:00\u001b[A').map(told), ['up']);
  assert.deepEqual(reader.push('\u001b[?6\u001bOA').map(told), ['up']);
  assert.deepEqual([...reader.push('\u001b]11;rgb:00'), ...reader.flush()], []);
  assert.deepEqual(reader.push(`\u001b]11;${'0'.repeat(5000)}`), []);
  assert.deepEqual([...reader.push('on')].map(told), ['text:on']);
  assert.deepEqual(replies, []);
});

test('keys that are no characters, let go of, or impossible, are no text', () => {
  for (const bytes of [
    '57358u',
    '57441;2u',
    '97;5:3u',
    '55296u',
    '1u',
    '1114112u',
    '97:9999999;4u',
  ]) {
    const [key] = names(`\u001b[${bytes}`);
    assert.doesNotMatch(key ?? '', /^text/, bytes);
  }
});

test('a paste that is not ended stays pending and wants no timer', () => {
  const reader = new KeyReader();
  assert.deepEqual(reader.push('\u001b[200~half'), []);
  assert.equal(reader.isWaiting, false);
  assert.deepEqual(reader.push(' whole\u001b[201~').map(told), ['paste:half whole']);
});

test('the keys are the same however the bytes are cut', () => {
  const input = sequences
    .filter(([bytes]) => !/^\u001b+$/.test(bytes))
    .map(([bytes]) => bytes)
    .join('');
  const whole = merged(new KeyReader().push(input));
  const reader = new KeyReader();
  assert.deepEqual(merged(Array.from(input).flatMap((byte) => reader.push(byte))), whole);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), (sizes) => {
      const cut = new KeyReader();
      const keys: Key[] = [];
      for (let at = 0, turn = 0; at < input.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        keys.push(...cut.push(input.slice(at, at + size)));
        at += size;
      }
      assert.deepEqual(merged(keys), whole);
    }),
  );
});

test('a paste without an end takes no more memory than a large one, and its end is found', () => {
  const reader = new KeyReader();
  reader.push('\u001b[200~');
  for (let count = 0; count < 100; count += 1) reader.push('x'.repeat(10_000));
  reader.push('\u001b[20');
  const [pasted, after] = reader.push('1~a');
  assert.equal(pasted?.name, 'paste');
  const length = pasted?.text?.length ?? 0;
  assert.ok(length >= 100_000 && length < 500_000, `${length}`);
  assert.deepEqual(after, { name: 'text', text: 'a' });
});

test('no input makes it throw or wait for ever', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (input) => {
      const reader = new KeyReader();
      reader.push(`${input}\u001b[200~\u001b[201~`);
      reader.flush();
    }),
    { numRuns: 2000 },
  );
});

/** Runs of text in one, since a cut may divide them. */
function merged(keys: readonly Key[]): string {
  return keys.map((key) => (key.name === 'text' ? key.text : `<${told(key)}>`)).join('');
}

test('of the mouse the wheel is a key, clicks are none', () => {
  const reader = new KeyReader();
  const sent = '\u001b[<64;10;5Ma\u001b[<65;1;1M\u001b[<0;3;3M\u001b[<0;3;3m\u001b[<64;1;1m';
  assert.deepEqual(
    reader.push(sent).map(({ name, text }) => text ?? name),
    ['wheel-up', 'a', 'wheel-down'],
  );
});
