// What is sent again under its id is in the log once, however long ago that was (§5.4).
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { Hall, type Person } from '../../support/hall.ts';

const send = (id: string, content = `says ${id}`) => {
  return { type: 'send', id, room: 'general', content };
};

/** Somebody with a token, who has said these and then others have, until they left memory. */
function talked(ids: readonly string[], othersLater = 3) {
  const hall = new Hall({ maxRecentMessages: 3, messagesPerSecond: 0 });
  const ann = hall.connect();
  ann.say({ type: 'hello', name: 'ann' }, { type: 'join', room: 'general' });
  const { token, session } = ann.last('welcome');
  for (const id of ids) ann.say(send(id));
  const acks = ann.heard.filter(({ type }) => type === 'ack');
  const ben = hall.enter('ben', 'general');
  for (let number = 0; number < othersLater; number++) ben.say(send(`${number}`));
  hall.forget();
  return { hall, ann, token, session, acks, logged: hall.log.messages.length };
}

function resume(hall: Hall, token: unknown): Person {
  const person = hall.connect();
  person.say({ type: 'hello', token }, { type: 'join', room: 'general', limit: 0 });
  assert.deepEqual(person.types(), ['welcome', 'joined']);
  hall.forget();
  return person;
}

async function settle(hall: Hall): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await hall.log.answerReads();
    hall.commit();
  }
}

function acksOf(person: Person): object[] {
  return person.heard.filter(({ type }) => type === 'ack' || type === 'error');
}

describe('a message that is sent again', () => {
  it('at once gets the first ack at once', () => {
    const { hall, ann, acks, logged } = talked(['a'], 0);
    ann.say(send('a'), send('a', 'with other words'));
    const again = { ...acks[0], duplicate: true };
    assert.deepEqual(ann.heard, [again, again]);
    assert.equal(hall.log.messages.length, logged);
  });

  it('while it is on its way waits for it, also over another connection of its session', () => {
    const hall = new Hall();
    const ann = hall.connect();
    ann.say({ type: 'hello', name: 'ann' }, { type: 'join', room: 'general' });
    const { token } = ann.last('welcome');
    hall.holdsCommits = true;
    ann.say(send('a'), send('a'));
    const second = hall.connect();
    second.say({ type: 'hello', token }, { type: 'join', room: 'general' }, send('a'));
    assert.equal(ann.ended, 'replaced');
    hall.commit();
    assert.equal(hall.log.messages.length, 1);
    assert.equal(second.last('ack').duplicate, true);
    assert.equal(second.last('ack').seq, 1);
  });

  it('is another one in another session, and in another room it is still the first', () => {
    const { hall, ann, acks } = talked(['a'], 0);
    const cleo = hall.enter('cleo', 'general');
    cleo.say(send('a'));
    assert.equal(cleo.last('ack').duplicate, undefined);
    ann.say({ type: 'join', room: 'ops' }, { ...send('a'), room: 'ops' });
    assert.deepEqual(ann.last('ack'), { ...acks[0], duplicate: true });
  });

  it('after it has left memory is looked up in the log', async () => {
    const { hall, ann, acks, logged } = talked(['a', 'b']);
    ann.say(send('a'), send('b'), send('c'));
    assert.deepEqual(ann.heard, []);
    await settle(hall);
    const [first, second, third] = acksOf(ann) as { seq: number; duplicate?: true }[];
    assert.deepEqual(
      [first, second],
      [
        { ...acks[0], duplicate: true },
        { ...acks[1], duplicate: true },
      ],
    );
    assert.deepEqual([third?.seq, third?.duplicate], [logged + 1, undefined]);
    assert.equal(hall.log.messages.length, logged + 1);
  });

  it('is not looked up where its session can not have used the id', () => {
    const { hall, ann, logged } = talked(['a']);
    ann.say(send('new'));
    assert.equal(hall.log.waitingReads, 0);
    assert.equal(ann.last('ack').seq, logged + 1);
  });

  it('in a resumed session whose beginning has left memory is looked up too, the session only once', async () => {
    const { hall, ann, token, acks, logged } = talked(['a', 'b']);
    ann.vanish();
    const back = resume(hall, token);
    back.say(send('b'));
    await settle(hall);
    assert.deepEqual(acksOf(back), [{ ...acks[1], duplicate: true }]);
    back.say(send('new'));
    assert.equal(hall.log.waitingReads, 0);
    assert.equal(back.last('ack').seq, logged + 1);
    assert.equal(hall.log.messages.length, logged + 1);
  });

  it('keeps its place among what is new, though it has to be looked up', async () => {
    const { hall, ann, token, logged } = talked(['a']);
    ann.vanish();
    const back = resume(hall, token);
    back.say(send('new1'), send('a'), send('new2'), { type: 'ping', id: 'p' });
    await settle(hall);
    const answers = back.heard.filter(({ type }) => type !== 'message');
    assert.deepEqual(
      answers.map(({ id }) => id),
      ['new1', 'a', 'new2', 'p'],
    );
    assert.deepEqual(
      hall.log.messages.slice(logged).map(({ content }) => content),
      ['says new1', 'says new2'],
    );
  });

  it('is known by a token of the first form, which does not say when its session began', async () => {
    const { hall, ann, session, acks } = talked(['a']);
    ann.vanish();
    const payload = Buffer.from(`${session} ann`).toString('base64url');
    const signature = createHmac('sha256', Buffer.alloc(32)).update(`token 1 ${payload}`).digest();
    const back = resume(hall, `1.${payload}.${signature.subarray(0, 16).toString('base64url')}`);
    back.say(send('a'));
    await settle(hall);
    assert.deepEqual(acksOf(back), [{ ...acks[0], duplicate: true }]);
  });

  it('is refused, and nothing is logged, while the log can not be read; then it is known', async () => {
    const { hall, ann, token, acks, logged } = talked(['a']);
    ann.vanish();
    const back = resume(hall, token);
    // What the session has used can't be learnt; then it can, but not what became of the one.
    for (const answered of [0, 1]) {
      back.say(send('a'));
      if (answered === 1) await hall.log.answerOnce();
      await hall.log.failReads();
      hall.commit();
      const { code, id } = back.last('error');
      assert.deepEqual([code, id], ['storage-unavailable', 'a']);
      assert.equal(hall.log.messages.length, logged);
      hall.forget();
    }
    back.say(send('a'));
    await settle(hall);
    assert.deepEqual(acksOf(back), [{ ...acks[0], duplicate: true }]);
    assert.equal(hall.log.messages.length, logged);
  });

  it('without an id is another one each time', () => {
    const { hall, ann, logged } = talked([]);
    const plain = { type: 'send', room: 'general', content: 'again and again' };
    ann.say(plain, plain);
    assert.equal(hall.log.messages.length, logged + 2);
  });
});
