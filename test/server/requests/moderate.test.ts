import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hall, type Person } from '../../support/hall.ts';

function asked(person: Person, request: object): unknown {
  person.heard.length = 0;
  person.say({ id: 'q', ...request });
  const answer = person.heard.find(({ id }) => id === 'q');
  return answer?.type === 'error' ? answer.code : answer?.type;
}

function moderate(person: Person, action: string, name: string, more: object = {}): unknown {
  return asked(person, { type: 'moderate', room: 'ops', action, name, ...more });
}

function onServer(person: Person, action: string, name: string, more: object = {}): unknown {
  return asked(person, { type: 'moderate', action, name, ...more });
}

/** Whether somebody can come in, by what it says and from where. */
function comes(hall: Hall, hello: object, address = '203.0.113.9'): unknown {
  const person = hall.connect(false, address);
  person.say({ type: 'hello', ...hello });
  const [answer] = person.heard;
  return answer?.type === 'error' ? answer.code : answer?.type;
}

/** Ann owns `ops`, mod moderates the server, guy and gil are guests of two networks. */
function ops() {
  const hall = new Hall({ messagesPerSecond: 0 });
  const ann = hall.enterFrom('198.51.100.1', 'ann', 'member', 'ops');
  const ben = hall.enterFrom('198.51.100.2', 'ben', 'member', 'ops');
  const mod = hall.enterFrom('198.51.100.3', 'mod', 'moderator', 'ops');
  const guy = guest(hall, 'guy', '192.0.2.1');
  const gil = guest(hall, 'gil', '192.0.2.2');
  hall.forget();
  return { hall, ann, ben, mod, guy, gil };
}

function guest(hall: Hall, name: string, address: string): Person {
  const person = hall.connect(false, address);
  person.say({ type: 'hello', name }, { type: 'join', room: 'ops' });
  return person;
}

const later = '2026-11-20T14:00:00Z';

describe('kick (§9.5)', () => {
  it('puts a person out of the room by all sessions, tells why, and tells the room who did it', () => {
    const { hall, ann, ben } = ops();
    const other = hall.enterAs('ben', 'member', 'ops');
    assert.equal(moderate(ann, 'kick', 'BEN', { reason: 'calm down' }), 'moderated');
    for (const session of [ben, other]) {
      assert.deepEqual(session.heard, [
        { type: 'kicked', room: 'ops', by: 'ann', reason: 'calm down' },
      ]);
    }
    const act = { action: 'kick', name: 'ben', by: 'ann', room: 'ops', reason: 'calm down' };
    assert.deepEqual(ann.last('moderated'), { type: 'moderated', id: 'q', ...act });
    const [, , , guy] = hall.people;
    assert.deepEqual(guy?.last('moderated'), { type: 'moderated', ...act });
    assert.equal(guy?.last('presence').reason, 'kicked');
    assert.equal(asked(ben, { type: 'send', room: 'ops', content: 'x' }), 'not-in-room');
    assert.equal(asked(ben, { type: 'join', room: 'ops' }), 'joined');
    assert.deepEqual(
      hall.notes.findLast(({ event }) => event === 'moderated'),
      {
        event: 'moderated',
        name: 'ann',
        action: 'kick',
        whom: 'ben',
        room: 'ops',
        reason: 'calm down',
      },
    );
  });

  it('from the server ends all sessions of the person, who is not to come back by itself', () => {
    const { hall, mod, guy, ben } = ops();
    const other = hall.enterAs('ben');
    assert.equal(onServer(mod, 'kick', 'ben'), 'moderated');
    for (const session of [ben, other]) {
      assert.deepEqual(session.farewell, { type: 'bye', reason: 'kicked', reconnect: false });
    }
    assert.deepEqual(guy.last('moderated'), {
      type: 'moderated',
      action: 'kick',
      name: 'ben',
      by: 'mod',
    });
    assert.equal(comes(hall, { token: hall.tokenFor('ben') }), 'welcome');
  });

  it('is of somebody who is here', () => {
    const { hall, ann } = ops();
    hall.tokenFor('dan');
    assert.equal(moderate(ann, 'kick', 'nobody'), 'no-such-user');
    assert.equal(moderate(ann, 'kick', 'dan'), 'no-such-user');
    hall.enter('eve', 'other');
    assert.equal(moderate(ann, 'kick', 'eve'), 'no-such-user');
  });
});

