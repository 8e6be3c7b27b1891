// The promise that everything else serves: every message once, in one order, whatever the link does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../src/sdk/client.ts';
import { emptyFold, folded, isChange, isMine, talliesOf } from '../../src/sdk/fold.ts';
import { type Kept, readKept } from '../../src/sdk/kept.ts';
import type { Message, Revision } from '../../src/sdk/state.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { fc } from '../support/generated.ts';
import type { Pair } from '../support/pair.ts';
import { HallServer } from './hall-server.ts';
import { ModelServer, type PlayedServer, type PlayedWire } from './model-server.ts';
import { type Mortal, mortalClient } from './mortal.ts';

const names = ['ann', 'ben', 'cem'];
const room = 'general';

type Step =
  | {
      readonly do: 'say' | 'change' | 'cut' | 'slip' | 'reload' | 'read' | 'deliver';
      readonly who: number;
      readonly count: number;
    }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'refuse' }
  | { readonly do: 'lag' }
  | { readonly do: 'crash' }
  | { readonly do: 'lose key' };

const who = fc.nat({ max: names.length - 1 });
const count = fc.integer({ min: 0, max: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('say' as const), who, count }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), who, count }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('read' as const), who, count }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('deliver' as const), who, count }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), who, count }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('slip' as const), who, count }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const), who, count }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(3_000) }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Step>(
      { do: 'refuse' },
      { do: 'lag' },
      { do: 'crash' },
      { do: 'lose key' },
    ),
  },
);

class Play<Wire extends PlayedWire> {
  readonly clock = new FakeClock();
  readonly server: PlayedServer<Wire>;
  readonly pairs: Pair[] = [];
  readonly said: string[][] = [];
  readonly #lives: Mortal[] = [];
  #seed = 0;

  constructor(server: PlayedServer<Wire>) {
    this.server = server;
    for (const index of names.keys()) {
      this.pairs.push(this.server.createPair());
      this.said.push([]);
      this.#live(index);
    }
  }

  get clients(): Client[] {
    return this.#lives.map(({ client }) => client);
  }

  /** The program of that person begins, with what an earlier run has kept. */
  #live(index: number, kept: Kept = { pending: [] }): void {
    const { transport } = this.pairs[index] as Pair;
    const { clock } = this;
    this.#seed += 1;
    const name = names[index] as string;
    const life = mortalClient({ transport, clock, random: seeded(this.#seed), name, room, kept });
    this.#lives[index] = life;
    life.client.start();
  }

  /** What was on its way arrives later, or never. */
  #reload(index: number): void {
    const { client, die } = this.#lives[index] as Mortal;
    const kept = readKept(JSON.parse(JSON.stringify(client.getKept())));
    die();
    this.pairs[index]?.end.close();
    this.#live(index, kept);
  }

  do(step: Step): void {
    this.#accept();
    if (step.do === 'wait') this.#pass(step.ms);
    else if (step.do === 'refuse') this.server.refusals = 1;
    else if (step.do === 'lag') this.server.lag = 1;
    else if (step.do === 'crash') this.server.crash();
    else if (step.do === 'lose key') this.server.loseKey();
    else if (step.do === 'say') this.#say(step.who);
    else if (step.do === 'reload') this.#reload(step.who);
    else if (step.do === 'change') this.#change(step.who, step.count);
    else for (const wire of this.#wires(step.who)) this.#move(wire, step);
  }

  /** Lets everything arrive until nothing moves any more. */
  settle(): void {
    this.server.refusals = 0;
    for (let round = 0; round < 100; round += 1) {
      this.#pass(1_000);
      for (let turn = 0; turn < 50; turn += 1) this.#moveAll();
    }
  }

  messages(client: Client): Message[] {
    const items = client.getState().rooms.get(room)?.timeline.items.slice(0) ?? [];
    return items.filter((item) => item.type === 'message');
  }

  #pass(ms: number): void {
    this.server.passed(ms);
    this.clock.advance(ms);
  }

  #moveAll(): void {
    this.#accept();
    // The newest first: what was said on a link that was given up comes after its successor.
    for (const wire of names.flatMap((_, index) => this.#wires(index).toReversed())) {
      this.server.read(wire, 100);
      this.server.deliver(wire, 100);
    }
  }

  #say(index: number): void {
    const said = this.said[index] as string[];
    const content = `${names[index]} ${said.length}`;
    said.push(content);
    this.clients[index]?.send(room, content);
  }

