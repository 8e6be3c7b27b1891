// What `send` still has to say: looked at, taken, waited for, and cut off.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Read } from '../../../src/client/sending/input-messages.ts';
import { Outgoing } from '../../../src/client/sending/outgoing.ts';

/** An input that has what it is given, when it is given. */
function inputOf() {
  const waiting: PromiseWithResolvers<Read>[] = [];
  const give = (text: string) => waiting.shift()?.resolve({ text });
  const fail = (error: Error) => waiting.shift()?.reject(error);
  async function* texts(): AsyncGenerator<Read> {
    for (;;) {
      const next = Promise.withResolvers<Read>();
      waiting.push(next);
      yield await next.promise;
    }
  }
  return { texts: texts(), give, fail };
}

test('what was looked at is what is taken', async () => {
  const { texts, give } = inputOf();
  const outgoing = new Outgoing(texts, new AbortController().signal);
  const looked = outgoing.peek();
  give('one');
  assert.deepEqual(await looked, { text: 'one' });
  assert.deepEqual(await outgoing.takeWithin(0), { text: 'one' });
});

test('an input that has nothing yet is asked again, and nothing of it is lost', async () => {
  const { texts, give } = inputOf();
  const outgoing = new Outgoing(texts, new AbortController().signal);
  assert.equal(await outgoing.takeWithin(0), 'not yet');
  assert.equal(await outgoing.takeWithin(0), 'not yet');
  const taken = outgoing.takeWithin(60_000);
  give('one');
  assert.deepEqual(await taken, { text: 'one' });
});

test('an abort ends all waiting, and leaves no listener behind', async () => {
  const { texts, give } = inputOf();
  const ending = new AbortController();
  let listeners = 0;
  const { signal } = ending;
  const [listen, unlisten] = [signal.addEventListener, signal.removeEventListener];
  signal.addEventListener = (...args: Parameters<typeof listen>) => {
    listeners += 1;
    listen.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof unlisten>) => {
    listeners -= 1;
    unlisten.apply(signal, args);
  };
  const outgoing = new Outgoing(texts, signal);
  for (const text of ['one', 'two', 'three']) {
    const taken = outgoing.take();
    await Promise.resolve();
    give(text);
    assert.deepEqual(await taken, { text });
  }
  assert.equal(listeners, 0);
  const waiting = outgoing.takeWithin(60_000);
  ending.abort();
  assert.equal(await waiting, undefined);
});

test('an input that can’t be read says so to who takes', async () => {
  const { texts, fail } = inputOf();
  const outgoing = new Outgoing(texts, new AbortController().signal);
  const taken = outgoing.takeWithin(60_000);
  fail(new Error('it is a folder'));
  await assert.rejects(taken, /it is a folder/);
});
