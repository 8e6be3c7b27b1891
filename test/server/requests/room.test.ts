import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hall, type Person } from '../../support/hall.ts';

function asked(person: Person, request: object): unknown {
  person.heard.length = 0;
  person.say({ type: 'room', room: 'ops', id: 'q', ...request });
  const answer = person.heard.find(({ id }) => id === 'q');
  return answer?.type === 'error' ? answer.code : answer?.type;
}

/** Ann owns `ops`; ben has an account, guy has none. */
function ops() {
  const hall = new Hall({ messagesPerSecond: 0 });
  const ann = hall.enterAs('ann', 'member', 'ops');
  const ben = hall.enterAs('ben', 'member', 'ops');
  const guy = hall.enter('guy', 'ops');
  hall.forget();
  return { hall, ann, ben, guy };
}

function rolesOf(person: Person, room = 'ops'): unknown {
  person.say({ type: 'members', room });
  const { members } = person.last('members') as unknown as {
    members: { name: string; role: string }[];
  };
  return Object.fromEntries(members.map(({ name, role }) => [name, role]));
}

describe('room (§9.2)', () => {
  it('tells anyone how an open room is kept; also one that is nobody’s', () => {
    const { hall, guy } = ops();
    assert.equal(asked(guy, {}), 'room');
    assert.deepEqual(guy.last('room'), {
      type: 'room',
      room: 'ops',
      visibility: 'open',
      description: '',
      slow: 0,
      owner: 'ann',
      moderators: [],
      id: 'q',
    });
    hall.enter('gil', 'nobodys');
    assert.equal(asked(guy, { room: 'nobodys' }), 'room');
    assert.equal(guy.last('room').owner, undefined);
    assert.equal(asked(guy, { room: 'nowhere' }), 'no-such-room');
    assert.equal(asked(guy, { room: '!' }), 'room-invalid');
    assert.equal(asked(guy, { room: '@ann+guy' }), 'forbidden');
  });

  it('is the owner’s to change; what moderators may is theirs too, and guests change nothing', () => {
    const { ann, ben, guy } = ops();
    const changes = [
      [{ description: 'x' }, 'moderator'],
      [{ slow: 5 }, 'moderator'],
      [{ invite: 'guy' }, 'moderator'],
      [{ uninvite: 'guy' }, 'moderator'],
      [{ visibility: 'private' }, 'owner'],
      [{ role: 'member', name: 'ben' }, 'owner'],
    ] as const;
    for (const [change] of changes) assert.equal(asked(ben, change), 'forbidden');
    for (const [change] of changes) assert.equal(asked(guy, change), 'forbidden');
    ann.say({ type: 'room', room: 'ops', role: 'moderator', name: 'ben' });
    for (const [change, least] of changes) {
      const isAllowed = least === 'moderator' && !('uninvite' in change);
      if (isAllowed) assert.equal(asked(ben, change), 'room', JSON.stringify(change));
      else if (least === 'owner') assert.equal(asked(ben, change), 'forbidden');
    }
  });

  it('is open to the server’s moderators where the room is open', () => {
    const { hall, ann } = ops();
    const mod = hall.enterAs('mod', 'moderator');
    assert.equal(asked(mod, { description: 'kept tidy', slow: 3 }), 'room');
    assert.equal(asked(mod, { role: 'owner', name: 'ben' }), 'room');
    assert.equal(mod.last('room').owner, 'ben');
    assert.deepEqual(mod.last('room').moderators, ['ann']);
    assert.equal(asked(ann, { visibility: 'private' }), 'forbidden');
    hall.enter('gil', 'nobodys');
    assert.equal(asked(mod, { room: 'nobodys', visibility: 'private' }), 'forbidden');
  });

  it('changes all that was asked, or nothing', () => {
    const { hall, ann } = ops();
    assert.equal(
      asked(ann, { description: 'new', role: 'moderator', name: 'nobody' }),
      'no-such-user',
    );
    assert.equal(hall.rooms.find('ops')?.description, '');
  });

  it('keeps a description under the rules of what people say', () => {
    const { ann } = ops();
    assert.equal(asked(ann, { description: 'a\u001b[31mred' }), 'content-invalid');
    assert.equal(asked(ann, { description: 'two\nlines' }), 'content-invalid');
    assert.equal(asked(ann, { description: 'x'.repeat(201) }), 'bad-request');
    assert.equal(asked(ann, { description: 'x'.repeat(200) }), 'room');
    ann.say({ type: 'rooms' });
    assert.equal(
      (ann.last('rooms').rooms as { description: string }[])[0]?.description.length,
      200,
    );
    assert.equal(asked(ann, { description: '' }), 'room');
  });

  it('lets nobody be asked in again and again, and nobody who is muted say anything by it', () => {
    const { hall, ann, guy } = ops();
    const eve = hall.enter('eve');
    assert.equal(asked(ann, { invite: 'eve' }), 'room');
    assert.equal(asked(ann, { invite: 'eve' }), 'rate-limited');
    assert.equal(asked(ann, { invite: 'guy' }), 'room');
    assert.deepEqual(eve.types(), ['invited']);
    assert.ok(!guy.types().includes('invited'));
    hall.nowMs += 5000;
    assert.equal(asked(ann, { invite: 'eve' }), 'room');
    const mod = hall.enterFrom('198.51.100.3', 'mod', 'moderator');
    mod.say({ type: 'moderate', action: 'mute', name: 'ann' });
    assert.equal(asked(ann, { description: 'anything' }), 'forbidden');
    assert.equal(asked(ann, {}), 'room');
  });

  it('tells everyone in the room but who changed it; nothing where nothing changed', () => {
    const { hall, ann, guy } = ops();
    const other = hall.enterAs('ann', 'member', 'ops');
    asked(ann, { slow: 10 });
    assert.deepEqual(ann.types(), ['room']);
    assert.deepEqual(other.types(), ['room']);
    const { by, slow, invited } = guy.last('room');
    assert.deepEqual([by, slow, invited], ['ann', 10, undefined]);
    hall.forget();
    asked(ann, { slow: 10, description: '' });
    assert.deepEqual(guy.heard, []);
    const [note] = hall.notes.filter(({ event }) => event === 'room-kept');
    assert.deepEqual(note, { event: 'room-kept', name: 'ann', room: 'ops', changed: 'slow 10 s' });
  });

  it('changes nothing where it cannot be kept, and says so to the operator', () => {
    const { hall, ann } = ops();
    hall.file.run('DROP TABLE roomPeople');
    hall.file.run('DROP TABLE rooms');
    assert.equal(asked(ann, { slow: 10 }), 'storage-unavailable');
    assert.equal(hall.rooms.find('ops')?.slow, 0);
    assert.ok(hall.notes.some(({ event }) => event === 'rooms-failed'));
  });
});

