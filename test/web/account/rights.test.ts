// What the page offers to whom: by the role in the room, or on the whole server where that is higher.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState } from '../../../src/sdk/reduce.ts';
import type { Member, State } from '../../../src/sdk/state.ts';
import { mayActOn, mayModerate, roleIn } from '../../../src/web/account/rights.ts';

type Role = Member['role'];

function stateWith(room: string, mine: Role, members: Readonly<Record<string, Role>>): State {
  const state = initialState('me', room);
  const it = state.rooms.get(room);
  assert.ok(it);
  const here = Object.entries(members).map(
    ([name, role]): Member => ({ name, role, status: 'online' }),
  );
  const me = { ...state.me, role: mine };
  return { ...state, me, rooms: new Map([[room, { ...it, members: here }]]) };
}

test('the higher of both roles counts, in the room and on the server', () => {
  assert.equal(roleIn(stateWith('ops', 'member', { me: 'moderator' }), 'ops'), 'moderator');
  assert.equal(roleIn(stateWith('ops', 'owner', { me: 'member' }), 'ops'), 'owner');
  assert.equal(roleIn(stateWith('ops', 'member', {}), 'elsewhere'), 'member');
});

test('members and guests moderate nothing, moderators their room, nobody a direct room', () => {
  assert.equal(mayModerate(stateWith('ops', 'member', { me: 'member' }), 'ops'), false);
  assert.equal(mayModerate(stateWith('ops', 'guest', { me: 'guest' }), 'ops'), false);
  assert.equal(mayModerate(stateWith('ops', 'member', { me: 'moderator' }), 'ops'), true);
  assert.equal(mayModerate(stateWith('@bob+me', 'owner', { me: 'owner' }), '@bob+me'), false);
});

test('one acts on who is below, also when they have gone, and never on oneself', () => {
  const state = stateWith('ops', 'member', {
    me: 'moderator',
    bob: 'member',
    eve: 'owner',
    dan: 'moderator',
  });
  assert.deepEqual(
    ['bob', 'gone', 'eve', 'dan', 'me', 'ME'].map((name) => mayActOn(state, 'ops', name)),
    [true, true, false, false, false, false],
  );
});
