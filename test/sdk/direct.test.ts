// The client core and the server's core in a direct room whose names pass on: no hole, no loop, nothing of others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../src/sdk/client.ts';
import { readKept } from '../../src/sdk/kept.ts';
import type { Message } from '../../src/sdk/state.ts';
import { isBehind } from '../../src/sdk/timeline.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { fc } from '../support/generated.ts';
import type { Pair } from '../support/pair.ts';
import { HallServer } from './hall-server.ts';
import { type Mortal, mortalClient } from './mortal.ts';

const room = '@alice+bob';

class Somebody {
  readonly pair: Pair;
  readonly #stage: Stage;
  #life: Mortal;

  constructor(stage: Stage, name: string) {
    this.#stage = stage;
    this.pair = stage.server.createPair();
    this.#life = this.#begin(name);
  }

  get client(): Client {
    return this.#life.client;
  }

  #begin(name: string, kept = readKept({ pending: [] })): Mortal {
    const { transport } = this.pair;
    const { clock } = this.#stage;
    const life = mortalClient({ transport, clock, random: () => 0.5, name, room: 'general', kept });
    life.client.start();
    return life;
  }

  /** The program is gone without a word, and comes again as the same session. */
  reload(): void {
    const kept = readKept(JSON.parse(JSON.stringify(this.client.getKept())));
    const { name } = this.client.getState().me;
    this.#life.die();
    this.pair.end.close();
    this.#life = this.#begin(name, kept);
    this.client.show(room);
  }

  /** Goes for good; the name is free at once. */
  leave(): void {
    for (const { person } of this.#stage.server.wiresOf(this.pair))
      if (person.ended === undefined) person.end();
    this.#life.die();
  }

  cut(): void {
    const wire = this.#stage.server.wiresOf(this.pair).at(-1);
    if (wire?.end.isOpen) this.#stage.server.cut(wire, 2);
  }

  shown(): Message[] {
    const items = this.client.getState().rooms.get(room)?.timeline.items.slice(0) ?? [];
    return items.filter((item) => item.type === 'message');
  }

  get texts(): string[] {
    return this.shown().map(({ content }) => content);
  }

  /** How often it has asked for pages. */
  get asks(): number {
    const lines = this.pair.ends.flatMap(({ received }) => received);
    return lines.filter((line) => line.includes('"type":"history"')).length;
  }

  get notices(): string[] {
    const { rooms } = this.client.getState();
    const items = rooms.get(room)?.timeline.items.slice(0) ?? [];
    return items.flatMap((item) => (item.type === 'message' ? [] : [JSON.stringify(item)]));
  }
}

class Stage {
  readonly server = new HallServer();
  readonly clock = new FakeClock();
  readonly people: Somebody[] = [];

  enter(name: string): Somebody {
    const somebody = new Somebody(this, name);
    this.people.push(somebody);
    this.settle();
    return somebody;
  }

  settle(rounds = 4): void {
    for (let round = 0; round < rounds; round += 1) {
      for (let turn = 0; turn < 8; turn += 1) this.#move();
      this.server.passed(1_000);
      this.clock.advance(1_000);
    }
  }

  #move(): void {
    for (const { pair } of this.people) {
      if (pair.ends.length > 0 && pair.end.isOpen && !pair.end.isAccepted) pair.end.accept();
      for (const wire of this.server.wiresOf(pair).toReversed()) {
        this.server.read(wire, 100);
        this.server.deliver(wire, 100);
      }
    }
  }
}

function isWhole({ client }: Somebody): boolean {
  const held = client.getState().rooms.get(room);
  if (!held?.isJoined || held.isCatchingUp) return false;
  return !held.timeline.isForeign && !isBehind(held.timeline);
}

test('a later guest of the same name opens the direct room and sees nothing; who was in both talks sees both', () => {
  const stage = new Stage();
  const alice = stage.enter('alice');
  const first = stage.enter('bob');
  alice.client.show(room);
  first.client.show(room);
  for (let at = 1; at <= 60; at += 1) (at % 2 ? first : alice).client.send(room, `first ${at}`);
  stage.settle();
  assert.equal(first.texts.length, 60);
  first.leave();
  const second = stage.enter('bob');
  assert.equal(second.client.getState().me.name, 'bob');
  second.client.show(room);
  stage.settle();
  assert.deepEqual(second.texts, []);
  assert.ok(isWhole(second));
  second.client.send(room, 'second 1');
  stage.settle();
  alice.client.send(room, 'second 2');
  stage.settle();
  assert.deepEqual(second.texts, ['second 1', 'second 2']);
  assert.equal(alice.texts.length, 62);
  second.client.loadOlder(room);
  stage.settle();
  assert.equal(second.client.getState().rooms.get(room)?.timeline.hasOlder, false);
  assert.equal(second.asks, 0);
  assert.ok(isWhole(second) && isWhole(alice));
});