describe('ranks (§9.4)', () => {
  it('nobody acts on itself, on its like, or on who stands above', () => {
    const { hall, ann, ben, mod, guy } = ops();
    const boss = hall.enterAs('boss', 'owner', 'ops');
    for (const person of [ben, guy]) {
      for (const action of ['kick', 'ban', 'unban', 'mute', 'unmute']) {
        assert.equal(moderate(person, action, 'gil'), 'forbidden');
        assert.equal(onServer(person, action, 'gil'), 'forbidden');
      }
    }
    ann.say({ type: 'room', room: 'ops', role: 'moderator', name: 'ben' });
    for (const name of ['ben', 'ann', 'mod', 'boss']) {
      assert.equal(moderate(ben, 'mute', name), 'forbidden', name);
    }
    for (const name of ['ann', 'mod', 'boss']) {
      assert.equal(moderate(ann, 'mute', name), 'forbidden', name);
    }
    for (const name of ['mod', 'boss']) {
      assert.equal(moderate(mod, 'mute', name), 'forbidden', name);
      assert.equal(onServer(mod, 'ban', name), 'forbidden', name);
    }
    assert.equal(moderate(ann, 'mute', 'ben'), 'moderated');
    assert.equal(moderate(mod, 'mute', 'ann'), 'moderated');
    assert.equal(onServer(boss, 'mute', 'mod'), 'moderated');
    assert.equal(onServer(ann, 'mute', 'guy'), 'forbidden');
  });

  it('a muted moderator does not let itself go', () => {
    const { ann, ben } = ops();
    ann.say({ type: 'room', room: 'ops', role: 'moderator', name: 'ben' });
    moderate(ann, 'mute', 'ben');
    assert.equal(moderate(ben, 'unmute', 'ben'), 'forbidden');
  });

  it('a private room is its own people’s: the server’s roles do nothing there', () => {
    const { ann, mod } = ops();
    ann.say({ type: 'room', room: 'ops', visibility: 'private' });
    assert.equal(moderate(mod, 'kick', 'guy'), 'forbidden');
    assert.equal(moderate(ann, 'kick', 'mod'), 'moderated');
    assert.equal(asked(mod, { type: 'join', room: 'ops' }), 'joined');
  });
});

describe('a ban from a room (§9.6)', () => {
  it('puts the person out and keeps it out, until its time, with the reason', () => {
    const { hall, ann, ben, guy } = ops();
    assert.equal(moderate(ann, 'ban', 'ben', { until: later, reason: 'spam' }), 'moderated');
    assert.deepEqual(ben.types(), ['kicked']);
    assert.equal(guy.last('moderated').until, '2026-11-20T14:00:00.000Z');
    assert.equal(asked(ben, { type: 'join', room: 'ops' }), 'forbidden');
    assert.equal(
      ben.last('error').message,
      'You are banned from #ops until 2026-11-20 14:00:00 UTC: spam',
    );
    assert.equal(asked(ben, { type: 'join', room: 'other' }), 'joined');
    assert.equal(asked(hall.enterAs('ben'), { type: 'join', room: 'ops' }), 'forbidden');
    hall.nowMs = Date.parse(later);
    assert.equal(asked(ben, { type: 'join', room: 'ops' }), 'joined');
  });

  it('holds for a guest by name, look-alike, session and network; other guests come in', () => {
    const { hall, ann, guy } = ops();
    moderate(ann, 'ban', 'guy');
    guy.say({ type: 'name', name: 'harmless' });
    assert.equal(asked(guy, { type: 'join', room: 'ops' }), 'forbidden');
    const again = guest(hall, 'other', '192.0.2.1');
    assert.equal(again.last('error').code, 'forbidden');
    guy.end();
    hall.nowMs += 1_000_000;
    for (const name of ['GUY', 'gυy']) {
      const person = guest(hall, name, '203.0.113.7');
      assert.equal(person.last('error').code, 'forbidden', name);
      person.end();
    }
    assert.equal(guest(hall, 'fine', '203.0.113.7').last('joined').type, 'joined');
    const here = hall.connect(true);
    here.say({ type: 'hello', name: 'local' }, { type: 'join', room: 'ops' });
    assert.equal(here.last('joined').type, 'joined');
  });

  it('puts out all whom it holds for: the guests of the same network too, not the accounts', () => {
    const { hall, ann } = ops();
    const twin = guest(hall, 'twin', '192.0.2.1');
    const neighbour = hall.enterFrom('192.0.2.1', 'neighbour', 'member', 'ops');
    hall.forget();
    moderate(ann, 'ban', 'guy');
    assert.ok(twin.types().includes('kicked'));
    assert.ok(!neighbour.types().includes('kicked'));
  });

  it('takes role and invitation, and lets nobody be asked in before it is undone', () => {
    const { hall, ann, ben } = ops();
    ann.say(
      { type: 'room', room: 'ops', visibility: 'private' },
      { type: 'room', room: 'ops', role: 'moderator', name: 'ben' },
    );
    moderate(ann, 'ban', 'ben', { reason: 'gone' });
    assert.ok(!hall.rooms.isOpenTo(ben.session?.owner ?? '', 'ops'));
    assert.deepEqual(ben.last('kicked'), {
      type: 'kicked',
      room: 'ops',
      by: 'ann',
      reason: 'gone',
    });
    assert.equal(asked(ann, { type: 'room', room: 'ops', invite: 'ben' }), 'forbidden');
    assert.equal(asked(ben, { type: 'join', room: 'ops' }), 'no-such-room');
    assert.equal(moderate(ann, 'unban', 'ben'), 'moderated');
    assert.equal(asked(ann, { type: 'room', room: 'ops', invite: 'ben' }), 'room');
    assert.equal(asked(ben, { type: 'join', room: 'ops' }), 'joined');
  });

  it('is of a guest who has gone too, or of a name that nobody has', () => {
    const { hall, ann, guy } = ops();
    guy.vanish();
    assert.equal(moderate(ann, 'ban', 'guy'), 'moderated');
    assert.equal(moderate(ann, 'ban', 'sock-1'), 'moderated');
    for (const name of ['guy', 'sock-l']) {
      hall.nowMs += 1_000_000;
      assert.equal(guest(hall, name, '203.0.113.7').last('error').code, 'forbidden');
    }
  });

  it('is never of somebody else whose name looks like it', () => {
    const { ann } = ops();
    assert.equal(moderate(ann, 'ban', 'bеn'), 'no-such-user');
    assert.equal(moderate(ann, 'ban', 'gi1'), 'no-such-user');
  });

  it('lets nobody who is in the room take the name', () => {
    const { ann, gil } = ops();
    moderate(ann, 'ban', 'sock');
    assert.equal(asked(gil, { type: 'name', name: 'SOCK' }), 'forbidden');
    assert.equal(asked(gil, { type: 'name', name: 'shoe' }), 'named');
  });

  it('is undone by name with all that fit; what is not there cannot be', () => {
    const { ann, guy, hall } = ops();
    moderate(ann, 'ban', 'guy');
    assert.equal(moderate(ann, 'unmute', 'guy'), 'no-such-user');
    assert.equal(moderate(ann, 'unban', 'GUY'), 'moderated');
    assert.equal(moderate(ann, 'unban', 'guy'), 'no-such-user');
    assert.equal(asked(guy, { type: 'join', room: 'ops' }), 'joined');
    assert.equal(hall.chat.bans.size, 0);
  });
});

