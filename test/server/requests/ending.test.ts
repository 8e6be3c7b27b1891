// The end of sessions: by the one that asks, by another of the same account, by another password, for good.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hall, type Person, password } from '../../support/hall.ts';

const loggedOut = { type: 'bye', reason: 'logged-out', reconnect: false };

async function comeBack(hall: Hall, token: string | undefined): Promise<unknown> {
  const { type, code } = await hall.connect().asks({ type: 'hello', token });
  return code ?? type;
}

function states(person: Person): unknown[] {
  const told = person.heard.filter(({ type }) => type === 'presence');
  return told.map(({ name, state }) => [name, state]);
}

interface Listed {
  readonly session: string;
  readonly isConnected: boolean;
  readonly isThis: boolean;
  readonly client: string;
  readonly address: string;
}

async function sessionsOf(person: Person): Promise<Listed[]> {
  const { sessions } = await person.asks({ type: 'sessions' });
  return sessions as Listed[];
}

describe('`sessions`', () => {
  it('lists where one is logged in, with what, and which of them asks', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann');
    const phone = hall.connect(false, '198.51.100.7');
    const coming = { type: 'hello', token: ann.token, another: true, client: 'phone 1.0' };
    phone.say(coming);
    const away = hall.enterAlso(ann);
    away.vanish();
    const listed = await sessionsOf(phone);
    const short = listed.map(({ session, isConnected, isThis, client, address }) => {
      return { session, isConnected, isThis, client, address };
    });
    const expected = [
      { session: ann.session?.id, isConnected: true, isThis: false, client: '' },
      { session: phone.session?.id, isConnected: true, isThis: true, client: 'phone 1.0' },
      { session: away.session?.id, isConnected: false, isThis: false, client: '' },
    ].map((each) => ({ ...each, address: each.isThis ? '198.51.100.7' : '192.0.2.1' }));
    const byName = (
      one: { session?: string | undefined },
      other: { session?: string | undefined },
    ) => ((one.session ?? '') < (other.session ?? '') ? -1 : 1);
    assert.deepEqual(short.sort(byName), expected.sort(byName));
  });

  it('is for accounts: a guest is told what to do', async () => {
    const guest = new Hall().enter('guest');
    for (const request of [
      { type: 'sessions' },
      { type: 'revoke', session: 'x' },
      { type: 'profile', about: 'x' },
      { type: 'password', password, new: password },
      { type: 'unregister', password },
    ]) {
      const { code, message } = await guest.asks(request);
      assert.equal(code, 'auth-required', request.type);
      assert.match(String(message), /register, or log in/);
    }
  });
});