test('a guest who comes back by its token has its own talk whole, whatever another one said in between', () => {
  const stage = new Stage();
  const alice = stage.enter('alice');
  const first = stage.enter('bob');
  first.client.show(room);
  for (let at = 1; at <= 5; at += 1) first.client.send(room, `first ${at}`);
  stage.settle();
  const kept = readKept(JSON.parse(JSON.stringify(first.client.getKept())));
  assert.ok(kept.token);
  first.leave();
  const second = stage.enter('bob');
  second.client.show(room);
  for (let at = 1; at <= 5; at += 1) second.client.send(room, `second ${at}`);
  stage.settle();
  second.leave();
  first.reload();
  stage.settle();
  alice.client.send(room, 'welcome back');
  stage.settle();
  assert.deepEqual(first.texts.slice(-2), ['first 5', 'welcome back']);
  assert.ok(!first.texts.some((text) => text.startsWith('second')));
  assert.equal(alice.texts.length, 11);
  assert.ok(isWhole(first) && isWhole(alice));
});

test('what may have been said as a session that is lost is not sent again: the room no longer tells', () => {
  const stage = new Stage();
  const alice = stage.enter('alice');
  const bob = stage.enter('bob');
  bob.client.show(room);
  alice.client.show(room);
  bob.client.send(room, 'before');
  stage.settle();
  bob.client.send(room, 'perhaps');
  for (const wire of stage.server.wiresOf(bob.pair)) stage.server.read(wire, 100);
  stage.server.loseKey();
  stage.settle(40);
  const said = stage.server.log.filter(({ content }) => content === 'perhaps');
  assert.equal(said.length, 1);
  assert.match(bob.notices.join(), /this may have been sent, or not/);
  assert.doesNotMatch(bob.notices.join(), /log is not the one from before/);
});

type Step =
  | { readonly do: 'say'; readonly who: number }
  | { readonly do: 'cut' | 'reload' | 'leave' | 'older'; readonly who: number }
  | { readonly do: 'settle' };

const who = fc.nat(1);
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('say' as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('older' as const), who }) },
    { weight: 2, arbitrary: fc.constant<Step>({ do: 'settle' }) },
  ),
  { minLength: 10, maxLength: 40 },
);

/** Somebody new in place of who left; the other one opens the room with them. */
function replace(stage: Stage, people: Somebody[], index: number): void {
  stage.settle();
  people[index]?.leave();
  // Where it had lost its link before, its name is still kept.
  stage.server.passed(120_000);
  const next = stage.enter(index === 0 ? 'alice' : 'bob');
  next.client.show(room);
  people[index] = next;
  stage.settle();
}

function take(stage: Stage, people: Somebody[], step: Step, number: number): void {
  if (step.do === 'settle') return stage.settle();
  const person = people[step.who] as Somebody;
  if (step.do === 'say') person.client.send(room, `${step.who} ${number}`);
  else if (step.do === 'older') person.client.loadOlder(room);
  else if (step.do === 'cut') person.cut();
  else if (step.do === 'reload') person.reload();
  else replace(stage, people, step.who);
}

test('however people come and go under two names, each sees what was said between them, whole, and no more', () => {
  const property = fc.property(steps, (taken) => {
    const stage = new Stage();
    const people = [stage.enter('alice'), stage.enter('bob')];
    for (const person of people) person.client.show(room);
    stage.settle();
    for (const [number, step] of taken.entries()) take(stage, people, step, number);
    stage.settle(10);
    for (const person of people) {
      assert.ok(isWhole(person), 'nothing is missing, and nothing is asked for');
      const owner = person.client.getState().me.session;
      const own = stage.server.log.filter(({ between }) => between?.includes(owner ?? ''));
      const contents = own.map(({ content }) => content);
      assert.deepEqual(person.texts, contents);
      assert.ok(person.asks < 40, `${person.asks} pages`);
      assert.doesNotMatch(person.notices.join(), /log is not the one from before/);
    }
  });
  fc.assert(property, { numRuns: 60, seed: 20261121 });
});
