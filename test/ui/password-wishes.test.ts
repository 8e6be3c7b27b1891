// Nobody types a password twice to hear that it was for nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState } from '../../src/sdk/reduce.ts';
import type { State } from '../../src/sdk/state.ts';
import { inVainWords, lacksCode } from '../../src/ui/password-wishes.ts';

const guest = initialState('alice', 'general');
const owner: State = { ...guest, me: { ...guest.me, isAccount: true } };

test('who has the name already is not asked for a password to register it, a guest not for one to change', () => {
  assert.match(inVainWords({ does: 'register', code: '' }, owner) ?? '', /^alice is yours already/);
  assert.equal(inVainWords({ does: 'register', code: '' }, guest), undefined);
  assert.match(inVainWords({ does: 'changePassword' }, guest) ?? '', /no account/);
  assert.match(inVainWords({ does: 'unregister' }, guest) ?? '', /no account/);
  assert.equal(inVainWords({ does: 'unregister' }, owner), undefined);
  assert.equal(inVainWords({ does: 'logIn', name: 'bob' }, owner), 'You are alice: /logout first.');
  assert.equal(inVainWords({ does: 'logIn', name: 'bob' }, { ...owner, isEnded: true }), undefined);
  assert.equal(inVainWords({ does: 'logIn', name: 'bob' }, guest), undefined);
});

test('where one registers by an invitation, its code is missed before a password is typed', () => {
  const server = { name: 'p', version: '1', durability: 'os', limits: {} } as const;
  const invited: State = { ...guest, server: { ...server, auth: 'invite' } };
  assert.equal(lacksCode({ does: 'register', code: '' }, invited), true);
  assert.equal(lacksCode({ does: 'register', code: 'abcd' }, invited), false);
  assert.equal(lacksCode({ does: 'register', code: '' }, { ...guest, server }), false);
  assert.equal(lacksCode({ does: 'logIn', name: '' }, invited), false);
});
