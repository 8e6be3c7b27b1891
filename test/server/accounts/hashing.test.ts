// Whose password is hashed when: one at a time, the known before strangers, strangers with rests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hashing } from '../../../src/server/accounts/hashing.ts';

/** Hashes that end when the test says so, on a clock that stands still unless it is moved. */
class Bench {
  nowMs = 0;
  readonly begun: string[] = [];
  readonly rests: number[] = [];
  #endRest = () => {};
  readonly #ends = new Map<string, () => void>();
  readonly hashing = new Hashing({
    maxWaiting: 2,
    clock: () => this.nowMs,
    rest: (ms) => {
      this.rests.push(ms);
      return new Promise<void>((resolve) => {
        this.#endRest = resolve;
      });
    },
  });

  ask(lane: 'known' | 'others', name: string): boolean {
    const work = () => {
      this.begun.push(name);
      return new Promise<void>((resolve) => this.#ends.set(name, resolve));
    };
    return this.hashing.run(lane, work) !== undefined;
  }

  async end(name: string): Promise<void> {
    this.nowMs += 50;
    this.#ends.get(name)?.();
    await settled();
  }

  async endRest(): Promise<void> {
    this.#endRest();
    await settled();
  }
}

/** All promises that were due have been heard. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test('one hash is made at a time, and who is known goes before strangers', async () => {
  const bench = new Bench();
  bench.ask('others', 'stranger 1');
  bench.ask('others', 'stranger 2');
  bench.ask('known', 'owner');
  assert.deepEqual(bench.begun, ['stranger 1']);
  await bench.end('stranger 1');
  assert.deepEqual(bench.begun, ['stranger 1', 'owner']);
  await bench.end('owner');
  await bench.endRest();
  assert.deepEqual(bench.begun, ['stranger 1', 'owner', 'stranger 2']);
});

test('between two strangers there is a rest as long as the first took; who is known does not rest', async () => {
  const bench = new Bench();
  bench.ask('others', 'stranger 1');
  bench.ask('others', 'stranger 2');
  await bench.end('stranger 1');
  assert.deepEqual(bench.rests, [50]);
  assert.deepEqual(bench.begun, ['stranger 1']);
  bench.ask('known', 'owner 1');
  bench.ask('known', 'owner 2');
  await bench.end('owner 1');
  assert.deepEqual(bench.begun, ['stranger 1', 'owner 1', 'owner 2']);
  await bench.end('owner 2');
  await bench.endRest();
  assert.deepEqual(bench.begun.at(-1), 'stranger 2');
});

test('a lane that is full takes no more, and does not fill the other', () => {
  const bench = new Bench();
  const taken = ['a', 'b', 'c', 'd'].map((name) => bench.ask('others', name));
  assert.deepEqual(taken, [true, true, true, false]);
  assert.equal(bench.ask('known', 'owner'), true);
});

test('a hash that fails is its asker’s alone', async () => {
  const hashing = new Hashing();
  const failed = hashing.run('known', () => Promise.reject(new Error('no memory')));
  const next = hashing.run('known', () => Promise.resolve('done'));
  await assert.rejects(failed as Promise<unknown>, /no memory/);
  assert.equal(await next, 'done');
});