describe('`revoke`', () => {
  it('ends another of one’s sessions at once, and its token', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann', 'general');
    const tablet = hall.enterAlso(ann, 'general', 'ops');
    const ben = hall.enter('ben', 'general', 'ops');
    hall.forget();
    const answer = await ann.asks({ type: 'revoke', session: tablet.session?.id });
    assert.equal(answer.type, 'revoked');
    assert.deepEqual(tablet.farewell, loggedOut);
    assert.deepEqual(states(ben), [['ann', 'left']]);
    assert.equal(await comeBack(hall, tablet.token), 'auth-failed');
    assert.equal((await sessionsOf(ann)).length, 1);
  });

  it('ends one that is not connected', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann');
    const tablet = hall.enterAlso(ann);
    tablet.vanish();
    const asked = { type: 'revoke', session: tablet.session?.id };
    assert.equal((await ann.asks(asked)).type, 'revoked');
    assert.equal(await comeBack(hall, tablet.token), 'auth-failed');
    assert.equal((await ann.asks(asked)).code, 'bad-request');
  });

  it('of the session that asks is a logout', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann');
    ann.say({ type: 'revoke', session: ann.session?.id });
    assert.deepEqual(ann.farewell, loggedOut);
    assert.equal(await comeBack(hall, ann.token), 'auth-failed');
  });

  it('of somebody else’s session, or a guest’s, is refused as one that is not', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann');
    const ben = await hall.enterAccount('ben');
    const guest = hall.enter('guest');
    const none = await ann.asks({ type: 'revoke', session: 'aaaaaaaaaa.bbbbbbbb' });
    for (const other of [ben, guest]) {
      const answer = await ann.asks({ type: 'revoke', session: other.session?.id });
      assert.deepEqual([answer.code, answer.message], [none.code, none.message]);
      assert.equal(other.ended, undefined);
    }
  });

  it('is answered when what the session had on its way is in the log: nothing of it comes after', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann', 'general');
    const thief = hall.enterAlso(ann, 'general');
    hall.holdsCommits = true;
    thief.say({ type: 'send', id: 'a', room: 'general', content: 'on its way' });
    ann.say({ type: 'revoke', id: 'b', session: thief.session?.id });
    thief.say({ type: 'send', id: 'c', room: 'general', content: 'too late' });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(thief.farewell, loggedOut);
    assert.ok(!ann.types().includes('revoked'));
    hall.commit();
    await ann.hears('revoked');
    assert.deepEqual(ann.types(), ['message', 'revoked']);
    hall.commit();
    assert.deepEqual(
      hall.log.messages.map(({ content }) => content),
      ['on its way'],
    );
  });

  it('of a session whose send waits for the log to be read, ends it unsent', async () => {
    const hall = new Hall({ maxRecentMessages: 1 });
    const ann = await hall.enterAccount('ann', 'general');
    for (const content of ['one', 'two']) ann.say({ type: 'send', room: 'general', content });
    const thief = hall.enterAlso(ann, 'general');
    thief.say({ type: 'send', room: 'general', kind: 'edit', target: 1, content: 'changed' });
    assert.equal((await ann.asks({ type: 'revoke', session: thief.session?.id })).type, 'revoked');
    await hall.log.answerReads();
    hall.commit();
    assert.equal(hall.log.messages.length, 2);
  });

  it('is told to the operator', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann');
    const session = hall.enterAlso(ann).session?.id;
    await ann.asks({ type: 'revoke', session });
    const note = hall.notes.find(({ event }) => event === 'session-revoked');
    assert.deepEqual(note, {
      event: 'session-revoked',
      name: 'ann',
      session,
      address: '192.0.2.1',
    });
  });
});

describe('`logout`', () => {
  it('ends the session for good, after what was sent is answered', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann', 'general');
    const ben = hall.enter('ben', 'general');
    hall.holdsCommits = true;
    ann.say({ type: 'send', id: 'a', room: 'general', content: 'bye' }, { type: 'logout' });
    assert.equal(ann.ended, undefined);
    hall.commit();
    assert.deepEqual(ann.types(), ['ack', 'message']);
    assert.deepEqual(ann.farewell, loggedOut);
    assert.deepEqual(states(ben), [['ann', 'left']]);
    assert.equal(await comeBack(hall, ann.token), 'auth-failed');
  });

  it('leaves the account’s other sessions, and its name', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann', 'general');
    const tablet = hall.enterAlso(ann, 'general');
    ann.say({ type: 'logout' });
    assert.equal(tablet.ended, undefined);
    tablet.say({ type: 'logout' });
    const answer = await hall.connect().asks({ type: 'hello', name: 'ann' });
    assert.equal(answer.code, 'name-taken');
  });

  it('of a guest frees the name at once', () => {
    const hall = new Hall();
    const guest = hall.enter('guest', 'general');
    guest.say({ type: 'logout' });
    assert.deepEqual(guest.farewell, loggedOut);
    assert.equal(hall.enter('guest').session?.name, 'guest');
  });
});

