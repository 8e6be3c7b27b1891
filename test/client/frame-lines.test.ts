// The room's head, and the line over the input.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerText, type RuleInput, ruleLabel } from '../../src/client/frame-lines.ts';
import type { Member, RoomState } from '../../src/sdk/state.ts';
import { themeFor } from './looks.ts';
import { room, stateOf } from './states.ts';

const theme = themeFor(0);
const member = (name: string, status: Member['status'] = 'online'): Member =>
  ({ name, status, role: 'member' }) as Member;
const head = (one: RoomState): string => headerText(stateOf({}, [one]), 40, theme).trim();

test('a room says how many are here, a direct room whether the other one is', () => {
  assert.match(head(room('general', { count: 12 })), /^#general +12 here$/);
  const direct = (members: readonly Member[]) =>
    head(room('@alice+bob', { count: members.length, members }));
  assert.match(direct([member('alice'), member('Bob')]), /^bob +here$/);
  assert.match(direct([member('alice'), member('bob', 'away')]), /^bob +away$/);
  assert.match(direct([member('alice')]), /^bob +not here$/);
});

test('a direct room from before a change of name is still called by the other one', () => {
  assert.match(head(room('@adam+bob', { formerly: 'adam', isJoined: false })), /^bob$/);
});

const nothing: RuleInput = {
  text: '',
  menuPlace: '',
  hasMenu: false,
  isEditing: false,
  answers: undefined,
  picked: undefined,
  visit: undefined,
  below: 0,
  isLoadingOlder: false,
  room: 4000,
  isArmed: false,
  width: 59,
};
const label = (more: Partial<RuleInput>): string => ruleLabel({ ...nothing, ...more });

test('the line over the input is empty until there is something to say', () => {
  assert.equal(label({}), '');
  assert.equal(label({ text: 'hello' }), '');
  assert.equal(label({ text: '/me' }), '/me <text> · says what you do: /me waves');
  assert.equal(label({ below: 3 }), '↓ 3 more below (Ctrl-End)');
});

test('a message that is too long says by how much', () => {
  assert.equal(label({ text: 'x', room: 12 }), '12 characters left');
  assert.equal(label({ text: 'x', room: -1 }), '1 character too many');
  assert.equal(label({ text: 'x', room: -12 }), '12 characters too many');
});

test('a paste of many lines says that it is one message', () => {
  assert.equal(label({ text: 'a\nb\nc\n' }), '3 lines, one message');
});

test('who writes help, ? or quit without a slash is told of F1', () => {
  for (const text of ['?', 'help', 'QUIT', ':q']) assert.match(label({ text }), /^F1 /);
  assert.equal(label({ text: 'help me' }), '');
});

test('while a message is edited the line says so, and what is typed is no command', () => {
  const editing = { isEditing: true, text: '/me waves' };
  assert.match(label(editing), /^editing your message/);
  assert.match(label({ ...editing, room: -3 }), /3 characters too many/);
});

test('a command about a message says which one is meant', () => {
  assert.equal(label({ text: '/react +1', picked: '/react → bob: hi' }), '/react → bob: hi');
});

test('what does not fit into the head or the line is left out whole, least of all the way out', () => {
  const members = [member('alice'), member('bob', 'away')];
  const wide = room('general', { count: 303, members, topic: 'release week' });
  const at = (width: number): string => headerText(stateOf({}, [wide]), width, theme).trimEnd();
  assert.match(at(60), /^ #general · release week +303 here, 1 away$/);
  assert.match(at(23), /^ #general +303 here$/);
  assert.match(at(16), /^ #general$/);
  assert.equal(label({ isArmed: true, width: 36 }), '↑ selects a message · F1 help');
  const answers = `bob: ${'very '.repeat(20)}long`;
  assert.match(label({ answers, width: 36 }), /^↳ bob: very .*… · Esc: no answer$/);
});

test('a command that is unknown does not hide what else there is to say', () => {
  assert.equal(
    label({ text: '/foo', visit: 'There is no /foo · Esc: there' }),
    'There is no /foo · Esc: there',
  );
});
