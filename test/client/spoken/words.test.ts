// What --plain says of a message, whatever is in it: each line bears the name of who speaks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeLines } from '../../../src/client/spoken/change-words.ts';
import { helpLines, typedProblem } from '../../../src/client/spoken/help-words.ts';
import { messageLines } from '../../../src/client/spoken/message-words.ts';
import { noticeLines, presenceNews } from '../../../src/client/spoken/notice-words.ts';
import { placeLines } from '../../../src/client/spoken/place-words.ts';
import { timeLine } from '../../../src/client/spoken/time-words.ts';
import type { Message } from '../../../src/sdk/state.ts';
import { append, begin, emptyTimeline } from '../../../src/sdk/timeline.ts';
import { message } from '../../sdk/scene.ts';
import { room, stateOf } from '../states.ts';

const listener = stateOf({});

/** The last of these, in the room `general` unless told. */
function said(...messages: readonly Partial<Message>[]): string[] {
  const all = messages.map((fields, index) => message(index + 2, index + 1, fields));
  const last = all.at(-1);
  assert.ok(last);
  const timeline = append(begin(emptyTimeline, [], 1), all);
  const lines = ['edit', 'delete', 'reaction'].includes(last.kind) ? changeLines : messageLines;
  return lines(last, room(last.room, { timeline }), listener);
}

test('every line of a message bears the name, so nobody speaks in another’s', () => {
  const content = 'hi\n\nbob: I am bob\nconnection lost, trying again';
  assert.deepEqual(said({ sender: 'mallory', content }), [
    'mallory, 3 lines: hi',
    'mallory: bob: I am bob',
    'mallory: connection lost, trying again',
  ]);
});

test('a name that is a word of ours is said to be a name', () => {
  assert.deepEqual(said({ sender: 'you', content: 'me?' }), ['somebody called you: me?']);
  assert.deepEqual(said({ sender: 'Connection', kind: 'action', content: 'lost' }), [
    'somebody called Connection lost',
  ]);
  assert.deepEqual(said({ sender: 'sent', content: 'x', room: 'ops' }), [
    'in ops, somebody called sent: x',
  ]);
});

test('nothing that is said acts on a terminal, or ends its line', () => {
  const content = 'a\u001b]0;x\u0007b\u009bm\r\u202ec\u2028d';
  const lines = [
    ...said({ sender: 'ev\u001b[2Jil\nbob', content }),
    ...said({ kind: 'action', content }),
    ...said({}, { kind: 'reaction', content: '\u001b\n', target: 2 }),
    ...said({ content }, { content: 'yes', target: 2 }),
    ...said({ kind: 'topic', content }),
  ];
  for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}]/u, line);
  assert.equal(lines.length, 5);
});

test('code is announced with its length, and quotations are called so', () => {
  const content = '> are you sure?\n```\nrm -r /\n\n  ls\n```\n```sh\nls\n```';
  assert.deepEqual(said({ content }), [
    'bob, quote: are you sure?',
    'bob, code, 2 lines: rm -r /',
    'bob, code:   ls',
    'bob, code in sh: ls',
  ]);
  assert.deepEqual(said({ content: '```\n\n```' }), ['bob: ```␊␊```']);
});

test('of a very long text the first lines are said, and the rest is counted', () => {
  const lines = said({ content: 'x\n'.repeat(1_000) });
  assert.equal(lines.length, 21);
  assert.equal(lines.at(-1), 'bob: and 980 more lines, /again says all of them');
});

test('who is meant is said before what is said', () => {
  assert.deepEqual(said({ content: 'alice, look' }), ['bob mentions you: alice, look']);
  assert.deepEqual(said({ kind: 'action', content: 'nods to alice' }), [
    'bob mentions you: bob nods to alice',
  ]);
  assert.deepEqual(said({ room: '@alice+bob', content: 'psst' }), ['bob to you: psst']);
  assert.deepEqual(said({ room: '@alice+bob', sender: 'alice', content: 'what' }), [
    'you to bob: what',
  ]);
  assert.deepEqual(said({ room: '@alice+bob', kind: 'action', content: 'waves' }), [
    'bob to you: bob waves',
  ]);
  assert.deepEqual(said({ sender: 'alice' }, { content: 'alice: yes', target: 2 }), [
    'bob, reply to you: alice: yes',
  ]);
  assert.deepEqual(said({ sender: 'carol', content: 'a b' }, {}, { content: 'yes', target: 2 }), [
    'bob, reply to carol on "a b": yes',
  ]);
  assert.deepEqual(said({ content: 'yes', target: 1 }), ['bob, reply to an earlier message: yes']);
  const marked = { sender: 'carol', content: '> so?\nrun\n```sh\nls\n```' };
  assert.deepEqual(said(marked, {}, { content: 'yes', target: 2 }), [
    'bob, reply to carol on "so? run ls": yes',
  ]);
});

