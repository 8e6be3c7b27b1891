// What a terminal answers, and what that means.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerOf } from '../../src/client/terminal-answers.ts';

const backgrounds: readonly (readonly [string, string])[] = [
  ['rgb:0000/0000/0000', 'dark'],
  ['rgb:1e1e/1e1e/1e1e', 'dark'],
  ['rgb:00/2b/36', 'dark'],
  ['rgba:2828/2c2c/3434/ffff', 'dark'],
  ['rgb:f/f/f', 'light'],
  ['rgb:fdfd/f6f6/e3e3', 'light'],
  ['rgb:ffff/ffff/ffff', 'light'],
];

for (const [color, ground] of backgrounds) {
  test(`a background of ${color} is ${ground}`, () => {
    for (const end of ['\u0007', '\u001b\\']) {
      assert.deepEqual(answerOf(`\u001b]11;${color}${end}`), { type: 'ground', ground });
    }
  });
}

test('a terminal tells when its colours change', () => {
  assert.deepEqual(answerOf('\u001b[?997;1n'), { type: 'ground', ground: 'dark' });
  assert.deepEqual(answerOf('\u001b[?997;2n'), { type: 'ground', ground: 'light' });
});

test('it tells what it has, and that it has told all', () => {
  assert.deepEqual(answerOf('\u001b[?0u'), { type: 'keyboard' });
  assert.deepEqual(answerOf('\u001b[?1007;1$y'), { type: 'wheelArrows', isOn: true });
  assert.deepEqual(answerOf('\u001b[?1007;2$y'), { type: 'wheelArrows', isOn: false });
  assert.deepEqual(answerOf('\u001b[?62;22c'), { type: 'fence' });
});

test('what was not asked is no answer', () => {
  for (const reply of [
    '\u001b]11;#1e1e1e\u0007',
    '\u001b]11;rgb:zz/00/00\u0007',
    '\u001b]52;c;aGk=\u0007',
    '\u001b[>1;2;3c',
    '\u001b[<0;1;1M',
    '\u001b[?997;3n',
  ]) {
    assert.equal(answerOf(reply), undefined, JSON.stringify(reply));
  }
});
