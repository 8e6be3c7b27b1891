import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hall, type Person, password } from '../../support/hall.ts';

/** What a person gets for a request: the type of the answer, or the code of the refusal. */
function asked(person: Person, request: object): unknown {
  person.heard.length = 0;
  person.say({ id: 'q', ...request });
  const answer = person.heard.find(({ id }) => id === 'q');
  return answer?.type === 'error' ? answer.code : answer?.type;
}

function listed(person: Person): unknown {
  person.say({ type: 'rooms' });
  return person.last('rooms').rooms;
}

/** Ann owns `plan`, which is private; ben is in it, as it was open before. */
function privateHall() {
  const hall = new Hall();
  const ann = hall.enterAs('ann', 'member', 'plan');
  const ben = hall.enter('ben', 'plan');
  assert.equal(asked(ann, { type: 'room', room: 'plan', visibility: 'private' }), 'room');
  const eve = hall.enter('eve', 'general');
  hall.forget();
  return { hall, ann, ben, eve };
}

describe('a room that never was (§9.1)', () => {
  it('belongs to the account that first joins it, and that is kept', () => {
    const hall = new Hall();
    hall.enterAs('ann', 'member', 'plan').say({ type: 'leave', room: 'plan' });
    hall.enterAs('ben', 'member', 'plan');
    hall.rooms.reload();
    const ann = hall.accounts.findByName('ann');
    assert.equal(hall.rooms.find('plan')?.owner, ann?.id);
    assert.deepEqual(
      hall.notes.filter(({ event }) => event === 'room-made'),
      [{ event: 'room-made', name: 'ann', room: 'plan' }],
    );
  });

  it('is nobody’s where a guest came first, or something was said there once', () => {
    const hall = new Hall();
    hall.log.add({ room: 'old', kind: 'text', sender: 'x', content: 'x' });
    hall.enter('guest', 'plan');
    hall.enterAs('ann', 'member', 'plan', 'old');
    assert.equal(hall.rooms.find('plan'), undefined);
    assert.equal(hall.rooms.find('old'), undefined);
  });

  it('is nobody’s where its maker has fifty; and can be joined where it cannot be kept', () => {
    const hall = new Hall({ messagesPerSecond: 0 });
    const ann = hall.enterAs('ann');
    for (let number = 0; number < 51; number++) ann.say({ type: 'join', room: `r${number}` });
    assert.ok(hall.rooms.find('r49'));
    assert.equal(hall.rooms.find('r50'), undefined);
    const ben = hall.enterAs('ben');
    hall.file.run('DROP TABLE roomPeople');
    hall.file.run('DROP TABLE rooms');
    assert.equal(asked(ben, { type: 'join', room: 'mine' }), 'joined');
    assert.ok(hall.notes.some(({ event }) => event === 'rooms-failed'));
  });

  it('is no direct room', () => {
    const hall = new Hall();
    hall.enter('ben');
    hall.enterAs('ann').say({ type: 'join', room: '@ann+ben' });
    assert.equal([...hall.rooms.all].length, 0);
  });
});

