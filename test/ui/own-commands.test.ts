// The program's own commands beside the client core's: which of two of a name is meant, what nobody may keep.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preferenceTable } from '../../src/client/preferences.ts';
import { helpFor, readTyped } from '../../src/sdk/slash.ts';
import { asCommands, isSecret, type OwnActions, readOwn } from '../../src/ui/own-commands.ts';
import { ownWords } from '../../src/ui/own-words.ts';

/** What a text asks of the program; undefined: the client core knows it. */
function ran(text: string): unknown[] | undefined {
  const calls: unknown[] = [];
  const program = new Proxy({} as OwnActions, {
    get: (_, name) => (given: unknown) => {
      calls.push([name, given]);
      return name !== 'complain';
    },
  });
  const own = readOwn(text);
  if (own === undefined || !('run' in own)) return undefined;
  own.run(program);
  return calls[0] as unknown[];
}

test('/mute is about a room for oneself alone or with a #, and about a person with a name', () => {
  assert.deepEqual(ran('/mute'), ['toggleMute', '']);
  assert.deepEqual(ran('/mute #ops'), ['toggleMute', '#ops']);
  assert.equal(ran('/mute bob 2h spam'), undefined);
  const typed = readTyped('/mute bob 2h spam', asCommands);
  assert.ok('command' in typed && typed.command.arguments.startsWith('<who>'));
  assert.match(helpFor('mute', asCommands), /^Usage: \/mute \[#room\].*\nUsage: \/mute <who>/);
});

test('what needs a password asks for it, and takes none behind the command', () => {
  assert.deepEqual(ran('/login alice'), ['askPassword', { does: 'logIn', name: 'alice' }]);
  assert.deepEqual(ran('/register'), ['askPassword', { does: 'register', code: '' }]);
  assert.deepEqual(ran('/passwd'), ['askPassword', { does: 'changePassword' }]);
  for (const text of [
    '/login alice secret',
    '/LOGIN a\nsecret',
    '/password secret',
    '/unregister secret',
  ]) {
    const [name, words] = ran(text) ?? [];
    assert.equal(name, 'complain', text);
    assert.doesNotMatch(String(words), /secret/);
    assert.ok(isSecret(text), text);
  }
  for (const text of ['  /login a secret', '/lgoin a secret', '/pasword x y']) {
    assert.ok(isSecret(text), `${text}, also misspelt`);
  }
  assert.equal(isSecret('/ban bob secret'), false);
});

test('Tab offers roles, colours and what a room can be, each in its place', () => {
  const { argumentsOf } = ownWords(preferenceTable);
  const texts = (...given: [string, string, string]) =>
    argumentsOf(...given).map(({ text }) => text);
  assert.deepEqual(texts('role', 'bob', 'mo'), ['moderator ']);
  assert.deepEqual(texts('role', '', ''), [], 'there names are offered');
  assert.deepEqual(texts('room', '', 'p'), ['private ']);
  assert.deepEqual(texts('profile', 'colour', 'te'), ['teal ']);
  assert.deepEqual(texts('profile', 'about', ''), []);
  assert.deepEqual(texts('ban', '', '--'), ['--server ']);
});
