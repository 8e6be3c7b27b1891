// Who comes in as whom: by password and by token, from a guest's session, and on a connection that goes too early.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renameAnew } from '../../../src/server/core/renaming.ts';
import { Hall, type Person, password } from '../../support/hall.ts';

function openHall(): Hall {
  return new Hall();
}

function sessionsOf(hall: Hall, name: string): readonly string[] {
  const account = hall.chat.accounts.findByName(name);
  return hall.chat.accounts.sessionsOf(account?.id ?? '').map(({ session }) => session);
}

function presences(person: Person): unknown[] {
  return person.heard
    .filter(({ type }) => type === 'presence')
    .map(({ name, state, count, role }) => [name, state, count, ...(role ? [role] : [])]);
}

describe('`register`', () => {
  it('makes the guest’s name an account, and the session one of its own', async () => {
    const hall = openHall();
    const ann = hall.enter('Ann', 'general');
    const guest = ann.session;
    const answer = await ann.asks({ type: 'register', password });
    assert.equal(answer.type, 'registered');
    assert.equal(answer.name, 'Ann');
    assert.match(String(answer.session), /^[a-z0-9]{10}\.[a-z0-9]{8}$/);
    assert.match(String(answer.token), /^2\./);
    assert.equal(ann.session?.id, answer.session);
    assert.equal(ann.session?.earlier, guest?.id);
    assert.equal(hall.hub.sessionById(guest?.id ?? ''), undefined);
  });

  it('keeps its rooms without any coming and going, and tells its role', async () => {
    const hall = openHall();
    await hall.enterAccount('first');
    const ben = hall.enter('ben', 'general');
    const ann = hall.enter('ann', 'general', 'ops');
    hall.forget();
    await ann.asks({ type: 'register', password });
    assert.deepEqual(presences(ben), [['ann', 'online', 2, 'member']]);
    ben.say({ type: 'send', room: 'general', content: 'hi' });
    assert.equal(ann.last('message').content, 'hi');
    ben.say({ type: 'members', room: 'general' });
    const { members } = ben.last('members') as unknown as { members: { role: string }[] };
    assert.deepEqual(
      members.map(({ role }) => role),
      ['member', 'guest'],
    );
  });

  it('answers what was sent before it, then itself; a message said as a guest stays one’s own', async () => {
    const hall = openHall();
    const ann = hall.enter('ann', 'general');
    hall.holdsCommits = true;
    ann.say(
      { type: 'send', id: 'a', room: 'general', content: 'as a guest' },
      { type: 'send', room: 'general', content: 'without an id' },
      { type: 'register', id: 'b', password },
      { type: 'send', id: 'c', room: 'general', content: 'as an account' },
    );
    await hall.passwordsDone();
    assert.deepEqual(ann.types(), []);
    hall.commit();
    await ann.hears('registered');
    hall.commit();
    hall.holdsCommits = false;
    assert.deepEqual(
      ann.heard.filter(({ type }) => type !== 'message').map(({ type }) => type),
      ['ack', 'ack', 'registered', 'ack'],
    );
    for (const target of [1, 2, 3]) {
      const edited = { type: 'send', room: 'general', kind: 'edit', target, content: 'changed' };
      assert.equal((await ann.asks(edited)).type, 'ack', String(target));
    }
    assert.match(String(hall.log.messages[2]?.id), /^[a-z0-9]{10}\.[a-z0-9]{8}-c$/);
  });

  it('keeps how far the guest has read', async () => {
    const hall = openHall();
    const ann = hall.enter('ann', 'general');
    const ben = hall.enter('ben', 'general');
    for (const content of ['one', 'two']) ben.say({ type: 'send', room: 'general', content });
    ann.say({ type: 'read', room: 'general', seq: 1 });
    await ann.asks({ type: 'register', password });
    ann.say({ type: 'leave', room: 'general' }, { type: 'join', room: 'general' });
    const { read, unread } = ann.last('joined');
    assert.deepEqual([read, unread], [1, 1]);
  });

  it('of somebody who is registered already is forbidden', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('ann');
    assert.equal((await ann.asks({ type: 'register', password })).code, 'forbidden');
    assert.equal((await ann.asks({ type: 'login', name: 'ann', password })).code, 'forbidden');
  });

  it('of one name by two at the same instant makes one account', async () => {
    const hall = new Hall({ auth: 'members' });
    const [one, other] = [hall.connect(), hall.connect()];
    // In the lobby a name is nobody's, so two can wait there under the same.
    for (const each of [one, other]) each.say({ type: 'hello', name: 'ann' });
    const answers = await Promise.all(
      [one, other].map((each) => each.asks({ type: 'register', password })),
    );
    assert.deepEqual(
      answers.map(({ type, code }) => code ?? type),
      ['registered', 'name-taken'],
    );
    assert.equal(sessionsOf(hall, 'ann').length, 1);
    assert.equal(other.session?.role, 'guest');
  });

  it('of a name that looks like one which the operator has given since is refused; the guest stays', async () => {
    const hall = new Hall();
    const alice = hall.enter('alice', 'general');
    const visitor = { address: '', network: '', isLoopback: true, client: '' };
    const made = { name: 'a1ice', password, code: undefined, visitor, bornAfter: 0 };
    await hall.chat.accounts.register(made);
    assert.equal((await alice.asks({ type: 'register', password })).code, 'name-taken');
    assert.deepEqual([alice.session?.name, alice.session?.role], ['alice', 'guest']);
    assert.equal((await alice.asks({ type: 'leave', room: 'general' })).type, 'left');
  });

  it('says what its account is called, where the guest was given another name meanwhile', async () => {
    const hall = new Hall();
    const guest = hall.enter('alice', 'general');
    guest.say({ type: 'register', password, id: 'r' });
    guest.isBehind = true;
    await hall.passwordsDone();
    if (guest.session) renameAnew(hall.chat, guest.session);
    guest.isBehind = false;
    guest.drained();
    assert.equal(guest.last('registered').name, 'alice');
    assert.equal(guest.session?.name, 'alice');
    assert.equal(hall.hub.sessionByName('alice'), guest.session);
    assert.deepEqual(
      hall.hub.room('general')?.members.map(({ name }) => name),
      ['alice'],
    );
  });

  it('with a password that is none is refused, and may be tried again', async () => {
    const hall = new Hall();
    const ann = hall.enter('ann');
    for (const weak of ['short', 'ann', '']) {
      const answer = await ann.asks({ type: 'register', password: weak });
      assert.equal(answer.code, 'password-weak', weak);
    }
    assert.equal((await ann.asks({ type: 'register', password })).type, 'registered');
  });

  it('on a connection that goes meanwhile leaves the account, and no session that nobody has', async () => {
    const hall = openHall();
    const ann = hall.enter('ann');
    ann.say({ type: 'register', password });
    ann.vanish();
    await hall.passwordsDone();
    assert.ok(hall.chat.accounts.findByName('ann'));
    assert.deepEqual(sessionsOf(hall, 'ann'), []);
    assert.deepEqual([...hall.hub.sessions], []);
    const back = hall.connect();
    assert.equal((await back.asks({ type: 'hello', name: 'ann', password })).type, 'welcome');
  });

  it('takes the name from whoever took the guest’s session over meanwhile', async () => {
    const hall = openHall();
    const ann = hall.enter('ann', 'general');
    ann.say({ type: 'register', password });
    const thief = hall.connect();
    thief.say({ type: 'hello', token: ann.token });
    assert.equal(thief.last('welcome').name, 'ann');
    await hall.passwordsDone();
    assert.equal(thief.last('renamed').from, 'ann');
    const owner = hall.connect();
    assert.equal((await owner.asks({ type: 'hello', name: 'ann', password })).type, 'welcome');
  });

  it('that was done when the connection went, but not answered yet, leaves none either', async () => {
    const hall = openHall();
    const ann = hall.enter('ann');
    ann.say({ type: 'register', password });
    ann.isBehind = true;
    await hall.passwordsDone();
    assert.equal(sessionsOf(hall, 'ann').length, 1);
    ann.bye('shutting-down', true);
    assert.deepEqual(sessionsOf(hall, 'ann'), []);
  });
});

