// What is told aloud: what is said while it is little, how much while it is much, and never without end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, RoomState, State } from '../../../src/sdk/state.ts';
import { append, begin, emptyTimeline } from '../../../src/sdk/timeline.ts';
import { Announcements } from '../../../src/web/pane/announcements.ts';
import { room, stateOf } from '../../client/states.ts';
import { message } from '../../sdk/scene.ts';
import { FakeClock } from '../../support/fake-clock.ts';

class Listener {
  readonly clock = new FakeClock();
  readonly told: string[] = [];
  readonly #announcements = new Announcements(this.clock, (words) => this.told.push(words));
  #state: State;
  #seq = 1;

  constructor() {
    const first = message(1, 0, { content: 'before' });
    this.#state = stateOf({}, [room('general', { timeline: begin(emptyTimeline, [first], 1) })]);
  }

  become(next: State): void {
    const before = this.#state;
    this.#state = next;
    this.#announcements.hear(before, next);
  }

  hear(content: string, fields: Partial<Message> = {}): void {
    this.#seq += 1;
    const held = this.#state.rooms.get('general') as RoomState;
    const said = message(this.#seq, this.#seq - 1, { content, ...fields });
    const timeline = append(held.timeline, [said]);
    this.become({ ...this.#state, rooms: new Map([['general', { ...held, timeline }]]) });
  }
}

test('what others say is told with who said it; one’s own words are not', () => {
  const listener = new Listener();
  listener.hear('hello');
  listener.clock.advance(2_000);
  listener.hear('mine', { sender: 'alice' });
  listener.hear('waves', { kind: 'action' });
  assert.deepEqual(listener.told, ['bob: hello', 'bob waves']);
});

test('what comes within two seconds is told together, and many are counted', () => {
  const listener = new Listener();
  listener.hear('one');
  listener.hear('two');
  listener.hear('three');
  assert.deepEqual(listener.told, ['bob: one']);
  listener.clock.advance(2_000);
  for (let number = 0; number < 500; number += 1) listener.hear(`flood ${number}`);
  listener.clock.advance(2_000);
  assert.deepEqual(listener.told, ['bob: one', 'bob: two\nbob: three', '500 new messages']);
  listener.clock.advance(60_000);
  assert.equal(listener.told.length, 3);
});

test('what others wrote can’t drive what reads it', () => {
  const listener = new Listener();
  listener.hear('a\u202eb\u0007');
  assert.deepEqual(listener.told, ['bob: a\\u{202e}b␇']);
});

test('another room is told by its name, with how much is new there', () => {
  const listener = new Listener();
  const other = room('random', { mark: { after: 0, count: 3 } });
  listener.become(stateOf({}, [other]));
  assert.deepEqual(listener.told, ['#random, 3 new']);
});

test('what is said to one elsewhere is told with where; what only passes by is not', () => {
  const listener = new Listener();
  const begun = begin(emptyTimeline, [message(2, 0, { room: 'random' })], 2);
  const rooms = (timeline: RoomState['timeline']) => [
    room('general'),
    room('random', { timeline }),
  ];
  listener.become(stateOf({}, rooms(begun)));
  const named = message(3, 2, { room: 'random', content: 'alice, come here' });
  const passing = message(4, 3, { room: 'random', content: 'nothing' });
  listener.become(stateOf({}, rooms(append(begun, [named, passing]))));
  assert.deepEqual(listener.told, ['bob to you in #random: alice, come here']);
});
