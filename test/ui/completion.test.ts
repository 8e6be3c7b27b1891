// Tab by Tab.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Choice,
  type Completion,
  complete,
  suggestionsFor,
  type Vocabulary,
} from '../../src/ui/completion.ts';

const choices = (...texts: string[]): Choice[] => texts.map((text) => ({ text, label: text }));

const vocabulary: Vocabulary = {
  commands: choices('/join', '/leave', '/msg', '/me'),
  rooms: choices('#general', '#games', '#ops'),
  names: choices('alice', 'Albert', 'bob'),
  emoji: (typed) => choices('🎉 ').filter(() => 'tada'.startsWith(typed)),
  argumentsOf: (command, before, word) =>
    command === 'set' && before === ''
      ? choices('theme ').filter(({ text }) => text.startsWith(word))
      : [],
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

test('an emoji is called by its name, behind a colon and at least two letters', () => {
  assert.deepEqual(tab('done :ta', 1), ['done 🎉 ']);
  assert.deepEqual(tab('so:ta', 1), ['so🎉 ']);
  assert.deepEqual(tab('at 12:30', 1), ['']);
});

test('a command may know what stands behind it', () => {
  assert.deepEqual(tab('/set th', 1), ['/set theme ']);
});

test('what a word could be is offered while it is typed, if its first character says what it is', () => {
  const offered = (text: string) =>
    suggestionsFor(text, text.length, vocabulary).choices.map((choice) => choice.text.trim());
  assert.deepEqual(offered('/m'), ['/msg', '/me']);
  assert.deepEqual(offered('see #g'), ['#general', '#games']);
  assert.deepEqual(offered('hey @al'), ['@alice', '@Albert']);
  assert.deepEqual(offered('hey @').slice(0, 1), ['@alice']);
  assert.deepEqual(offered(':tad'), ['🎉']);
  assert.deepEqual(offered('/join ge'), ['#general']);
  for (const text of ['al', 'hello al', '/join', '', '/msg ']) assert.deepEqual(offered(text), []);
});
