// The rates that people share, and what they hear who come too often.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hall } from '../../support/hall.ts';

test('hellos are counted by address: who is over is told when to come again, and may', () => {
  const hall = new Hall({ hellosPerMinute: 2 });
  for (const name of ['ann', 'ben']) hall.connect().say({ type: 'hello', name });
  const cem = hall.connect();
  cem.say({ type: 'hello', name: 'cem', id: '1' });
  const { code, retryAfterMs, id } = cem.last('error');
  assert.deepEqual(
    { code, retryAfterMs, id },
    { code: 'rate-limited', retryAfterMs: 30_000, id: '1' },
  );
  hall.connect(false, '192.0.2.2').say({ type: 'hello', name: 'dan' });
  hall.nowMs += 30_000;
  cem.say({ type: 'hello', name: 'cem' });
  cem.last('welcome');
  assert.ok(hall.notes.some((note) => note.event === 'refused' && note.code === 'rate-limited'));
});

test('all sessions together are bounded too: whoever asks next is refused, and stays', () => {
  const hall = new Hall({ maxRequestsPerSecond: 10 });
  const [ann, ben] = [hall.enter('ann', 'ops'), hall.enter('ben', 'ops')];
  for (let count = 0; count < 8; count++) ann.say({ type: 'rooms' });
  ben.say({ type: 'rooms', id: '9' });
  assert.partialDeepStrictEqual(ben.last('error'), { code: 'rate-limited', id: '9' });
  assert.match(String(ben.last('error').message), /too much to do/);
  assert.equal(ben.ended, undefined);
  hall.nowMs += 1000;
  ben.say({ type: 'rooms' });
  ben.last('rooms');
});

test('where all together are too many, what is answered nothing is left out, and ends nobody', () => {
  const hall = new Hall({ maxRequestsPerSecond: 1 });
  const ann = hall.enter('ann', 'ops');
  ann.say({ type: 'typing', room: 'ops' }, { type: 'typing', room: 'ops' });
  assert.equal(ann.ended, undefined);
});

test('a kind of request costs what the operator says', () => {
  const hall = new Hall({ costs: { rooms: 200 } });
  const ann = hall.enter('ann');
  ann.say({ type: 'rooms' }, { type: 'rooms', id: '2' });
  assert.partialDeepStrictEqual(ann.last('error'), { code: 'rate-limited', id: '2' });
});
