// What becomes of a draft while a message is edited or answered in its line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  beginAnswer,
  beginEdit,
  draftOf,
  endComposing,
  keptDraft,
  withDraft,
} from '../../../src/web/line/composing.ts';
import { initialUi } from '../../../src/web/ui-state.ts';

const room = 'general';
const written = withDraft(initialUi, room, 'half a thought');

test('an edit borrows the line and gives it back', () => {
  const editing = beginEdit(written, room, 7, 'as it was');
  assert.equal(draftOf(editing, room), 'as it was');
  assert.equal(
    draftOf(endComposing(withDraft(editing, room, 'new'), room), room),
    'half a thought',
  );
});

test('what is kept of a line under edit is what stood there before', () => {
  assert.equal(keptDraft(beginEdit(written, room, 7, 'as it was'), room), 'half a thought');
  assert.equal(keptDraft(written, room), 'half a thought');
});

test('another edit in the same line does not take the first for a draft', () => {
  const second = beginEdit(beginEdit(written, room, 7, 'one'), room, 8, 'two');
  assert.equal(draftOf(endComposing(second, room), room), 'half a thought');
});

test('what was being written becomes the answer, and stays where that is given up', () => {
  const answering = beginAnswer(written, room, { seq: 7, sender: 'bob', text: 'hi' });
  assert.equal(draftOf(answering, room), 'half a thought');
  assert.equal(draftOf(endComposing(answering, room), room), 'half a thought');
  assert.equal(endComposing(answering, room).composing.size, 0);
});

test('each room has a line of its own', () => {
  const both = beginEdit(withDraft(written, 'random', 'x'), room, 7, 'one');
  assert.equal(draftOf(both, 'random'), 'x');
  assert.equal(endComposing(both, 'random'), both);
});
