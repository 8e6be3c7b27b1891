// A server that keeps no promise: every wait ends with an answer, a code or an abort, and nothing else is thrown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chat } from '../../../src/sdk/chat/chat.ts';
import { ChatError } from '../../../src/sdk/chat/chat-error.ts';
import { fc } from '../../support/generated.ts';
import { ChatScene, turn } from './chat-scene.ts';

const seq = fc.integer({ min: 0, max: 20 });
const room = fc.constantFrom('ops', 'dev', '@bob+bot', '@eve+mallory');
const anyMessage = fc.record({
  type: fc.constant('message'),
  room,
  seq,
  prev: seq,
  kind: fc.constantFrom('text', 'edit', 'delete', 'reaction', 'topic', 'strange'),
  sender: fc.constantFrom('bob', 'bot', ''),
  content: fc.constantFrom('hello', '', '\u{202e}'),
  timestamp: fc.constantFrom('2026-11-20T12:00:00.000Z', 'yesterday'),
  target: seq,
  id: fc.constantFrom('S1-one', 'x'),
});
const messages = fc.array(anyMessage, { maxLength: 5 });
const more = fc.boolean();
const page = { room, messages, more };
const member = fc.record({ name: fc.constantFrom('bob', 'bot'), status: fc.constant('online') });
const anything = fc.oneof(
  anyMessage,
  fc.record({ type: fc.constant('history'), ...page }),
  fc.record({ type: fc.constant('results'), messages, more, before: seq }),
  fc.record({
    type: fc.constant('joined'),
    ...{ ...page, last: seq, count: seq, topic: fc.constant(''), members: fc.array(member) },
  }),
  fc.record({ type: fc.constant('members'), room, members: fc.array(member), count: seq, more }),
  fc.record({ type: fc.constant('ack'), room, seq, timestamp: fc.constant('never') }),
  fc.record({
    type: fc.constant('error'),
    code: fc.constantFrom('forbidden', 'rate-limited', 'no-such-room', 'made-up', 'auth-failed'),
    message: fc.constant('No.'),
    retryAfterMs: fc.constantFrom(0, -5, 100, Number.MAX_SAFE_INTEGER),
  }),
  fc.record({ type: fc.constant('kicked'), room, by: fc.constant('eve') }),
  fc.record({
    type: fc.constant('bye'),
    reason: fc.constantFrom('idle', 'banned'),
    reconnect: more,
  }),
  fc.record({ type: fc.constant('presence'), room, name: fc.constant('bot'), state: more }),
  fc.constant({}),
);
const asking = ['join', 'send', 'history', 'search', 'members', 'rooms', 'hello'] as const;
const said = fc.record({ to: fc.constantFrom(...asking), answers: fc.array(anything) });

test('whatever the server answers, a program gets an answer or a code', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { maxLength: 12 }),
      fc.array(anything),
      async (wrong, unasked) => {
        const scene = new ChatScene();
        const chat = await scene.open({ rooms: ['ops'] });
        for (const { to, answers } of wrong) {
          const left = [...answers];
          scene.answers[to] = () => left.shift();
        }
        const controller = new AbortController();
        const wrongs: unknown[] = [];
        const all = useEverything(chat, controller.signal).map((use) =>
          use.catch((error) => {
            if (!(error instanceof ChatError)) wrongs.push(error);
          }),
        );
        for (const object of unasked) {
          scene.pair.end.sendObjects(object);
          await turn();
        }
        for (let second = 0; second < 20; second += 1) {
          scene.clock.advance(1_000);
          await turn();
        }
        controller.abort();
        await Promise.all(all);
        await chat.close({ drainMs: 0 });
        assert.deepEqual(wrongs, []);
        assert.equal(scene.clock.size, 0, 'no timer is left');
      },
    ),
    { numRuns: 150 },
  );
});

function useEverything(chat: Chat, signal: AbortSignal): Promise<unknown>[] {
  const drain = async (loop: AsyncIterable<unknown>) => {
    let seen = 0;
    for await (const _ of loop) {
      seen += 1;
      assert.ok(seen <= 100, 'a loop that never ends');
    }
  };
  chat.on('error', () => {});
  return [
    chat.send('ops', 'hello', { id: 'one', signal }),
    chat.send('@bob', 'psst', { signal }),
    chat.react('dev', 3, '👍', { signal }),
    chat.join('dev', { signal }),
    drain(chat.messages('ops', { since: 0, signal })),
    drain(chat.messages('ops', { since: new Date(0), signal })),
    drain(chat.history('dev', { signal })),
    drain(chat.history('ops', { limit: 7, signal })),
    drain(chat.events(signal)),
    chat.page('ops', { at: new Date(0), signal }),
    chat.search('hello', { limit: 2_000, signal }),
    chat.members('ops', { signal }),
    chat.listRooms('o', { signal }),
  ];
}