describe('`login`', () => {
  it('ends the guest, and opens a session of the account on the same connection', async () => {
    const hall = openHall();
    await hall.enterAccount('ann', 'ops');
    const ben = hall.enter('ben', 'general');
    const guest = hall.enter('visitor', 'general');
    hall.forget();
    const welcome = await guest.asks({ type: 'login', name: 'ANN', password });
    assert.equal(welcome.type, 'welcome');
    assert.equal(welcome.name, 'ann');
    assert.deepEqual(presences(ben), [['visitor', 'left', 1]]);
    assert.equal((await guest.asks({ type: 'leave', room: 'general' })).code, 'not-in-room');
    const thief = hall.connect();
    thief.say({ type: 'hello', name: 'visitor' });
    assert.equal(thief.last('welcome').name, 'visitor');
  });

  it('that is not right leaves the guest where it was, in the same words for every name', async () => {
    const hall = openHall();
    await hall.enterAccount('ann');
    const guest = hall.enter('visitor', 'general');
    const wrong = await guest.asks({ type: 'login', name: 'ann', password: 'something else' });
    const nobody = await guest.asks({ type: 'login', name: 'nobody', password: 'something else' });
    assert.equal(wrong.code, 'auth-failed');
    assert.deepEqual([nobody.code, nobody.message], [wrong.code, wrong.message]);
    assert.equal(guest.session?.name, 'visitor');
    guest.say({ type: 'members', room: 'general' });
    assert.equal(guest.last('members').count, 1);
  });

  it('goes by the name itself, in whatever case: not by one that looks like it', async () => {
    const hall = new Hall();
    await hall.enterAccount('alice');
    for (const [name, outcome] of [
      ['a1ice', 'auth-failed'],
      ['аlice', 'auth-failed'],
      ['ALICE', 'welcome'],
    ] as const) {
      const { type, code } = await hall.enter('guest').asks({ type: 'login', name, password });
      assert.equal(code ?? type, outcome, name);
      hall.people.at(-1)?.end();
    }
  });

  it('is waited for by what came after it, and waits for what came before', async () => {
    const hall = openHall();
    await hall.enterAccount('ann');
    const guest = hall.enter('visitor', 'general');
    hall.holdsCommits = true;
    guest.say(
      { type: 'send', id: 'a', room: 'general', content: 'goodbye' },
      { type: 'login', id: 'b', name: 'ann', password },
      { type: 'join', id: 'c', room: 'general', limit: 0 },
      { type: 'send', id: 'd', room: 'general', content: 'hello' },
    );
    hall.commit();
    await guest.hears('joined');
    hall.commit();
    const answers = guest.heard.filter(({ type }) => type !== 'message');
    assert.deepEqual(
      answers.map(({ id, type }) => [id, type]),
      [
        ['a', 'ack'],
        ['b', 'welcome'],
        ['c', 'joined'],
        ['d', 'ack'],
      ],
    );
    assert.deepEqual(
      hall.log.messages.map(({ sender }) => sender),
      ['visitor', 'ann'],
    );
  });

  it('on a connection that goes meanwhile leaves no session behind', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('ann');
    const guest = hall.enter('visitor');
    guest.say({ type: 'login', name: 'ann', password });
    guest.vanish();
    await hall.passwordsDone();
    assert.deepEqual(sessionsOf(hall, 'ann'), [ann.session?.id]);
  });

  it('of an account whose name a guest has, as the operator made it since, gives the guest another', async () => {
    const hall = openHall();
    const squatter = hall.enter('ann', 'general');
    const ben = hall.enter('ben', 'general');
    const visitor = { address: '', network: '', isLoopback: true, client: '' };
    const made = { name: 'ann', password, code: undefined, visitor, bornAfter: 0 };
    await hall.chat.accounts.register(made);
    hall.forget();
    const ann = hall.connect();
    await ann.asks({ type: 'hello', name: 'ann', password });
    const { from, name } = squatter.last('renamed');
    assert.equal(from, 'ann');
    assert.deepEqual([name, ben.last('renamed').name], [squatter.session?.name, name]);
    assert.notEqual(name, 'ann');
    assert.equal(hall.hub.sessionByName('ann'), ann.session);
    assert.equal(hall.hub.holderOf('ann'), ann.session?.owner);
  });

  it('tells the operator who it was; of who is no account not even the name', async () => {
    const hall = openHall();
    await hall.enterAccount('ann');
    const guest = hall.enter('visitor');
    await guest.asks({ type: 'login', name: 'correct horse', password: 'ann' });
    await guest.asks({ type: 'login', name: 'ann', password: 'wrong one' });
    await guest.asks({ type: 'login', name: 'ann', password });
    const told = hall.notes.filter(({ event }) => event.startsWith('log'));
    assert.deepEqual(
      told.map((note) => [note.event, 'name' in note && note.name]),
      [
        ['login-failed', ''],
        ['login-failed', 'ann'],
        ['logged-in', 'ann'],
      ],
    );
    assert.ok(!JSON.stringify(hall.notes).includes('horse'));
  });
});

