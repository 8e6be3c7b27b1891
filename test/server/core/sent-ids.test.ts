import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hall, type Person } from '../../support/hall.ts';

const settings = { maxRecentMessages: 3, messagesPerSecond: 0 };

function send(person: Person, id: string, content = id): void {
  person.say({ type: 'send', room: 'general', id, content });
}

/** The ack of a send, once what has to be read of the log was read. */
async function ackOf(hall: Hall, person: Person, id: string): Promise<unknown> {
  person.heard.length = 0;
  send(person, id);
  await settle(hall);
  const answer = person.heard.find((one) => one.id === id);
  return [answer?.type, answer?.seq, answer?.duplicate];
}

/** Until everything is read that is asked for, and everything committed that is sent. */
async function settle(hall: Hall): Promise<void> {
  do {
    hall.commit();
    await new Promise((resolve) => setImmediate(resolve));
    await hall.log.answerReads();
  } while (hall.log.queue.length > 0);
}

/** Others talk until memory holds nothing else. */
function talk(person: Person, count = 5): void {
  for (let number = 0; number < count; number++) {
    person.say({ type: 'send', room: 'general', content: `talk ${number}` });
  }
}

/** What the log is asked from now on. */
function reads(hall: Hall): string[] {
  const asked: string[] = [];
  const { findId, idsOf } = hall.log;
  hall.log.findId = (...ask) => {
    asked.push('findId');
    return findId.apply(hall.log, ask);
  };
  hall.log.idsOf = (...ask) => {
    asked.push('idsOf');
    return idsOf.apply(hall.log, ask);
  };
  return asked;
}

function takeOver(hall: Hall, token: unknown): Person {
  const person = hall.connect();
  person.say({ type: 'hello', token }, { type: 'join', room: 'general' });
  return person;
}

/** A server that starts with this log, of which memory holds only the newest messages. */
function restarted(hall: Hall): Hall {
  const again = new Hall(settings, hall.chat.recent.floor);
  for (const message of hall.log.messages) {
    again.log.messages.push(message);
    if (message.seq >= hall.chat.recent.floor) again.chat.recent.add(message);
    const isHeld = message.seq >= hall.chat.recent.floor && message.id !== undefined;
    if (isHeld) again.chat.duplicates.remember(message.id ?? '', { waiting: [], entry: message });
  }
  return again;
}

function enter(hall: Hall, name: string): { person: Person; token: unknown } {
  const person = hall.connect();
  person.say({ type: 'hello', name }, { type: 'join', room: 'general' });
  return { person, token: person.last('welcome').token };
}

describe('a message that is sent again under its id (§5.4)', () => {
  it('gets its first ack, also when memory holds it no longer', async () => {
    const hall = new Hall(settings);
    const { person: ann } = enter(hall, 'ann');
    const ben = hall.enter('ben', 'general');
    send(ann, 'a');
    talk(ben);
    assert.deepEqual(await ackOf(hall, ann, 'a'), ['ack', 1, true]);
    assert.equal(hall.log.messages.length, 6);
  });

  it('is not looked for in the log where the id is a new one', async () => {
    const hall = new Hall(settings);
    const { person: ann } = enter(hall, 'ann');
    for (let number = 0; number < 300; number++) send(ann, `a${number}`);
    const asked = reads(hall);
    for (let number = 0; number < 300; number++) send(ann, `b${number}`);
    await settle(hall);
    assert.ok(asked.length <= 5, asked.join(' '));
    assert.equal(hall.log.messages.length, 600);
  });

  it('is known after another connection took the session over', async () => {
    const hall = new Hall(settings);
    const { person: ann, token } = enter(hall, 'ann');
    send(ann, 'a');
    talk(hall.enter('ben', 'general'));
    const asked = reads(hall);
    const again = takeOver(hall, token);
    assert.deepEqual(await ackOf(hall, again, 'a'), ['ack', 1, true]);
    assert.deepEqual(asked, ['findId']);
    assert.deepEqual(await ackOf(hall, again, 'b'), ['ack', 7, undefined]);
  });

  it('is known after the link was lost, and after a restart of the server', async () => {
    const hall = new Hall(settings);
    const { person: ann, token } = enter(hall, 'ann');
    send(ann, 'a');
    ann.vanish();
    talk(hall.enter('ben', 'general'));
    assert.deepEqual(await ackOf(hall, takeOver(hall, token), 'a'), ['ack', 1, true]);
    const later = restarted(hall);
    const asked = reads(later);
    const again = takeOver(later, token);
    assert.deepEqual(await ackOf(later, again, 'a'), ['ack', 1, true]);
    assert.deepEqual(await ackOf(later, again, 'b'), ['ack', 7, undefined]);
    assert.deepEqual(await ackOf(later, again, 'b'), ['ack', 7, true]);
    assert.deepEqual(asked, ['idsOf', 'findId']);
  });

  it('is sent once, however often it comes while the log is asked', async () => {
    const hall = new Hall(settings);
    const { person: ann, token } = enter(hall, 'ann');
    send(ann, 'a');
    talk(hall.enter('ben', 'general'));
    const later = restarted(hall);
    const again = takeOver(later, token);
    again.heard.length = 0;
    for (const id of ['b', 'a', 'b', 'c', 'a', 'b']) send(again, id);
    await settle(later);
    const acks = again.heard.filter(({ type }) => type === 'ack');
    assert.deepEqual(
      acks.map(({ id, seq, duplicate }) => [id, seq, duplicate ?? false]),
      [
        ['b', 7, false],
        ['a', 1, true],
        ['b', 7, true],
        ['c', 8, false],
        ['a', 1, true],
        ['b', 7, true],
      ],
    );
  });

  it('that another takes over while the log is asked is still sent once', async () => {
    const hall = new Hall(settings);
    const { person: ann, token } = enter(hall, 'ann');
    send(ann, 'a');
    talk(hall.enter('ben', 'general'));
    const later = restarted(hall);
    const first = takeOver(later, token);
    send(first, 'a');
    send(first, 'b');
    const second = takeOver(later, token);
    send(second, 'b');
    send(second, 'a');
    await settle(later);
    assert.equal(first.ended, 'replaced');
    assert.equal(later.log.messages.filter(({ id }) => id?.endsWith('-a')).length, 1);
    assert.equal(later.log.messages.filter(({ id }) => id?.endsWith('-b')).length, 1);
  });

  it('is refused for now where the log can’t be read, and not sent twice', async () => {
    const hall = new Hall(settings);
    const { person: ann } = enter(hall, 'ann');
    send(ann, 'a');
    talk(hall.enter('ben', 'general'));
    hall.log.findId = () => Promise.reject(new Error('no'));
    assert.deepEqual(((await ackOf(hall, ann, 'a')) as unknown[])[0], 'error');
    assert.equal(ann.last('error').code, 'storage-unavailable');
    assert.equal(hall.log.messages.length, 6);
  });
});
