import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hookLimits } from '../../../../src/server/hooks/limits.ts';
import type { Answered } from '../../../../src/server/hooks/out/send-request.ts';
import { HookDesk, ok } from './hook-desk.ts';

const one = 'http://one.example';
const other = 'http://other.example';
const failed: Answered = { status: 500, retryAfter: undefined };

describe('a hook', () => {
  it('gets the wire’s objects, one after the other, each when the one before was acknowledged', async () => {
    const at = new HookDesk();
    const id = at.add(one);
    at.say('a', 'b', 'c');
    await at.pass();
    assert.deepEqual(at.heard(one), ['a']);
    const { message, headers } = at.last(one);
    assert.deepEqual(message, {
      ...{ type: 'message', room: 'ops', seq: 1, prev: 0, kind: 'text', sender: 'ann' },
      ...{ content: 'a', timestamp: '2026-11-20T12:00:00.000Z' },
    } as unknown);
    assert.equal(headers['webhook-id'], `${id}-1`);
    assert.equal(headers['content-type'], 'application/json');
    at.last(one).answer(ok);
    await at.pass();
    assert.deepEqual(at.heard(one), ['a', 'b']);
    at.last(one).answer({ status: 204, retryAfter: undefined });
    await at.pass();
    at.last(one).answer(ok);
    await at.pass();
    at.say('d');
    await at.pass();
    assert.deepEqual(at.heard(one), ['a', 'b', 'c', 'd']);
  });

  it('gets edits and deletions as the messages that they are; what was deleted before its turn comes without its text', async () => {
    const at = new HookDesk();
    at.answers.set(one, ok);
    at.ann.say({ type: 'send', id: '1', room: 'ops', content: 'secrit' });
    at.ann.say({ type: 'send', id: '2', room: 'ops', kind: 'edit', target: 1, content: 'secret' });
    at.ann.say({ type: 'send', id: '3', room: 'ops', kind: 'delete', target: 1 });
    at.ann.say({ type: 'send', id: '4', room: 'ops', content: 'fine' });
    at.ann.say({ type: 'send', id: '5', room: 'ops', kind: 'edit', target: 4, content: 'well' });
    at.add(one);
    await at.pass();
    const heard = (at.asked.get(one) ?? []).map(({ message }) => [message.kind, message.content]);
    assert.deepEqual(heard, [
      ['text', ''],
      ['edit', ''],
      ['delete', ''],
      ['text', 'fine'],
      ['edit', 'well'],
    ]);
  });

  it('hears of its own room alone', async () => {
    const at = new HookDesk();
    at.answers.set(one, ok);
    at.add(one, { room: 'dev' });
    at.say('not for it');
    await at.pass();
    assert.deepEqual(at.heard(one), []);
  });

  it('that was down for a while gets everything, once it is back, in order', async () => {
    const at = new HookDesk();
    at.answers.set(one, { fault: 'connect ECONNREFUSED' });
    at.add(one);
    for (let number = 1; number <= 50; number++) {
      at.say(`${number}`);
      await at.pass(1000);
    }
    assert.deepEqual(new Set(at.heard(one)), new Set(['1']));
    at.answers.set(one, ok);
    const before = at.heard(one).length;
    await at.pass(300_000);
    const came = at.heard(one).slice(before);
    assert.deepEqual(
      came,
      Array.from({ length: 50 }, (_, index) => `${index + 1}`),
    );
    assert.deepEqual(
      at.notes.map(({ event }) => event),
      ['hook-failing', 'hook-recovered'],
    );
  });

  it('is tried again after waits that double, up to five minutes; or as long as it asks for, within bounds', async () => {
    const at = new HookDesk();
    at.answers.set(one, failed);
    at.add(one);
    at.say('a');
    await at.pass();
    const tries = () => at.heard(one).length;
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) {
      const before = tries();
      await at.pass(seconds * 1000 - 1);
      assert.equal(tries(), before, `before ${seconds} s`);
      await at.pass(1);
      assert.equal(tries(), before + 1, `after ${seconds} s`);
    }
    at.answers.set(one, { status: 429, retryAfter: '86400' });
    await at.pass(300_000);
    const before = tries();
    await at.pass(3_600_000 - 1);
    assert.equal(tries(), before);
    await at.pass(1);
    assert.equal(tries(), before + 1);
  });

  it('keeps the same id for the same message, and signs it anew', async () => {
    const at = new HookDesk();
    at.answers.set(one, failed);
    at.add(one);
    at.say('a');
    await at.pass();
    await at.pass(1000);
    const [first, second] = at.asked.get(one) ?? [];
    assert.equal(first?.headers['webhook-id'], second?.headers['webhook-id']);
    assert.notEqual(first?.headers['webhook-signature'], second?.headers['webhook-signature']);
    assert.equal(first?.body, second?.body);
  });

  it('is given up after its time, says so, and keeps its place until it is resumed', async () => {
    const at = new HookDesk();
    at.answers.set(one, failed);
    const id = at.add(one, { giveUpMs: 60_000 });
    at.say('a');
    await at.pass();
    for (let second = 0; second < 100; second++) await at.pass(1000);
    const tries = at.heard(one).length;
    assert.deepEqual(at.notes.at(-1), {
      event: 'hook-dead',
      hook: id,
      room: 'ops',
      why: 'status 500',
    });
    assert.deepEqual(at.work.counts, { working: 0, failing: 0, dead: 1 });
    at.work.save();
    assert.partialDeepStrictEqual(at.rows.find(id), {
      isDead: true,
      position: 0,
      lastError: 'status 500',
    });
    at.say('b');
    await at.pass(1_000_000);
    assert.equal(at.heard(one).length, tries);
    at.answers.set(one, ok);
    at.rows.resume(id, 0);
    at.work.reload();
    await at.pass();
    assert.deepEqual(at.heard(one).slice(tries), ['a', 'b']);
  });

  it('is dead at once where the receiver says that it is gone', async () => {
    const at = new HookDesk();
    at.answers.set(one, { status: 410, retryAfter: undefined });
    at.add(one);
    at.say('a');
    await at.pass();
    await at.pass(1_000_000);
    assert.deepEqual(at.heard(one), ['a']);
    assert.equal(at.notes.at(-1)?.event, 'hook-dead');
  });

  it('does not take a redirect for an answer', async () => {
    const at = new HookDesk();
    at.answers.set(one, { status: 307, retryAfter: undefined });
    const id = at.add(one);
    at.say('a');
    await at.pass();
    at.work.save();
    assert.equal(at.rows.find(id)?.lastError, 'status 307');
  });

  it('that does not answer holds up neither those who send nor another hook', async () => {
    const at = new HookDesk();
    at.add(one);
    at.answers.set(other, ok);
    at.add(other);
    for (let number = 0; number < 100; number++) at.say(`${number}`);
    await at.pass(5000);
    assert.equal(at.heard(one).length, 1);
    assert.equal(at.heard(other).length, 100);
    assert.equal(at.ann.heard.filter(({ type }) => type === 'ack').length, 100);
  });

  it('that has much to catch up with does so at a pace, whichever other one does too', async () => {
    const at = new HookDesk();
    for (let number = 0; number < 600; number++) at.say(`${number}`);
    at.answers.set(one, ok);
    at.answers.set(other, ok);
    at.add(one);
    at.add(other);
    const came = () => at.heard(one).length + at.heard(other).length;
    for (let round = 0; round < 20; round++) await at.pass();
    assert.equal(came(), hookLimits.handedOnAtOnce);
    for (let ms = 0; ms < 1000; ms += 2) await at.pass(2);
    assert.equal(came(), hookLimits.handedOnAtOnce + hookLimits.handedOnPerSecond);
    assert.ok(Math.abs(at.heard(one).length - at.heard(other).length) < 25);
    at.work.stop();
    await at.pass(1000);
    assert.equal(came(), hookLimits.handedOnAtOnce + hookLimits.handedOnPerSecond);
  });

  it('is read again later where the log can not be read', async () => {
    const at = new HookDesk();
    at.answers.set(one, ok);
    at.failsReading = true;
    at.add(one);
    at.say('a');
    await at.pass();
    at.failsReading = false;
    await at.pass(4999);
    assert.deepEqual(at.heard(one), []);
    await at.pass(1);
    assert.deepEqual(at.heard(one), ['a']);
    assert.deepEqual(at.notes, []);
  });
});