describe('`hello`', () => {
  it('with name and password comes in as the account', async () => {
    const hall = openHall();
    const first = await hall.enterAccount('Ann');
    const second = hall.connect();
    const welcome = await second.asks({ type: 'hello', name: 'ann', password });
    assert.equal(welcome.name, 'Ann');
    assert.notEqual(welcome.session, first.session?.id);
    assert.equal(second.session?.owner, first.session?.owner);
    assert.equal(first.ended, undefined);
  });

  it('with a wrong password may be mended, but not without end', async () => {
    const hall = openHall();
    await hall.enterAccount('ann');
    const other = hall.connect();
    const wrong = { type: 'hello', name: 'ann', password: 'not this one' };
    assert.equal((await other.asks(wrong)).code, 'auth-failed');
    assert.equal((await other.asks({ type: 'hello', name: 'ann', password })).type, 'welcome');
    const guesser = hall.connect();
    for (let attempt = 0; attempt < 10; attempt++) guesser.say(wrong);
    assert.equal(await guesser.ends(), 'refused');
    assert.equal(guesser.heard.length, 10);
  });

  it('with a password and no name is refused', async () => {
    const answer = await openHall().connect().asks({ type: 'hello', password });
    assert.equal(answer.code, 'bad-request');
  });

  it('with a password is not too late while the password is looked at', async () => {
    const hall = openHall();
    await hall.enterAccount('ann');
    const other = hall.connect();
    assert.equal(other.isGreeting, true);
    other.say({ type: 'hello', name: 'ann', password });
    assert.equal(other.isGreeting, false);
    await other.hears('welcome');
  });

  it('with the token of an account’s session resumes it, whatever name it asks for', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('ann', 'general');
    const { id } = ann.session ?? {};
    const second = hall.connect();
    second.say({ type: 'hello', token: ann.token, name: 'somebody' });
    assert.equal(ann.ended, 'replaced');
    const welcome = second.last('welcome');
    assert.deepEqual([welcome.session, welcome.name, welcome.token], [id, 'ann', ann.token]);
  });

  it('with the token and `another` opens a session beside it', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('ann', 'general');
    const second = hall.enterAlso(ann, 'general');
    assert.equal(ann.ended, undefined);
    assert.notEqual(second.token, ann.token);
    assert.equal(second.session?.owner, ann.session?.owner);
    assert.equal(hall.hub.room('general')?.count, 1);
  });

  it('with a token that is over, or another session of a guest, is refused and may be mended', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('ann');
    await ann.asks({ type: 'logout' }).catch(() => {});
    const other = hall.connect();
    assert.equal((await other.asks({ type: 'hello', token: ann.token })).code, 'auth-failed');
    const again = { type: 'hello', token: ann.token, another: true };
    assert.equal((await other.asks(again)).code, 'auth-failed');
    assert.equal((await other.asks({ type: 'hello', name: 'guest' })).type, 'welcome');
    const third = hall.connect();
    const answer = await third.asks({ type: 'hello', token: other.token, another: true });
    assert.equal(answer.code, 'auth-failed');
  });

  it('as a guest under an account’s name, or one that looks like it, is refused though it is away', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('alice');
    ann.vanish();
    hall.nowMs += 24 * 60 * 60 * 1000;
    for (const name of ['alice', 'ALICE', 'аlice', 'a1ice', 'aIice', 'ａｌｉｃｅ', 'alice\u3164']) {
      const answer = await hall.connect().asks({ type: 'hello', name });
      assert.ok(['name-taken', 'name-invalid'].includes(String(answer.code)), name);
      const guest = hall.enter('guest');
      assert.equal((await guest.asks({ type: 'name', name })).code, answer.code, name);
      guest.end();
    }
  });
});

it('`name` of an account’s session is forbidden', async () => {
  const ann = await openHall().enterAccount('ann');
  assert.equal((await ann.asks({ type: 'name', name: 'anna' })).code, 'forbidden');
});
