// Tab by Tab.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Completion, complete, type Vocabulary } from '../../src/client/completion.ts';

const vocabulary: Vocabulary = {
  commands: ['/join', '/leave', '/msg', '/me'],
  rooms: ['#general', '#games', '#ops'],
  names: ['alice', 'Albert', 'bob'],
};

/** The texts that `tabs` presses (negative: Shift-Tab) make one after the other. */
function tab(text: string, tabs: number): string[] {
  const texts: string[] = [];
  let current: Completion | undefined;
  for (let press = 0; press < Math.abs(tabs); press += 1) {
    current = complete(
      current?.text ?? text,
      current?.cursor ?? text.length,
      tabs > 0 ? 1 : -1,
      vocabulary,
      current,
    );
    texts.push(current?.text ?? '');
  }
  return texts;
}

test('a command is completed at the start of the line', () => {
  assert.deepEqual(tab('/j', 1), ['/join ']);
  assert.deepEqual(tab('/m', 4), ['/msg ', '/me ', '/m', '/msg ']);
});

test('Shift-Tab goes round the other way', () => {
  assert.deepEqual(tab('/m', -3), ['/me ', '/msg ', '/m']);
});

test('rooms follow # and the commands that want one', () => {
  assert.deepEqual(tab('see #g', 2), ['see #general ', 'see #games ']);
  assert.deepEqual(tab('/join o', 1), ['/join #ops ']);
});

test('a name addresses at the start and is a word elsewhere, whatever its case', () => {
  assert.deepEqual(tab('al', 2), ['alice: ', 'Albert: ']);
  assert.deepEqual(tab('ask b', 1), ['ask bob ']);
  assert.deepEqual(tab('hey @AL', 1), ['hey @alice ']);
  assert.deepEqual(tab('/msg ', 1), ['/msg alice ']);
});

test('what stands behind the cursor stays there', () => {
  assert.equal(complete('ask b now', 5, 1, vocabulary)?.text, 'ask bob  now');
});

test('where nothing fits nothing happens', () => {
  assert.equal(complete('xyz', 3, 1, vocabulary), undefined);
  assert.equal(complete('', 0, 1, vocabulary), undefined);
});
