// The line editor, key by key.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Editor,
  edits,
  emptyEditor,
  insert,
  maxCodePoints,
  maxDraftCodePoints,
  submitted,
} from '../../src/client/line-editor.ts';
import { nextBoundary, previousBoundary } from '../../src/ui/graphemes.ts';
import type { EditName } from '../../src/ui/key-table.ts';
import { fc } from '../support/generated.ts';

/** `abc|def` is the text `abcdef` with the cursor before `d`. */
function at(picture: string): Editor {
  const cursor = picture.indexOf('|');
  return { ...emptyEditor, text: picture.replace('|', ''), cursor };
}

const picture = (editor: Editor): string =>
  `${editor.text.slice(0, editor.cursor)}|${editor.text.slice(editor.cursor)}`;

function press(editor: Editor, ...names: EditName[]): Editor {
  return names.reduce((state, name) => edits[name](state), editor);
}

const steps: readonly (readonly [string, EditName, string])[] = [
  ['ab|', 'left', 'a|b'],
  ['|ab', 'left', '|ab'],
  ['a|👨‍👩‍👧b', 'right', 'a👨‍👩‍👧|b'],
  ['ae\u0301|', 'backspace', 'a|'],
  ['|🇩🇪x', 'delete', '|x'],
  ['one two|', 'word-left', 'one |two'],
  ['one |two, x', 'word-right', 'one two|, x'],
  ['ab\ncd|', 'line-start', 'ab\n|cd'],
  ['a|b\ncd', 'line-end', 'ab|\ncd'],
  ['one /two-x|', 'kill-word-left', 'one |'],
  ['one /two-x|', 'kill-subword-left', 'one /two-|'],
  ['|one two', 'kill-word-right', '| two'],
  ['ab|cd', 'kill-to-start', '|cd'],
  ['ab|cd\ne', 'kill-to-end', 'ab|\ne'],
  ['ab|\ncd', 'kill-to-end', 'ab|cd'],
  ['ab|c', 'transpose', 'acb|'],
  ['abc|', 'transpose', 'acb|'],
  ['a|', 'transpose', 'a|'],
  ['ab|c', 'newline', 'ab\n|c'],
];

for (const [before, name, after] of steps) {
  test(`${name} makes ${JSON.stringify(before)} into ${JSON.stringify(after)}`, () => {
    assert.equal(picture(press(at(before), name)), after);
  });
}

test('kills in a row are put back together, in their order', () => {
  const killedLeft = press(at('one two three|'), 'kill-word-left', 'kill-word-left');
  assert.equal(picture(press(killedLeft, 'yank')), 'one two three|');
  const killedRight = press(at('|one two'), 'kill-word-right', 'kill-word-right');
  assert.equal(killedRight.killed, 'one two');
});

test('a move between two kills keeps the last alone', () => {
  assert.equal(press(at('one two|'), 'kill-word-left', 'left', 'kill-word-left').killed, 'one');
});

test('text goes in at the cursor; a combining mark joins the character before it', () => {
  assert.equal(picture(insert(at('a|c'), 'b')), 'ab|c');
  assert.equal(picture(press(insert(at('e|x'), '\u0301'), 'backspace')), '|x');
});

test('a paste keeps its lines and loses other controls', () => {
  assert.equal(picture(insert(at('|'), 'a\r\nb\rc\td\u001b[0m\ud800')), 'a\nb\nc\td[0m\ufffd|');
});

test('a paste that is too long for a message is not cut behind one’s back', () => {
  const text = 'x'.repeat(maxCodePoints + 1);
  assert.equal(insert(at('|'), text).text, text);
});

test('a draft has its bound, and no character is halved at it', () => {
  const full = insert(at('|'), '👍'.repeat(maxDraftCodePoints + 5));
  assert.equal([...full.text].length, maxDraftCodePoints);
  assert.equal(insert(full, 'x').text, full.text);
});

test('up and down call back what was submitted and keep the draft', () => {
  const written = ['one', 'two'].reduce(
    (editor, text) => submitted(insert(editor, text)),
    emptyEditor,
  );
  const drafted = insert(written, 'draft');
  assert.equal(picture(press(drafted, 'up')), 'two|');
  assert.equal(picture(press(drafted, 'up', 'up', 'up')), 'one|');
  assert.equal(picture(press(drafted, 'up', 'up', 'down', 'down', 'down')), 'draft|');
});

test('the same text twice in a row is held once', () => {
  const written = ['one', 'one', ''].reduce(
    (editor, text) => submitted(insert(editor, text)),
    emptyEditor,
  );
  assert.deepEqual(written.history, ['one']);
});

test('in a text of several lines up and down go by line first', () => {
  const written = submitted(insert(emptyEditor, 'old'));
  const two = insert(written, 'abcd\n日x');
  assert.equal(picture(press(two, 'up')), 'abc|d\n日x');
  assert.equal(picture(press(two, 'up', 'down')), 'abcd\n日x|');
  assert.equal(picture(press(two, 'up', 'up')), 'old|');
});

const step = fc.oneof(
  fc
    .constantFrom(...(Object.keys(edits) as EditName[]))
    .map((name) => (editor: Editor) => edits[name](editor)),
  fc
    .string({ unit: 'grapheme', maxLength: 6 })
    .map((text) => (editor: Editor) => insert(editor, text)),
  fc.constant(submitted),
);

test('whatever is pressed, the cursor stands between two graphemes of a well-formed text', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (presses) => {
      const { text, cursor } = presses.reduce((editor, next) => next(editor), emptyEditor);
      assert.ok(text.isWellFormed() && cursor >= 0 && cursor <= text.length);
      assert.ok(cursor === 0 || nextBoundary(text, previousBoundary(text, cursor)) === cursor);
    }),
  );
});
