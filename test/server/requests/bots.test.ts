// Who says that it is a program is known as one, where it is by programs alone (§4.3).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hall, type Person } from '../../support/hall.ts';

/** A program that is in these rooms; with `of` the account's, beside its other sessions. */
function enterBot(hall: Hall, hello: object, ...rooms: string[]): Person {
  const bot = hall.connect();
  bot.say({ type: 'hello', bot: true, ...hello });
  for (const room of rooms) bot.say({ type: 'join', room });
  return bot;
}

function presence(person: Person): unknown[] {
  const events = person.heard.filter(({ type }) => type === 'presence');
  return events.map(({ name, state, count, bot }) => [name, state, count, bot]);
}

function members(person: Person, room = 'general'): unknown[] {
  person.say({ type: 'members', room });
  const listed = person.last('members').members as { name: string; bot?: true }[];
  return listed.map(({ name, bot }) => [name, bot]);
}

const bot = (person: Person, name: string): unknown => {
  person.say({ type: 'whois', name });
  return person.last('profile').bot;
};

describe('a program that says so', () => {
  it('is told as one where it comes, is, changes and goes, and is counted as everybody is', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const ci = enterBot(hall, { name: 'ci' }, 'general');
    assert.deepEqual(ci.last('joined').members, [
      { name: 'ann', status: 'online', role: 'guest' },
      { name: 'ci', status: 'online', role: 'guest', bot: true },
    ]);
    ci.say({ type: 'status', status: 'away' });
    assert.deepEqual(members(ann), [
      ['ann', undefined],
      ['ci', true],
    ]);
    assert.deepEqual([bot(ann, 'ci'), bot(ann, 'ann')], [true, undefined]);
    ci.vanish();
    assert.deepEqual(presence(ann), [
      ['ci', 'joined', 2, true],
      ['ci', 'away', 2, true],
      ['ci', 'left', 1, true],
    ]);
  });

  it('is nobody’s word but its own: anything but true is a person', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    enterBot(hall, { name: 'eve', bot: false }, 'general');
    assert.deepEqual(presence(ann), [['eve', 'joined', 2, undefined]]);
  });

  it('says it with each hello: the session goes from a person to a program and back', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const first = enterBot(hall, { name: 'ci' }, 'general');
    const second = enterBot(hall, { token: first.token }, 'general');
    assert.equal(first.ended, 'replaced');
    assert.equal(bot(ann, 'ci'), true);
    enterBot(hall, { token: second.token, bot: undefined }, 'general');
    assert.equal(bot(ann, 'ci'), undefined);
    assert.deepEqual(presence(ann).at(-1), ['ci', 'joined', 2, undefined]);
  });

  it('stays one when it registers or logs in on its connection', async () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const ci = enterBot(hall, { name: 'ci' }, 'general');
    await ci.asks({ type: 'register', password: 'correct horse' });
    assert.deepEqual(presence(ann).at(-1), ['ci', 'online', 2, true]);
    const other = enterBot(hall, { name: 'other' });
    await other.asks({ type: 'login', name: 'ci', password: 'correct horse' });
    assert.equal(bot(ann, 'ci'), true);
  });
});

describe('a person with a program of the same account', () => {
  it('is a person where both are, and nothing is told as the program comes and goes', async () => {
    const hall = new Hall();
    const ben = hall.enter('ben', 'general', 'ops');
    const ann = await hall.enterAccount('ann', 'general');
    hall.forget();
    const cron = enterBot(hall, { token: ann.token, another: true }, 'general', 'ops');
    assert.deepEqual(presence(ben), [['ann', 'joined', 2, true]], 'in #ops, where ann is not');
    assert.deepEqual(members(ben), [
      ['ann', undefined],
      ['ben', undefined],
    ]);
    assert.deepEqual(members(ben, 'ops'), [
      ['ann', true],
      ['ben', undefined],
    ]);
    assert.equal(bot(ben, 'ann'), undefined);
    hall.forget();
    ann.say({ type: 'status', status: 'away' });
    assert.deepEqual(presence(ben), [
      ['ann', 'away', 2, undefined],
      ['ann', 'away', 2, true],
    ]);
    hall.forget();
    cron.vanish();
    assert.deepEqual(presence(ben), [['ann', 'left', 1, true]]);
  });

  it('is told as somebody else when the person comes to the program, and when it goes', async () => {
    const hall = new Hall();
    const ben = hall.enter('ben', 'general');
    const ann = await hall.enterAccount('ann');
    enterBot(hall, { token: ann.token, another: true }, 'general');
    hall.forget();
    ann.say({ type: 'join', room: 'general' }, { type: 'join', room: 'general' });
    ann.say({ type: 'leave', room: 'general' });
    assert.deepEqual(presence(ben), [
      ['ann', 'online', 2, undefined],
      ['ann', 'online', 2, true],
    ]);
  });
});
