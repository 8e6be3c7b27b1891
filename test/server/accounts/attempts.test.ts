// How guessing is held back, by a clock moved by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Attempt, Attempts, attemptBounds } from '../../../src/server/accounts/attempts.ts';

const minuteMs = 60_000;

function attempt(parts: Partial<Attempt> = {}): Attempt {
  return { network: '192.0.2.1', key: 'alice', knownAccount: undefined, ...parts };
}

/** The waits of so many attempts, each made as soon as it may be; all fail. */
function waits(attempts: Attempts, count: number, of = attempt(), startMs = 0): number[] {
  let nowMs = startMs;
  return Array.from({ length: count }, () => {
    const waitMs = attempts.begin(of, nowMs);
    nowMs += waitMs;
    if (waitMs > 0) assert.equal(attempts.begin(of, nowMs), 0);
    return waitMs;
  });
}

test('ten failures from one network cost nothing, then the wait doubles up to a minute', () => {
  const found = waits(new Attempts(), 20);
  const seconds = [1, 2, 4, 8, 16, 32, 60, 60, 60].map((second) => second * 1000);
  assert.deepEqual(found, [...Array(11).fill(0), ...seconds]);
});

test('asking too early counts for nothing', () => {
  const attempts = new Attempts();
  waits(attempts, 11);
  for (let again = 0; again < 1000; again++) assert.equal(attempts.begin(attempt(), 0), 1000);
  assert.equal(attempts.begin(attempt(), 1000), 0);
});

test('from however many networks a name is tried, it has one count', () => {
  const attempts = new Attempts();
  const from = (host: number) => attempt({ network: `198.51.100.${host}` });
  for (let host = 0; host <= attemptBounds.name.free; host++)
    assert.equal(attempts.begin(from(host), 0), 0);
  assert.equal(attempts.begin(from(200), 0), 1000);
});

test('who is known at a network is not held back by strangers, nor by its neighbours there', () => {
  const attempts = new Attempts();
  for (let host = 0; host < 200; host++) attempts.begin(attempt({ network: `net ${host}` }), 0);
  for (let other = 0; other < 200; other++) attempts.begin(attempt({ key: `name ${other}` }), 0);
  assert.ok(attempts.begin(attempt(), 0) > 0);
  assert.equal(attempts.begin(attempt({ knownAccount: 'a1' }), 0), 0);
});

test('even there guessing is held back', () => {
  const found = waits(new Attempts(), 19, attempt({ knownAccount: 'a1' }));
  assert.deepEqual(found.slice(-2), [60_000, 60_000]);
});

test('the right password makes up for what failed before it', () => {
  const attempts = new Attempts();
  const own = attempt({ knownAccount: 'a1' });
  waits(attempts, 10, own);
  assert.equal(attempts.begin(own, 0), 0);
  attempts.succeed(own);
  assert.deepEqual(waits(attempts, 11, own), Array(11).fill(0));
});

test('an account of one’s own does not make up for guesses at the names of others', () => {
  const attempts = new Attempts();
  const own = attempt({ key: 'mallory' });
  for (let round = 0; round < attemptBounds.network.free + 1; round++) {
    assert.equal(attempts.begin(attempt({ key: `victim ${round}` }), 0), 0);
    if (round >= attemptBounds.network.free) break;
    assert.equal(attempts.begin(own, 0), 0);
    attempts.succeed(own);
  }
  assert.equal(attempts.begin(attempt({ key: 'one more' }), 0), 1000);
});

test('a failure is forgotten every five minutes', () => {
  const attempts = new Attempts();
  waits(attempts, 11);
  const later = 1000 + 5 * minuteMs;
  assert.equal(attempts.begin(attempt(), later), 0);
  assert.equal(attempts.begin(attempt(), later), 1000);
});

test('many addresses push nobody out: those who come when all places are taken share one bucket', () => {
  const attempts = new Attempts();
  const guesser = attempt({ key: 'guessed', network: 'guesser' });
  waits(attempts, 11, guesser);
  for (let at = 0; at < attemptBounds.network.maxEntries; at++)
    attempts.begin(attempt({ network: `net ${at}`, key: `name ${at}` }), 0);
  assert.equal(attempts.begin(guesser, 0), 1000);
  const { burst } = attemptBounds.shared;
  const late = Array.from({ length: burst + 10 }, (_, at) =>
    attempts.begin(attempt({ network: `late ${at}`, key: `late ${at}` }), 0),
  );
  assert.ok(late.filter((waitMs) => waitMs === 0).length <= burst);
  assert.ok(late.every((waitMs) => waitMs <= 1000));
});

test('places that count for nothing any more are given to others', () => {
  const attempts = new Attempts();
  const { maxEntries } = attemptBounds.network;
  const fill = (round: string, nowMs: number) => {
    let refused = 0;
    for (let at = 0; at < maxEntries; at++)
      if (attempts.begin(attempt({ network: `${round} ${at}`, key: `${round} ${at}` }), nowMs) > 0)
        refused++;
    return refused;
  };
  assert.equal(fill('first', 0), 0);
  assert.equal(fill('second', 5 * minuteMs), 0);
});