describe('a private room (§9.3)', () => {
  it('keeps those who are in it, and tells them who made it so', () => {
    const { hall, ann, ben } = privateHall();
    ann.say({ type: 'room', room: 'plan', description: 'what we do next' });
    assert.deepEqual(ben.heard, [
      {
        type: 'room',
        room: 'plan',
        visibility: 'private',
        description: 'what we do next',
        slow: 0,
        owner: 'ann',
        moderators: [],
        invited: ['ben'],
        by: 'ann',
      },
    ]);
    ben.say({ type: 'leave', room: 'plan' });
    assert.equal(asked(ben, { type: 'join', room: '#Plan' }), 'joined');
    hall.rooms.reload();
    assert.ok(hall.rooms.isOpenTo(ben.session?.owner ?? '', 'plan'));
  });

  it('is for strangers as a room that is not: in every request, in every word', () => {
    const { hall, ann, eve } = privateHall();
    const mod = hall.enterAs('mod', 'moderator');
    const requests = [
      { type: 'room' },
      { type: 'room', description: 'mine' },
      { type: 'moderate', action: 'kick', name: 'ann' },
      { type: 'bans' },
      { type: 'history' },
      { type: 'members' },
      { type: 'leave' },
      { type: 'send', content: 'x' },
      { type: 'read', seq: 1 },
      { type: 'typing' },
    ];
    for (const person of [eve, mod]) {
      for (const request of requests) {
        const answers = ['plan', 'nowhere'].map((room) => {
          person.heard.length = 0;
          person.say({ ...request, room });
          return JSON.stringify(person.heard).replaceAll(room, 'ROOM');
        });
        assert.equal(answers[0], answers[1], request.type);
      }
    }
    assert.equal(asked(eve, { type: 'join', room: 'plan' }), 'no-such-room');
    assert.equal(eve.last('error').message, 'There is no such room for you.');
    assert.ok(!JSON.stringify(listed(eve)).includes('plan'));
    assert.ok(!JSON.stringify(ann.heard).includes('eve'));
  });

  it('is listed to its own, also where nobody is in it, and in the welcome; first to them alone', () => {
    const { hall, ann, ben } = privateHall();
    const room = { name: 'plan', topic: '', count: 2, visibility: 'private' };
    const general = { name: 'general', topic: '', count: 1 };
    assert.deepEqual(listed(ann), [room, general]);
    ann.say({ type: 'leave', room: 'plan' });
    ben.say({ type: 'leave', room: 'plan' });
    assert.deepEqual(listed(ben), [general, { ...room, count: 0 }]);
    const again = hall.enterAs('ann');
    again.say({ type: 'rooms', prefix: '#PL' });
    assert.deepEqual(again.last('rooms').rooms, [{ ...room, count: 0 }]);
    assert.deepEqual(listed(hall.enter('dan')), [general]);
  });

  it('is in no list of strangers at once, however many rooms there are', () => {
    const hall = new Hall({ messagesPerSecond: 0 });
    for (let number = 0; number < 600; number++) {
      hall.log.add({ room: `r${number}`, kind: 'text', sender: 'x', content: 'x' });
    }
    const ann = hall.enterAs('ann', 'member', 'plan');
    hall.enter('ben', 'plan');
    const eve = hall.enter('eve');
    hall.nowMs += 5000;
    assert.ok(JSON.stringify(listed(eve)).includes('plan'));
    ann.say({ type: 'room', room: 'plan', visibility: 'private' });
    assert.ok(!JSON.stringify(listed(eve)).includes('plan'));
    assert.ok(JSON.stringify(listed(ann)).includes('plan'));
    ann.say({ type: 'room', room: 'plan', visibility: 'open' });
    eve.say({ type: 'rooms', prefix: 'plan' });
    assert.equal((eve.last('rooms').rooms as object[]).length, 1);
  });

  it('lets in who is asked in, and puts out who is not any more', () => {
    const { ann, eve } = privateHall();
    assert.equal(asked(ann, { type: 'room', room: 'plan', invite: 'eve' }), 'room');
    assert.deepEqual(eve.last('invited'), { type: 'invited', room: 'plan', by: 'ann' });
    assert.equal(asked(eve, { type: 'join', room: 'plan' }), 'joined');
    ann.heard.length = 0;
    eve.heard.length = 0;
    assert.equal(asked(ann, { type: 'room', room: 'plan', uninvite: 'EVE' }), 'room');
    assert.deepEqual(eve.heard, [{ type: 'kicked', room: 'plan', by: 'ann' }]);
    const { name, state, reason } = ann.last('presence');
    assert.deepEqual([name, state, reason], ['eve', 'left', 'kicked']);
    assert.equal(asked(eve, { type: 'join', room: 'plan' }), 'no-such-room');
  });

  it('keeps nobody invited who does not want to be', () => {
    const { ben, eve } = privateHall();
    assert.equal(asked(ben, { type: 'room', room: 'plan', uninvite: 'eve' }), 'forbidden');
    assert.equal(asked(eve, { type: 'room', room: 'plan', uninvite: 'eve' }), 'no-such-room');
    assert.equal(asked(ben, { type: 'room', room: 'plan', uninvite: 'BEN' }), 'room');
    assert.ok(!JSON.stringify(listed(ben)).includes('plan'));
    assert.equal(asked(ben, { type: 'join', room: 'plan' }), 'no-such-room');
  });

  it('has its list again where it was open for a while', () => {
    const { ann, ben, eve } = privateHall();
    ann.say({ type: 'room', room: 'plan', visibility: 'open' });
    assert.equal(ben.last('room').invited, undefined);
    ben.say({ type: 'leave', room: 'plan' });
    ann.say({ type: 'room', room: 'plan', visibility: 'private' });
    assert.equal(asked(ben, { type: 'join', room: 'plan' }), 'joined');
    assert.equal(asked(eve, { type: 'join', room: 'plan' }), 'no-such-room');
  });

  it('knows an account by whichever of its sessions, and a guest who has registered', () => {
    const { hall, ann, eve } = privateHall();
    hall.enterAs('cara');
    ann.say(
      { type: 'room', room: 'plan', invite: 'cara' },
      { type: 'room', room: 'plan', invite: 'eve' },
    );
    assert.equal(asked(hall.enterAs('cara'), { type: 'join', room: 'plan' }), 'joined');
    hall.rooms.passOn(eve.session?.owner ?? '', 'account123', 'eve');
    assert.ok(hall.rooms.isOpenTo('account123', 'plan'));
    assert.ok(!hall.rooms.isOpenTo(eve.session?.owner ?? '', 'plan'));
  });

  it('is the account’s as it was the guest’s that registered', async () => {
    const { hall, ann, eve } = privateHall();
    ann.say({ type: 'room', room: 'plan', invite: 'eve' });
    eve.say({ type: 'join', room: 'plan' });
    assert.equal((await eve.asks({ type: 'register', password })).type, 'registered');
    assert.equal(asked(eve, { type: 'history', room: 'plan' }), 'history');
    const account = hall.accounts.findByName('eve')?.id ?? '';
    hall.rooms.reload();
    assert.ok(hall.rooms.isOpenTo(account, 'plan'));
  });

  it('takes in an account that is not here, and lets go of a guest who has gone', () => {
    const { hall, ann, ben } = privateHall();
    hall.tokenFor('cara');
    assert.equal(asked(ann, { type: 'room', room: 'plan', invite: 'CARA' }), 'room');
    assert.equal(asked(hall.enterAs('cara'), { type: 'join', room: 'plan' }), 'joined');
    ben.say({ type: 'leave', room: 'plan' });
    ben.end();
    assert.equal(asked(ann, { type: 'room', room: 'plan', uninvite: 'ben' }), 'room');
    assert.deepEqual(ann.last('room').invited, ['cara']);
  });

  it('is not joined by who was put out while the log was read', async () => {
    const { hall, ann, eve } = privateHall();
    ann.say({ type: 'room', room: 'plan', invite: 'eve' });
    hall.log.hidden.add('plan');
    eve.heard.length = 0;
    eve.say({ type: 'join', room: 'plan' });
    assert.deepEqual(eve.heard, []);
    const kept = hall.rooms.find('plan');
    if (kept) hall.rooms.save({ ...kept, invited: new Map() });
    await hall.log.answerReads();
    assert.equal(eve.last('error').code, 'no-such-room');
  });
});