test('changes are said with what they change', () => {
  const first = { sender: 'alice', content: 'hello' };
  assert.deepEqual(said(first, { kind: 'reaction', content: '❤️', target: 2 }), [
    'bob reacted with heart to you: hello',
  ]);
  assert.deepEqual(said(first, { kind: 'reaction', content: '👎🏽', target: 2 }), [
    'bob reacted with thumbs down to you: hello',
  ]);
  assert.deepEqual(said(first, { kind: 'delete', content: '', target: 2 }), [
    'bob deleted a message of yours',
  ]);
  assert.deepEqual(said({ sender: 'carol' }, { kind: 'delete', content: '', target: 2 }), [
    'bob deleted a message by carol',
  ]);
  assert.deepEqual(
    said(
      first,
      { kind: 'reaction', content: '🎉', target: 2 },
      { kind: 'delete', content: '', target: 3 },
    ),
    ['bob took back the reaction tada'],
  );
  assert.deepEqual(said({ room: 'ops', kind: 'topic', content: '' }), [
    'in ops, bob took the topic away',
  ]);
});

test('who came and who went is said once each, whatever becomes of the notice', () => {
  const bob = { came: ['bob'], went: [] };
  assert.equal(presenceNews({}, bob), 'bob joined');
  assert.equal(
    presenceNews(bob, { came: ['bob', 'carol'], went: ['dan'] }),
    'carol joined, dan left',
  );
  assert.equal(presenceNews(bob, {}), 'bob left', 'who came and went leaves no notice');
  assert.equal(presenceNews({ came: [], went: ['bob'] }, {}), 'bob joined');
  assert.equal(presenceNews(bob, bob), undefined);
});

test('a time is said after a pause, and the day when it is another one', () => {
  const at = (time: string): number => Date.parse(`2026-11-20T${time}:00Z`);
  const line = (before: string, now: string) => timeLine(at(before), at(now), () => 60, 'HH:mm');
  assert.equal(line('12:00', '12:09'), undefined);
  assert.equal(line('12:00', '12:10'), 'at 13:10');
  assert.equal(line('22:59', '23:00'), 'Saturday 21 November 2026, 00:00');
  assert.equal(
    timeLine(at('12:00'), at('14:00'), () => 0, 'none'),
    undefined,
  );
  assert.equal(
    timeLine(at('12:00'), at('14:00'), () => 0, 'h:mm a'),
    'at 2:00 pm',
  );
});

test('lists come without columns, and help without brackets', () => {
  const notice = { type: 'notice', number: 1, kind: 'info', at: 0, after: 0 } as const;
  const text = 'theme     auto\nname with  two\nno columns here';
  assert.deepEqual(
    noticeLines({ ...notice, text }, listener, () => 0),
    ['theme: auto', 'name with: two', 'no columns here'],
  );
  assert.deepEqual(helpLines('/edit'), [
    '/edit TEXT, or /edit ^2 TEXT: changes your last message, or the Nth',
  ]);
  assert.deepEqual(helpLines('join'), ['/join ROOM: enters a room, or opens a new one; also /j']);
  assert.match(helpLines('').join('\n'), /^[^<>[\]│─•▸]+$/);
  assert.match(
    typedProblem('/nmae x') ?? '',
    /^There is no command \/nmae\. Did you mean \/name\?/,
  );
  assert.equal(typedProblem('/history'), undefined);
});

test('who comes into a room hears who is there, what it is about and what is new', () => {
  const held = append(begin(emptyTimeline, [], 1), [message(2, 1), message(3, 2)]);
  const place = room('general', { timeline: held, topic: 'tea', mark: { after: 2, count: 1 } });
  const [where, topic, news] = placeLines(place, listener.me, true);
  assert.match(where ?? '', /^You are in the room general as alice, /);
  assert.deepEqual(
    [topic, news],
    ['The topic is: tea', '1 message is new to you, /history 1 reads it.'],
  );
});

test('who comes into a room hears which of those who are there are programs', () => {
  const [bob, ci] = ['bob', 'ci'].map(
    (name) => ({ name, status: 'online', role: 'guest' }) as const,
  );
  assert.ok(bob && ci);
  const members = [bob, { ...ci, bot: true } as const];
  const [where] = placeLines(room('general', { members, count: 2 }), listener.me, true);
  assert.equal(where, 'You are in the room general as alice, with bob and ci (bot).');
});
