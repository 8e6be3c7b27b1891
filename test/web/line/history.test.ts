// Going through what was sent in a room.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  calledBack,
  noRecall,
  type Recall,
  recalled,
  withSubmitted,
} from '../../../src/web/line/history.ts';

/** What stands in the line after these steps (`up`, `down`, or a text that is written over it). */
function walk(sent: readonly string[], written: string, steps: readonly string[]): string {
  let [text, held, recall]: [string, readonly string[], Recall] = [written, sent, noRecall];
  for (const step of steps) {
    if (step !== 'up' && step !== 'down') {
      text = step;
      continue;
    }
    const next = recalled(held, recall, text, step === 'up' ? 1 : -1);
    if (next === undefined) continue;
    ({ text, sent: held } = next);
    recall = next;
  }
  return text;
}

test('Up goes back through what was sent, Down forward to what was being written', () => {
  assert.equal(walk(['a', 'b'], 'draft', ['up']), 'b');
  assert.equal(walk(['a', 'b'], 'draft', ['up', 'up', 'up']), 'a');
  assert.equal(walk(['a', 'b'], 'draft', ['up', 'up', 'down', 'down', 'down']), 'draft');
});

test('an old text that was changed becomes the draft, and the draft can be called back', () => {
  assert.equal(walk(['a', 'b'], 'draft', ['up', 'b!', 'down']), 'b!');
  assert.equal(walk(['a', 'b'], 'draft', ['up', 'b!', 'down', 'up']), 'draft');
  assert.equal(walk(['a', 'b'], 'draft', ['up', 'b!', 'up', 'down', 'down', 'down']), 'b!');
});

test('what is sent stands at the end once, and before it what was being written meanwhile', () => {
  assert.deepEqual(withSubmitted(['a'], noRecall, 'a'), ['a']);
  assert.deepEqual(withSubmitted(['a'], { back: 1, draft: 'draft' }, 'a'), ['a', 'draft', 'a']);
  assert.deepEqual(withSubmitted(['a'], noRecall, '  '), ['a']);
});

test('of what was sent the newest is kept', () => {
  const many = Array.from({ length: 500 }, (_, index) => String(index));
  const kept = withSubmitted(many, noRecall, 'last');
  assert.equal(kept.length, 500);
  assert.equal(kept.at(-1), 'last');
  assert.equal(walk(many, 'x', ['up', 'changed', 'up']), '498');
});

test('a text that was picked is in its place, and the draft is not lost', () => {
  const recall = calledBack(['a', 'b', 'a'], noRecall, 'draft', 'a');
  assert.deepEqual(recall, { back: 1, draft: 'draft' });
  assert.equal(recalled(['a', 'b', 'a'], recall, 'a', -1)?.text, 'draft');
});
