// The title of the window.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { titleOf } from '../../src/ui/title.ts';
import { room, stateOf } from '../client/states.ts';

test('the title names the room and counts what is unread, muted rooms apart', () => {
  const rooms = (mentions: number) => [
    room('general'),
    room('ops', { unread: 3, mentions }),
    room('random', { unread: 50 }),
  ];
  const muted = new Set(['random']);
  assert.equal(titleOf(stateOf({}), muted), '#general – partyline');
  assert.equal(titleOf(stateOf({}, rooms(0)), muted), '#general (3) – partyline');
  assert.equal(titleOf(stateOf({}, rooms(1)), muted), '#general (@1) – partyline');
});
