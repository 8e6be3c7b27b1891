// What may stand in the fields of the forms about an account, before the server is asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkName, checkNew, checkPresent, kindsOf } from '../../../src/web/account/fields.ts';

test('password managers know each field for what it is', () => {
  assert.deepEqual(
    [kindsOf.name, kindsOf.current, kindsOf.new].map(({ autoComplete }) => autoComplete),
    ['username', 'current-password', 'new-password'],
  );
  assert.deepEqual([kindsOf.current.type, kindsOf.new.type], ['password', 'password']);
});

test('a name is held to the rules of names, without the white space around it', () => {
  assert.equal(checkName(' alice '), undefined);
  assert.equal(checkName('a b')?.field, 'name');
  assert.equal(checkName(undefined)?.field, 'name');
});

test('a new password has 8 characters or more, whatever they are, and is typed twice alike', () => {
  assert.match(checkNew('new', '1234567', '1234567')?.words ?? '', /8 characters or more/);
  assert.equal(checkNew('new', '🎉'.repeat(8), '🎉'.repeat(8)), undefined);
  assert.match(checkNew('new', '🎉'.repeat(7), '🎉'.repeat(7))?.words ?? '', /8 characters/);
  assert.match(checkNew('new', 'x'.repeat(201), 'x'.repeat(201))?.words ?? '', /at most 200/);
  assert.deepEqual(checkNew('new', 'long enough', 'long enouh'), {
    words: 'The two are not the same.',
    field: 'again',
  });
});

test('an old password is only asked to be there: whether it is right the server says', () => {
  assert.equal(checkPresent('password', 'x'), undefined);
  assert.equal(checkPresent('password', '')?.field, 'password');
});
