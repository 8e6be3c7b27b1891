// What a program holds of a room that talks for months, and of one that it reads slowly.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Arrivals, arrivalLimits } from '../../../src/sdk/chat/arrivals.ts';
import { Core } from '../../../src/sdk/chat/core.ts';
import { follow } from '../../../src/sdk/chat/following.ts';
import type { Message } from '../../../src/sdk/state.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { createPair } from '../../support/pair.ts';
import { welcome } from '../model-server.ts';
import { joined, message, type Said } from '../scene.ts';
import { turn } from './chat-scene.ts';

/** A room of which every message is known by its number. */
class Flood {
  last = 0;
  /** How many pages were asked for. */
  pages = 0;
  readonly #kindOf: (seq: number) => Partial<Message>;
  readonly pair = createPair((_, line) => {
    const said: Said = JSON.parse(line);
    const answer = this.#answer(said);
    if (answer) queueMicrotask(() => this.pair.end.sendObjects({ ...answer, id: said.id }));
  });

  constructor(kindOf: (seq: number) => Partial<Message> = () => ({})) {
    this.#kindOf = kindOf;
  }

  one(seq: number): Message {
    return message(seq, seq - 1, { room: 'ops', ...this.#kindOf(seq) });
  }

  /** So many arrive, a read of the wire at a time. */
  pour(count: number, aRead = 200): void {
    for (const end = this.last + count; this.last < end; ) {
      const size = Math.min(aRead, end - this.last);
      const from = this.last + 1;
      this.last += size;
      this.pair.end.sendObjects(...Array.from({ length: size }, (_, at) => this.one(from + at)));
    }
  }

  #answer({ type, after, limit }: Said): object | undefined {
    if (type === 'hello') return welcome({ session: 'S1', name: 'bot' }, 'T1');
    if (type === 'join') return joined('ops', [], { last: this.last });
    if (type !== 'history') return undefined;
    this.pages += 1;
    const size = Math.min(Number(limit), this.last - Number(after));
    const messages = Array.from({ length: size }, (_, at) => this.one(Number(after) + 1 + at));
    return { type: 'history', room: 'ops', messages, more: Number(after) + size < this.last };
  }
}

/** A chat's inside: what it holds is looked at after every read. */
async function inside(flood: Flood) {
  const { transport } = flood.pair;
  const core = new Core({ transport, clock: new FakeClock(), random: () => 0 });
  const told: number[] = [];
  const arrivals = new Arrivals(core.client, ({ seq }) => told.push(seq));
  const most = { items: 0, changes: 0, fold: 0 };
  core.client.subscribe(() => {
    arrivals.look();
    const { items, changes, fold } = core.state.rooms.get('ops')?.timeline ?? {};
    most.items = Math.max(most.items, items?.length ?? 0);
    most.changes = Math.max(most.changes, changes?.length ?? 0);
    most.fold = Math.max(most.fold, fold?.size ?? 0);
  });
  core.client.start();
  flood.pair.end.accept();
  await turn();
  core.client.join('ops');
  await turn();
  return { core, arrivals, told, most };
}

test('of 100,000 messages each is told once, in order, and a few hundred are held', async () => {
  const flood = new Flood();
  const { told, most } = await inside(flood);
  flood.pour(100_000);
  assert.equal(told.length, 100_000);
  assert.ok(told.every((seq, index) => seq === index + 1));
  assert.ok(most.items <= arrivalLimits.most + arrivalLimits.slack, `${most.items} held`);
});

test('of 100,000 edits and reactions no more is held, whatever they belong to', async () => {
  const flood = new Flood((seq) => {
    if (seq % 1_000 === 1) return {};
    const target = seq - (seq % 1_000) + 1;
    return seq % 2 === 0
      ? { kind: 'edit', target, content: `${seq}` }
      : { kind: 'reaction', target, content: '👍', sender: `u${seq}` };
  });
  const { told, most } = await inside(flood);
  flood.pour(100_000);
  assert.equal(told.length, 100_000);
  const { most: held, slack } = arrivalLimits;
  const bound = 2 * held + slack;
  assert.ok(most.items + most.changes <= bound && most.fold <= 2 * bound, JSON.stringify(most));
});

test('a slow loop has every message once: what it did not come to is asked for again', async () => {
  const flood = new Flood();
  const { core, arrivals, most } = await inside(flood);
  const following = { core, arrivals, room: 'ops', since: 0, signal: undefined, passed: () => {} };
  const loop = follow(following);
  const seqs: number[] = [];
  flood.pour(10);
  for (let round = 0; round < 20; round += 1) {
    seqs.push((await loop.next()).value?.seq ?? 0);
    flood.pour(2_000);
    await turn();
  }
  while (seqs.length < flood.last) seqs.push((await loop.next()).value?.seq ?? 0);
  assert.ok(seqs.every((seq, index) => seq === index + 1));
  assert.ok(most.items <= arrivalLimits.most + arrivalLimits.slack);
  assert.ok(flood.pages <= flood.last / 400, `${flood.pages} pages`);
  await loop.return();
});

test('a read that brings more than is held loses nothing', async () => {
  const flood = new Flood();
  const { told } = await inside(flood);
  flood.pour(30_000, 10_000);
  assert.equal(told.length, 30_000);
});