describe('a role in a room (§9.2)', () => {
  it('is told to all who are in it, and stands wherever members are named', () => {
    const { hall, ann, ben, guy } = ops();
    asked(ann, { role: 'moderator', name: 'BEN' });
    const expected = { room: 'ops', name: 'ben', state: 'online', count: 3, role: 'moderator' };
    for (const person of [ann, ben, guy]) {
      assert.deepEqual(person.last('presence'), { type: 'presence', ...expected });
    }
    assert.deepEqual(rolesOf(guy), { ann: 'owner', ben: 'moderator', guy: 'guest' });
    guy.say({ type: 'leave', room: 'ops' }, { type: 'join', room: 'ops' });
    const { members } = guy.last('joined') as unknown as { members: { role: string }[] };
    assert.deepEqual(
      members.map(({ role }) => role),
      ['owner', 'moderator', 'guest'],
    );
    guy.say({ type: 'whois', name: 'ben' });
    assert.equal(guy.last('profile').role, 'moderator');
    asked(ann, { role: 'member', name: 'ben' });
    assert.equal(guy.last('presence').role, 'member');
    hall.enterAs('cara', 'owner').say({ type: 'join', room: 'ops' });
    assert.equal(guy.last('presence').role, 'owner');
  });

  it('of the owner is handed over, and the owner moderates from then on', () => {
    const { hall, ann, ben, guy } = ops();
    assert.equal(asked(ann, { role: 'owner', name: 'ben' }), 'room');
    assert.deepEqual(rolesOf(guy), { ann: 'moderator', ben: 'owner', guy: 'guest' });
    assert.equal(asked(ben, { role: 'member', name: 'ann' }), 'room');
    assert.deepEqual(rolesOf(guy), { ann: 'member', ben: 'owner', guy: 'guest' });
    hall.rooms.reload();
    assert.deepEqual(rolesOf(guy), { ann: 'member', ben: 'owner', guy: 'guest' });
  });

  it('of the owner is handed over to somebody who is in the room: nobody is given what it never entered', () => {
    const { hall, ann, ben } = ops();
    hall.enterAs('cara', 'member', 'general');
    assert.equal(asked(ann, { role: 'owner', name: 'cara' }), 'forbidden');
    ben.say({ type: 'leave', room: 'ops' });
    assert.equal(asked(ann, { role: 'owner', name: 'ben' }), 'forbidden');
    assert.equal(asked(ann, { role: 'moderator', name: 'ben' }), 'room');
  });

  it('is for accounts, by their very name; and the owner’s own is not to be lost', () => {
    const { ann } = ops();
    assert.equal(asked(ann, { role: 'moderator', name: 'guy' }), 'forbidden');
    assert.equal(asked(ann, { role: 'moderator', name: 'nobody' }), 'no-such-user');
    assert.equal(asked(ann, { role: 'moderator', name: 'bеn' }), 'no-such-user');
    assert.equal(asked(ann, { role: 'member', name: 'ann' }), 'forbidden');
    assert.equal(asked(ann, { role: 'moderator' }), 'bad-request');
    assert.equal(asked(ann, { name: 'ben' }), 'bad-request');
  });

  it('has as many moderators as there can be, and rooms that one can own', () => {
    const { hall, ann } = ops();
    for (let number = 0; number < 51; number++) {
      hall.tokenFor(`name-${number}-x`);
      const expected = number < 50 ? 'room' : 'too-many';
      assert.equal(asked(ann, { role: 'moderator', name: `name-${number}-x` }), expected);
    }
    const cara = hall.enterAs('cara');
    for (let number = 0; number < 50; number++) cara.say({ type: 'join', room: `c${number}` });
    cara.say({ type: 'join', room: 'ops' });
    assert.equal(asked(ann, { role: 'owner', name: 'cara' }), 'too-many');
  });

  it('opens a private room to who gets it, and keeps in it who loses it', () => {
    const { hall, ann } = ops();
    const cara = hall.enterAs('cara');
    asked(ann, { visibility: 'private', role: 'moderator', name: 'cara' });
    assert.deepEqual(cara.last('invited'), { type: 'invited', room: 'ops', by: 'ann' });
    cara.say({ type: 'join', room: 'ops' });
    assert.deepEqual(rolesOf(cara), {
      ann: 'owner',
      ben: 'member',
      cara: 'moderator',
      guy: 'guest',
    });
    asked(ann, { role: 'member', name: 'cara' });
    assert.deepEqual(rolesOf(cara), { ann: 'owner', ben: 'member', cara: 'member', guy: 'guest' });
    assert.ok(hall.rooms.mayRead(cara.session as never, 'ops'));
  });

  it('lets moderators put out members, and no one of their rank', () => {
    const { hall, ann, ben } = ops();
    hall.enterAs('cara', 'member', 'ops');
    asked(ann, { visibility: 'private', role: 'moderator', name: 'ben' });
    asked(ann, { role: 'moderator', name: 'cara' });
    assert.equal(asked(ben, { uninvite: 'cara' }), 'forbidden');
    assert.equal(asked(ben, { uninvite: 'ann' }), 'forbidden');
    assert.equal(asked(ben, { uninvite: 'guy' }), 'room');
    assert.equal(asked(ann, { uninvite: 'ann' }), 'forbidden');
    assert.equal(asked(ann, { uninvite: 'ben' }), 'room');
    assert.ok(!hall.rooms.isOpenTo(ben.session?.owner ?? '', 'ops'));
    assert.equal(asked(ann, { uninvite: 'nobody' }), 'no-such-user');
  });

  it('of the server counts for nothing in a private room', () => {
    const { hall, ann } = ops();
    const mod = hall.enterAs('mod', 'owner', 'ops');
    assert.deepEqual((rolesOf(ann) as { mod: string }).mod, 'owner');
    asked(ann, { visibility: 'private' });
    assert.deepEqual((rolesOf(ann) as { mod: string }).mod, 'member');
    assert.equal(asked(mod, { visibility: 'open' }), 'forbidden');
  });
});
