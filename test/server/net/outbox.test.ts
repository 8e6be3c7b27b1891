import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { Outbox, Turn } from '../../../src/server/net/outbox.ts';

/** What a socket shows of itself, and all that was written to it. */
function fakeSocket() {
  const written: string[] = [];
  const socket = {
    writableEnded: false,
    writableNeedDrain: false,
    writableLength: 0,
    write: (bytes: string | Uint8Array) => written.push(Buffer.from(bytes).toString()),
    cork() {},
    uncork() {},
  };
  return { socket, written };
}

function outboxOn(socket: object): { outbox: Outbox; turn: Turn } {
  const turn = new Turn();
  const owner = { overflow: () => assert.fail('too much'), endLink: () => {} };
  return { outbox: new Outbox(socket as Socket, turn, 1000, owner), turn };
}

test('of a million pings from who reads nothing one answer is kept: the latest', () => {
  const { socket, written } = fakeSocket();
  const { outbox, turn } = outboxOn(socket);
  socket.writableNeedDrain = true;
  for (let count = 1; count <= 1_000_000; count++) {
    outbox.answer(Buffer.from(`pong ${count}`));
    if (count % 1000 === 0) turn.flush();
  }
  outbox.push('a line');
  assert.deepEqual(written, []);
  socket.writableNeedDrain = false;
  outbox.flush();
  assert.deepEqual(written, ['a linepong 1000000']);
  outbox.flush();
  assert.equal(written.length, 1);
});

test('an answer leaves by itself where nothing else does', () => {
  const { socket, written } = fakeSocket();
  const { outbox, turn } = outboxOn(socket);
  outbox.answer(Buffer.from('pong'));
  turn.flush();
  assert.deepEqual(written, ['pong']);
});