describe('where a hook has come to', () => {
  it('is kept: a server that begins again goes on there, and one that was killed repeats what was not kept, under the same ids', async () => {
    const at = new HookDesk();
    at.answers.set(one, ok);
    const id = at.add(one);
    at.say('a', 'b');
    await at.pass();
    at.work.save();
    at.say('c');
    await at.pass();
    // Killed: nothing more is written.
    at.start();
    await at.pass();
    assert.deepEqual(at.heard(one), ['a', 'b', 'c', 'c']);
    const ids = at.asked.get(one)?.map(({ headers }) => headers['webhook-id']);
    assert.deepEqual(ids, [`${id}-1`, `${id}-2`, `${id}-3`, `${id}-3`]);
    // In good order.
    at.work.stop();
    at.start();
    at.say('d');
    await at.pass();
    assert.deepEqual(at.heard(one).slice(4), ['d']);
  });

  it('is not moved by an answer that came after the operator had changed the hook', async () => {
    const at = new HookDesk();
    const id = at.add(one);
    at.say('a', 'b');
    await at.pass();
    at.last(one).answer(ok);
    await at.pass();
    at.rows.resume(id, 0);
    at.work.save();
    assert.equal(at.rows.find(id)?.position, 0);
    at.answers.set(one, ok);
    at.work.reload();
    await at.pass();
    assert.deepEqual(at.heard(one), ['a', 'b', 'a', 'b']);
  });

  it('is the end of a log that is another one, which is told', async () => {
    const at = new HookDesk();
    at.answers.set(one, ok);
    at.say('before');
    const id = at.add(one, { position: 4711 });
    await at.pass();
    assert.deepEqual(at.notes, [{ event: 'hook-moved', hook: id, room: 'ops', position: 1 }]);
    at.say('after');
    await at.pass();
    assert.deepEqual(at.heard(one), ['after']);
  });

  it('is asked for again where it could not be written', async () => {
    const at = new HookDesk();
    at.answers.set(one, ok);
    const id = at.add(one);
    at.say('a');
    await at.pass();
    const { save } = at.rows;
    at.rows.save = () => {
      throw new Error('the disk is full');
    };
    assert.throws(() => at.work.save());
    at.rows.save = save;
    at.work.save();
    assert.equal(at.rows.find(id)?.position, 1);
  });

  it('ends with the hook: what is under way is cut off, and nothing follows', async () => {
    const at = new HookDesk();
    const id = at.add(one);
    at.say('a', 'b');
    await at.pass();
    assert.ok(at.rows.remove(id));
    at.work.reload();
    assert.ok(at.last(one).signal.aborted);
    await at.pass(1_000_000);
    assert.deepEqual(at.heard(one), ['a']);
    assert.deepEqual(at.work.counts, { working: 0, failing: 0, dead: 0 });
  });
});
