// What calls for attention, from one state to the next.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, RoomState, State } from '../../src/sdk/state.ts';
import { append, begin, emptyTimeline, fill } from '../../src/sdk/timeline.ts';
import { attentions } from '../../src/ui/attention.ts';
import { room, stateOf } from '../client/states.ts';
import { message } from '../sdk/scene.ts';

const none: ReadonlySet<string> = new Set();
const direct = '@alice+bob';

/** A joined room that holds one message, of seq 1. */
const joined = (name = 'general'): RoomState =>
  room(name, { timeline: begin(emptyTimeline, [said(1, 0, 'before', name)], 1) });

function said(
  seq: number,
  prev: number,
  content: string,
  name = 'general',
  sender = 'bob',
): Message {
  return message(seq, prev, { content, room: name, sender });
}

const withMessages = (held: RoomState, ...messages: Message[]): RoomState => ({
  ...held,
  timeline: append(held.timeline, messages),
});

const between = (before: RoomState, now: RoomState, muted = none) =>
  attentions(stateOf({}, [before]), stateOf({}, [now]), muted);

test('a message that names one is one, any other is not', () => {
  const held = joined();
  assert.deepEqual(between(held, withMessages(held, said(2, 1, 'alice, look'))), [
    { room: 'general', sender: 'bob', text: 'alice, look', count: 1, isCaughtUp: false },
  ]);
  assert.deepEqual(between(held, withMessages(held, said(2, 1, 'malice'))), []);
});

test('every message in a direct room is one, but not one’s own', () => {
  const held = joined(direct);
  assert.equal(between(held, withMessages(held, said(2, 1, 'hi', direct))).length, 1);
  assert.deepEqual(between(held, withMessages(held, said(2, 1, 'hi', direct, 'Alice'))), []);
});

test('the first message of a direct room that was not there yet is one, and only once', () => {
  const opened = room(direct, { isJoined: false });
  const live = withMessages(opened, said(5, 4, 'psst', direct));
  const before = stateOf({}, [room('general')]);
  assert.equal(attentions(before, stateOf({}, [room('general'), live]), none).length, 1);
  const page = [said(4, 0, 'long ago', direct), said(5, 4, 'psst', direct)];
  const entered = { ...live, isJoined: true, timeline: begin(live.timeline, page, 5) };
  assert.deepEqual(between(live, entered), []);
});

test('what was said before one came is none', () => {
  const entered = room('general', {
    timeline: begin(emptyTimeline, [said(1, 0, 'alice?'), said(2, 1, 'alice!')], 2),
  });
  assert.deepEqual(between(room('general', { isJoined: false }), entered), []);
});

test('what was missed while there was no connection is one for the room, and says so', () => {
  const away = { ...joined(), isJoined: false };
  const missed = Array.from({ length: 50 }, (_, index) => said(index + 2, index + 1, 'alice?'));
  const back = withMessages({ ...away, isJoined: true }, ...missed);
  const [told, ...rest] = between(away, back);
  assert.deepEqual([told?.count, told?.isCaughtUp, rest.length], [50, true, 0]);
});

test('a message after a gap is told of when it comes, and not again when the gap is filled', () => {
  const held = joined();
  const gap = withMessages(held, said(9, 8, 'alice, now'));
  assert.equal(between(held, gap)[0]?.isCaughtUp, false);
  const page = [said(4, 1, 'nothing'), said(8, 4, 'alice, earlier')];
  const filled = { ...gap, timeline: fill(gap.timeline, page) };
  assert.deepEqual(
    between(gap, filled).map(({ text, count, isCaughtUp }) => [text, count, isCaughtUp]),
    [['alice, earlier', 1, true]],
  );
});

test('a muted room has none, and what is no message has none', () => {
  const held = joined();
  const next = withMessages(held, said(2, 1, 'alice, look'));
  assert.deepEqual(between(held, next, new Set(['general'])), []);
  const topic = message(2, 1, { kind: 'topic', content: 'alice', sender: 'bob' });
  assert.deepEqual(between(held, withMessages(held, topic)), []);
});

test('a state in which no room changed asks nothing of anyone', () => {
  const state: State = stateOf({}, [joined()]);
  assert.deepEqual(attentions(state, { ...state }, none), []);
});