describe('a ban from the server (§9.7)', () => {
  it('ends all sessions and lets nobody in again by name, token or network', () => {
    const { hall, mod, guy, ben } = ops();
    const token = hall.tokenFor('ben');
    assert.equal(onServer(mod, 'ban', 'ben', { reason: 'no' }), 'moderated');
    assert.deepEqual(ben.farewell, { type: 'bye', reason: 'banned', reconnect: false });
    assert.deepEqual(ben.last('moderated').reason, 'no');
    assert.deepEqual([guy.last('moderated').name, guy.last('presence').state], ['ben', 'left']);
    assert.equal(comes(hall, { token }), 'banned');
    assert.equal(comes(hall, { token, another: true }), 'banned');
    assert.equal(comes(hall, { name: 'other' }, '198.51.100.2'), 'banned');
    assert.equal(comes(hall, { name: 'other' }, '198.51.100.9'), 'welcome');
  });

  it('says until when and why to who comes again, and ends the connection', () => {
    const { hall, mod } = ops();
    onServer(mod, 'ban', 'guy', { until: later, reason: 'spam' });
    const again = hall.connect(false, '203.0.113.1');
    again.say({ type: 'hello', name: 'guy' });
    assert.equal(
      again.last('error').message,
      'You are banned from this server until 2026-11-20 14:00:00 UTC: spam',
    );
    assert.equal(again.ended, 'refused');
    hall.nowMs = Date.parse(later);
    assert.equal(comes(hall, { name: 'guy' }), 'welcome');
  });

  it('of an address holds for all of it but those who moderate, and nobody hears from where they came', () => {
    const { hall, ann, mod, guy, gil, ben } = ops();
    const other = hall.enterFrom('192.0.2.9', 'other', 'moderator', 'ops');
    hall.forget();
    const ban = { type: 'moderate', action: 'ban', address: '192.0.2.0/24', reason: 'flood' };
    assert.equal(asked(mod, ban), 'moderated');
    assert.equal(mod.last('moderated').address, '192.0.2.0/24');
    assert.deepEqual([guy.ended, gil.ended, other.ended], ['banned', 'banned', undefined]);
    const told = ben.heard.filter(({ type }) => type === 'moderated');
    assert.deepEqual(
      told.map(({ name }) => name),
      ['guy', 'gil'],
    );
    for (const person of [ann, ben, guy, gil]) {
      assert.ok(!JSON.stringify(person.heard).includes('192.0.2'));
    }
    assert.equal(comes(hall, { name: 'new' }, '::ffff:192.0.2.77'), 'banned');
    assert.equal(comes(hall, { token: hall.tokenFor('ben') }, '192.0.2.77'), 'banned');
    assert.equal(
      comes(hall, { token: hall.tokenFor('other', 'moderator') }, '192.0.2.77'),
      'welcome',
    );
    assert.equal(asked(mod, { ...ban, action: 'unban', address: '192.0.2.9' }), 'no-such-user');
    assert.equal(asked(mod, { ...ban, action: 'unban', address: '192.0.2.200/24' }), 'moderated');
    assert.equal(comes(hall, { name: 'new' }, '192.0.2.77'), 'welcome');
  });

  it('is not of the asker’s own address, of this machine, nor of half the world', () => {
    const { mod } = ops();
    const refusals: Record<string, unknown> = {
      '198.51.100.3': 'forbidden',
      '198.51.0.0/16': 'forbidden',
      '127.0.0.1': 'forbidden',
      '::1': 'forbidden',
      '0.0.0.0/0': 'forbidden',
      '10.0.0.0/7': 'forbidden',
      '2001::/15': 'forbidden',
      'example.org': 'bad-request',
      '': 'bad-request',
    };
    for (const [address, code] of Object.entries(refusals)) {
      assert.equal(asked(mod, { type: 'moderate', action: 'ban', address }), code, address);
    }
    const inRoom = { type: 'moderate', room: 'ops', action: 'ban', address: '203.0.113.1' };
    assert.equal(asked(mod, inRoom), 'bad-request');
  });

  it('of a person never tells the network, to nobody', () => {
    const { hall, mod } = ops();
    onServer(mod, 'ban', 'guy');
    assert.equal(asked(mod, { type: 'bans' }), 'bans');
    for (const { heard } of hall.people) assert.ok(!JSON.stringify(heard).includes('192.0.2'));
    assert.ok(
      !JSON.stringify(hall.notes.filter(({ event }) => event === 'moderated')).includes('192.'),
    );
  });
});

