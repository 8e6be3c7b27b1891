// What is typed, and what is sent of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandProblem, editedText, spelt } from '../../src/ui/typed-text.ts';

test('names of emoji are spelt as the person likes, but not in what they prefer', () => {
  assert.equal(spelt('done :tada:', true), 'done 🎉');
  assert.equal(spelt('done :tada:', false), 'done :tada:');
  assert.equal(spelt('/set keys.x :tada:', true), '/set keys.x :tada:');
});

test('a command behind blanks is not said to everybody', () => {
  assert.match(commandProblem('  /join ops') ?? '', /^Take away what is before \/join/);
  assert.equal(commandProblem('/join ops'), undefined);
  assert.equal(commandProblem('  /usr/bin is full'), undefined);
  assert.equal(commandProblem('no command'), undefined);
});

test('an edit is the new text, or none where nothing was changed', () => {
  assert.deepEqual(editedText('tomorow', 'tomorrow ', true), { text: 'tomorrow' });
  assert.deepEqual(editedText('as it was', 'as it was  ', true), { text: undefined });
  assert.deepEqual(editedText('as it was', '', true), { text: undefined });
  assert.deepEqual(editedText('a', 'a :tada:', true), { text: 'a 🎉' });
});

test('a command in an edit is a problem, but where the message was one already', () => {
  assert.ok('problem' in editedText('a', '/join ops', true));
  assert.deepEqual(editedText('a', '//join ops', true), { text: '/join ops' });
  assert.deepEqual(editedText('/join', '/join ops', true), { text: '/join ops' });
});

test('an edit keeps the rules of what may be said', () => {
  assert.ok('problem' in editedText('a', 'x'.repeat(5_000), true));
});
