// What is told aloud: what is said while it is little, how much while it is much, and never without end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, RoomState, State } from '../../src/sdk/state.ts';
import { append, begin, emptyTimeline } from '../../src/sdk/timeline.ts';
import { Announcements } from '../../src/web/announcements.ts';
import { room, stateOf } from '../client/states.ts';
import { message } from '../sdk/scene.ts';
import { FakeClock } from '../support/fake-clock.ts';

const live = { connection: { status: 'live', attempt: 0 } } as const;

class Listener {
  readonly clock = new FakeClock();
  readonly told: string[] = [];
  readonly #announcements = new Announcements(this.clock, (words) => this.told.push(words));
  #state: State;
  #seq = 1;

  constructor() {
    const first = message(1, 0, { content: 'before' });
    this.#state = stateOf(live, [room('general', { timeline: begin(emptyTimeline, [first], 1) })]);
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

  connection(status: State['connection']['status']): void {
    this.become({ ...this.#state, connection: { status, attempt: 1 } });
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

test('that the connection is lost is told once, and that it is back', () => {
  const listener = new Listener();
  for (const status of ['waiting', 'connecting', 'waiting', 'connecting'] as const) {
    listener.connection(status);
    listener.clock.advance(5_000);
  }
  listener.connection('live');
  assert.deepEqual(listener.told, ['The connection is lost.', 'Connected again.']);
});

test('what others wrote can’t drive what reads it', () => {
  const listener = new Listener();
  listener.hear('a\u202eb\u0007');
  assert.deepEqual(listener.told, ['bob: a\\u{202e}b␇']);
});