describe('moderate', () => {
  it('takes a time to come, one target, a reason of one line', () => {
    const { ann } = ops();
    const bad = [
      { until: '2020-01-01T00:00:00Z' },
      { until: '2026-11-20T12:00:00.000Z' },
      { until: 'tomorrow' },
      { action: 'kick', until: later },
      { action: 'unban', until: later },
      { address: '192.0.2.1' },
      { name: undefined },
      { reason: 'x'.repeat(201) },
      { action: 'shout' },
    ];
    for (const parts of bad) {
      assert.equal(moderate(ann, 'ban', 'guy', parts), 'bad-request', JSON.stringify(parts));
    }
    for (const reason of ['a\u001b[2Jb', 'two\nlines', '\u202eabc', 'a\u0085b', 'a\u0000b']) {
      assert.equal(moderate(ann, 'ban', 'guy', { reason }), 'content-invalid');
    }
    assert.equal(moderate(ann, 'ban', '!!'), 'name-invalid');
    assert.equal(moderate(ann, 'ban', 'guy', { room: '@ann+guy' }), 'forbidden');
    assert.equal(moderate(ann, 'ban', 'guy', { room: 'nowhere' }), 'no-such-room');
  });
});

describe('bans', () => {
  it('lists those of a room to its moderators, those of the server to the server’s', () => {
    const { hall, ann, ben, mod } = ops();
    moderate(ann, 'mute', 'guy', { until: later });
    hall.nowMs += 1000;
    moderate(ann, 'ban', 'gil', { reason: 'spam' });
    onServer(mod, 'ban', 'sock');
    assert.equal(asked(ann, { type: 'bans', room: 'ops' }), 'bans');
    assert.deepEqual(ann.last('bans').bans, [
      { action: 'ban', name: 'gil', by: 'ann', since: '2026-11-20T12:00:01.000Z', reason: 'spam' },
      {
        action: 'mute',
        name: 'guy',
        by: 'ann',
        since: '2026-11-20T12:00:00.000Z',
        until: '2026-11-20T14:00:00.000Z',
      },
    ]);
    assert.equal(asked(ben, { type: 'bans', room: 'ops' }), 'forbidden');
    assert.equal(asked(ann, { type: 'bans' }), 'forbidden');
    assert.equal(asked(mod, { type: 'bans', room: 'ops' }), 'bans');
    assert.equal(asked(mod, { type: 'bans' }), 'bans');
    assert.equal((mod.last('bans').bans as object[]).length, 1);
  });

  it('are two hundred a page', () => {
    const { ann } = ops();
    for (let number = 0; number < 201; number++) moderate(ann, 'ban', `name-${number}-x`);
    asked(ann, { type: 'bans', room: 'ops' });
    const { bans, more } = ann.last('bans') as unknown as { bans: object[]; more: boolean };
    assert.deepEqual([bans.length, more], [200, true]);
  });
});