  /** Reacts to one of the messages held, or takes that back; edits or deletes one of one's own. */
  #change(index: number, which: number): void {
    const client = this.clients[index] as Client;
    const { me } = client.getState();
    const held = this.messages(client);
    const any = held.at(-1 - which)?.seq;
    const own = held.filter((message) => isMine(message, me)).at(-1 - which)?.seq;
    if (which % 2 === 0 && any !== undefined) client.react(room, any, '👍');
    else if (which === 1 && own !== undefined) client.delete(room, own);
    else if (own !== undefined) client.edit(room, own, `changed ${held.length}`);
  }

  #move(wire: Wire, { do: what, count: lines }: { do: string; count: number }): void {
    if (what === 'read') this.server.read(wire, lines);
    else if (what === 'deliver') this.server.deliver(wire, lines);
    // The client gives the link up; what it has said there arrives later, if at all.
    else if (what === 'slip') wire.end.close();
    else this.server.cut(wire, lines);
  }

  #accept(): void {
    for (const { end } of this.pairs) if (end.isOpen && !end.isAccepted) end.accept();
  }

  #wires(index: number): Wire[] {
    return this.server.wiresOf(this.pairs[index] as Pair);
  }
}

const schedules = fc.array(step, { minLength: 60, maxLength: 300, size: 'max' });

test('whatever is lost, cut, delayed or refused, all members see one log, each message once, and what became of it', () => {
  const property = fc.property(schedules, (steps) => run(new ModelServer(), steps));
  fc.assert(property, { numRuns: 150, seed: 20261120 });
});

test('the same holds with the server’s own core at the other end', () => {
  const property = fc.property(schedules, (steps) => run(new HallServer(), steps));
  fc.assert(property, { numRuns: 100, seed: 20261121 });
});

function run<Wire extends PlayedWire>(server: PlayedServer<Wire>, steps: readonly Step[]): void {
  const play = new Play(server);
  for (const one of steps) play.do(one);
  play.settle();
  for (const [index, client] of play.clients.entries()) {
    // Its ghost may hold the name of one whose first welcome was lost: so by content, not by name.
    const mine = server.log.filter(({ content }) => content.startsWith(`${names[index]} `));
    assert.deepEqual(
      mine.map(({ content }) => content),
      play.said[index],
      'what one said is in the log once, in the order in which it was said',
    );
    assert.equal(client.getState().connection.status, 'live', `${names[index]} is there`);
    for (let page = 0; client.getState().rooms.get(room)?.timeline.hasOlder; page += 1) {
      assert.ok(page < 1_000, 'the beginning is reached some day');
      client.loadOlder(room);
      play.settle();
    }
    const said = server.log.filter((message) => !isChange(message));
    assert.deepEqual(
      play.messages(client).map(({ seq }) => seq),
      said.map(({ seq }) => seq),
      `what ${names[index]} sees is the log`,
    );
    const whole = folded(emptyFold, server.log as Message[]);
    const fold = client.getState().rooms.get(room)?.timeline.fold ?? emptyFold;
    for (const { seq } of said) {
      assert.deepEqual(seen(fold.get(seq)), seen(whole.get(seq)), `what became of ${seq}`);
    }
    assert.deepEqual(client.getState().rooms.get(room)?.pending, []);
  }
}

function seen(revision: Revision | undefined) {
  const { edit, isDeleted = false } = revision ?? {};
  return { edit, isDeleted, tallies: talliesOf(revision, '') };
}

/** Random enough for ids and waits, the same in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