describe('`password`', () => {
  it('ends all other sessions, and only then is answered', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann');
    const others = [hall.enterAlso(ann), hall.enterAlso(ann), hall.enterAlso(ann)];
    others[2]?.vanish();
    const answer = await ann.asks({ type: 'password', password, new: 'another horse' });
    assert.deepEqual([answer.type, answer.ended], ['changed', 3]);
    assert.deepEqual(
      others.map(({ ended }) => ended),
      ['logged-out', 'logged-out', undefined],
    );
    for (const { token } of others) assert.equal(await comeBack(hall, token), 'auth-failed');
    const name = 'ann';
    const hello = { type: 'hello', name, password };
    assert.equal((await hall.connect().asks(hello)).code, 'auth-failed');
    const right = { ...hello, password: 'another horse' };
    assert.equal((await hall.connect().asks(right)).type, 'welcome');
    assert.equal(await comeBack(hall, ann.token), 'welcome');
  });

  it('that is not right changes nothing; one that is weak neither', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann');
    const tablet = hall.enterAlso(ann);
    const wrong = { type: 'password', password: 'not this one', new: 'another horse' };
    assert.equal((await ann.asks(wrong)).code, 'auth-failed');
    const weak = { type: 'password', password, new: 'short' };
    assert.equal((await ann.asks(weak)).code, 'password-weak');
    assert.equal(tablet.ended, undefined);
    const hello = { type: 'hello', name: 'ann', password };
    assert.equal((await hall.connect().asks(hello)).type, 'welcome');
  });

  it('keeps out who logged in by the old one and has not been answered yet', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann');
    const thief = hall.connect();
    thief.say({ type: 'hello', id: 'late', name: 'ann', password });
    // It does not read what it is sent, so its answer waits.
    thief.isBehind = true;
    await hall.passwordsDone();
    assert.equal((await sessionsOf(ann)).length, 2);
    await ann.asks({ type: 'password', password, new: 'another horse' });
    thief.isBehind = false;
    thief.drained();
    assert.equal(thief.last('error').code, 'auth-failed');
    assert.equal(hall.hub.sessionsOf(ann.session?.owner ?? '').size, 1);
  });
});

describe('`unregister`', () => {
  it('deletes the account: its sessions end, its name is free', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann', 'general');
    const tablet = hall.enterAlso(ann, 'general');
    const ben = hall.enter('ben', 'general');
    hall.forget();
    ann.say({ type: 'unregister', password });
    assert.equal(await ann.ends(), 'logged-out');
    assert.deepEqual(ann.farewell, loggedOut);
    assert.deepEqual(tablet.farewell, loggedOut);
    assert.deepEqual(states(ben), [['ann', 'left']]);
    assert.equal(await comeBack(hall, tablet.token), 'auth-failed');
    ben.say({ type: 'whois', name: 'ann' });
    assert.equal(ben.last('error').code, 'no-such-user');
    assert.equal(hall.enter('ann').session?.role, 'guest');
  });

  it('with a wrong password changes nothing', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann');
    const answer = await ann.asks({ type: 'unregister', password: 'not this one' });
    assert.equal(answer.code, 'auth-failed');
    assert.equal((await ann.asks({ type: 'sessions' })).type, 'sessions');
  });

  it('leaves a later account of that name nothing of the former’s', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann', 'general');
    const said = await ann.asks({ type: 'send', room: 'general', content: 'mine' });
    ann.say({ type: 'read', room: 'general', seq: 1 });
    ann.say({ type: 'unregister', password });
    await ann.ends();
    const later = await hall.enterAccount('ann');
    later.say({ type: 'join', room: 'general' });
    assert.equal(later.last('joined').read, undefined);
    const edit = { type: 'send', room: 'general', kind: 'edit', target: said.seq, content: 'x' };
    assert.equal((await later.asks(edit)).code, 'forbidden');
  });
});

it('more sessions than an account may have: the one that was longest unused goes, also while connected', async () => {
  const hall = new Hall({ maxSessionsPerAccount: 3 });
  const devices = [await hall.enterAccount('ann', 'general')];
  for (let number = 0; number < 3; number++) {
    hall.nowMs += 60_000;
    devices.push(hall.enterAlso(devices[0] as Person, 'general'));
  }
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(
    devices.map(({ ended }) => ended),
    ['logged-out', ...Array(3).fill(undefined)],
  );
  assert.equal(hall.hub.room('general')?.count, 1);
});

it('a session that expires while it is connected ends at once', async () => {
  const hall = new Hall();
  const ann = await hall.enterAccount('ann', 'general');
  const ben = hall.enter('ben', 'general');
  hall.nowMs += hall.chat.settings.keepSessionMs + 60 * 60 * 1000;
  hall.accounts.check();
  assert.deepEqual(ann.farewell, loggedOut);
  assert.deepEqual(states(ben), [['ann', 'left']]);
  assert.equal(await comeBack(hall, ann.token), 'auth-failed');
});
