// A message on its way to the server, as a script has it: each outcome by its name, nothing twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Courier } from '../../../src/client/sending/courier.ts';
import type { KeptMessage } from '../../../src/sdk/kept.ts';
import { welcome } from '../../sdk/model-server.ts';
import { joined, message, type Said } from '../../sdk/scene.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { createPair, type FarEnd } from '../../support/pair.ts';

const hi: KeptMessage = { id: 'x-1', room: 'ops', kind: 'text', content: 'hi', at: 1 };
const timestamp = '2026-11-20T12:00:00.000Z';

type Answer = (said: Said) => object | undefined;

function play(answers: Record<string, Answer> = {}, isShared = false) {
  const clock = new FakeClock();
  const heard: Said[] = [];
  const table: Record<string, Answer> = {
    hello: () => welcome({ session: 'S1', name: 'ci' }, 'T1'),
    join: ({ room }) => joined(String(room)),
    send: () => ({ type: 'ack', room: 'ops', seq: 8, timestamp }),
    ...answers,
  };
  const pair = createPair((end, line) => {
    const said = JSON.parse(line) as Said;
    heard.push(said);
    queueMicrotask(() => answer(end, said));
  });
  const answer = (end: FarEnd, said: Said) => {
    const reply = table[said.type]?.(said);
    if (reply) end.sendObjects({ ...reply, id: said.id });
  };
  const ending = new AbortController();
  const courier = new Courier({
    transport: pair.transport,
    clock,
    random: () => 0,
    name: 'ci',
    patienceMs: 30_000,
    signal: ending.signal,
    isShared,
  });
  const enter = () => {
    const entered = courier.enter();
    pair.end.accept();
    return entered;
  };
  return { clock, heard, pair, ending, courier, enter };
}

test('it is delivered once the server has acknowledged it, and its session is told before', async () => {
  const { courier, enter, heard } = play();
  assert.equal(await enter(), undefined);
  let before: KeptMessage | undefined;
  const fate = await courier.deliver(hi, (whole) => {
    before = whole;
    assert.ok(!heard.some(({ type }) => type === 'send'));
  });
  assert.deepEqual(fate, {
    is: 'delivered',
    seq: 8,
    ack: `{"type":"ack","id":"x-1","room":"ops","seq":8,"timestamp":"${timestamp}"}`,
  });
  assert.deepEqual(before?.written, { session: 'S1', after: 0 });
});

test('no server at all is told from one that went away', async () => {
  const none = play();
  const entered = none.courier.enter();
  none.pair.end.close('No server is listening there.');
  assert.equal((await entered)?.is, 'unreachable');
  const gone = play({ send: () => undefined });
  await gone.enter();
  const fate = gone.courier.deliver(hi);
  await new Promise(setImmediate);
  gone.pair.end.close();
  gone.clock.advance(31_000);
  assert.equal((await fate).is, 'late');
});

test('a refusal for good, one for now, and none of them tried for ever', async () => {
  const codes = { forbidden: 'refused', 'rate-limited': 'later' } as const;
  for (const [code, is] of Object.entries(codes)) {
    const more = code === 'rate-limited' ? { retryAfterMs: 60_000 } : {};
    const scene = play({ send: () => ({ type: 'error', code, message: 'No.', ...more }) });
    await scene.enter();
    assert.equal((await scene.courier.deliver(hi)).is, is);
  }
});

test('a reaction that stands further back, by another session, is delivered, though its place is not kept', async () => {
  const reaction = { ...hi, kind: 'reaction', content: '👍', target: 5 } as const;
  const { id, at: _, ...said } = reaction;
  const page = [message(5, 0, { room: 'ops' }), message(6, 5, { ...said, id: `S0-${id}` })];
  const { courier, enter, heard } = play({
    join: () => joined('ops', [message(60, 6, { room: 'ops' })], { more: true }),
    history: () => ({ type: 'history', room: 'ops', messages: page, more: false }),
  });
  await enter();
  const fate = await courier.deliver({ ...reaction, written: { session: 'S0', after: 5 } });
  assert.equal(fate.is, 'delivered');
  assert.ok(!heard.some(({ type }) => type === 'send'));
});

test('what is interrupted says so at once', async () => {
  const { courier, enter, ending } = play({ send: () => undefined });
  await enter();
  const fate = courier.deliver(hi);
  ending.abort(130);
  assert.equal((await fate).is, 'interrupted');
});

test('who shares its session takes it back after a while, and sends the same again', async () => {
  let sends = 0;
  const scene = play(
    { send: () => (sends++ === 0 ? undefined : { type: 'ack', room: 'ops', seq: 8, timestamp }) },
    true,
  );
  await scene.enter();
  const fate = scene.courier.deliver(hi);
  await new Promise(setImmediate);
  scene.pair.end.sendObjects({ type: 'bye', reason: 'replaced', reconnect: false });
  scene.clock.advance(2_000);
  scene.pair.end.accept();
  assert.equal((await fate).is, 'delivered');
  const ids = scene.heard.filter(({ type }) => type === 'send').map(({ id }) => id);
  assert.deepEqual(ids, ['x-1', 'x-1']);
});
