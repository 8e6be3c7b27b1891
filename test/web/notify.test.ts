// What a page tells of while nobody looks at it: whom, how often, and of which room.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, State } from '../../src/sdk/state.ts';
import { append, begin, emptyTimeline } from '../../src/sdk/timeline.ts';
import { Notifier } from '../../src/web/notify.ts';
import { tabFace } from '../../src/web/title.ts';
import { room, stateOf } from '../client/states.ts';
import { message } from '../sdk/scene.ts';

/** alice, who is elsewhere, in two rooms and a direct one. */
class Elsewhere {
  readonly told: string[] = [];
  isLooking = false;
  isOn = true;
  muted = new Set<string>();
  quiet = 'off';
  now = 0;
  #seq = 1;
  #state: State = stateOf(
    {},
    ['general', 'ops', '@alice+bob'].map((name) =>
      room(name, { timeline: begin(emptyTimeline, [], 1) }),
    ),
  );
  readonly #notifier = new Notifier(this.#state, {
    settings: () => ({ isOn: this.isOn, muted: this.muted, quiet: this.quiet }),
    isLooking: () => this.isLooking,
    now: () => this.now,
    offset: () => 60,
    show: (name, { title, text }) => this.told.push(`${name}: ${title}: ${text}`),
  });

  hears(name: string, ...contents: string[]): void {
    const held = this.#state.rooms.get(name) ?? room(name);
    const messages = contents.map((content): Message => {
      this.#seq += 1;
      return message(this.#seq, held.timeline.newest ?? 0, { room: name, content });
    });
    const linked = messages.map((one, at) => ({ ...one, prev: messages[at - 1]?.seq ?? one.prev }));
    const timeline = append(held.timeline, linked);
    const rooms = new Map(this.#state.rooms).set(name, { ...held, timeline });
    this.#state = { ...this.#state, rooms };
    this.#notifier.follow(this.#state);
  }
}

test('who is named, or written to alone, hears of it with sender, room and text', () => {
  const alice = new Elsewhere();
  alice.hears('general', 'nothing for anybody');
  alice.hears('general', 'alice: look\nhere');
  alice.hears('@alice+bob', 'psst');
  assert.deepEqual(alice.told, [
    'general: bob in #general: alice: look here',
    '@alice+bob: bob: psst',
  ]);
});

test('in quiet hours, by the clock where one is, nobody is told', () => {
  const alice = new Elsewhere();
  alice.quiet = '22:00-07:00';
  alice.now = Date.parse('2026-11-20T21:00:00Z');
  alice.hears('general', 'alice: one');
  assert.deepEqual(alice.told, []);
  alice.now = Date.parse('2026-11-21T06:00:00Z');
  alice.hears('general', 'alice: two');
  assert.equal(alice.told.length, 1, 'the one of the night is not told later');
});

test('nobody is told who looks, does not want it, or has muted the room', () => {
  const alice = new Elsewhere();
  alice.isLooking = true;
  alice.hears('general', 'alice: one');
  alice.isLooking = false;
  alice.isOn = false;
  alice.hears('general', 'alice: two');
  alice.isOn = true;
  alice.muted = new Set(['general']);
  alice.hears('general', 'alice: three');
  assert.deepEqual(alice.told, []);
  alice.muted = new Set();
  alice.hears('general', 'alice: four');
  assert.deepEqual(alice.told, ['general: bob in #general: alice: four']);
});

test('many at once are one of their room, and at most one a second', () => {
  const alice = new Elsewhere();
  alice.hears('general', 'alice 1', 'alice 2', 'alice 3');
  alice.hears('general', 'alice 4');
  alice.hears('ops', 'alice 5');
  alice.now = 1_000;
  alice.hears('general', 'alice 6');
  assert.deepEqual(alice.told, [
    'general: bob in #general (3 messages): alice 3',
    'ops: bob in #ops: alice 5',
    'general: bob in #general: alice 6',
  ]);
});

test('the tab names the room and what is new, and its icon that somebody calls', () => {
  const muted = new Set<string>();
  const state = (mentions: number) =>
    stateOf({}, [room('general'), room('ops', { unread: 2, mentions })]);
  assert.deepEqual(tabFace(state(0), muted, true), {
    title: '#general (2) – partyline',
    icon: 'icon.svg',
  });
  assert.deepEqual(tabFace(state(1), muted, true), {
    title: '#general (@1) – partyline',
    icon: 'icon-news.svg',
  });
  assert.equal(tabFace(state(1), new Set(['ops']), true).icon, 'icon.svg');
  assert.deepEqual(tabFace(state(1), muted, false), { title: 'partyline', icon: 'icon.svg' });
});
