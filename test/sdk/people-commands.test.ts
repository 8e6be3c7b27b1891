// The commands about people and rooms: what each asks of the server, and what is said of the answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined, message, type Said, Scene } from './scene.ts';

/** What was asked, without its type and id. */
function fieldsOf({ type: _, id: __, ...fields }: Said): object {
  return fields;
}

function asks(text: string, type: string): object {
  const scene = Scene.live();
  assert.equal(scene.client.submit(text), true, text);
  return fieldsOf(scene.asks(type));
}

/** The last thing that was said after it. */
function answered(text: string, reply: object, offset = 0): string | undefined {
  const scene = Scene.live([], { offset: () => offset });
  scene.client.submit(text);
  scene.reply(scene.said()[0] as Said, reply);
  return scene.notices.at(-1);
}

const kept = { type: 'room', room: 'general', visibility: 'open', description: '', slow: 0 };
const plain = { ...kept, owner: 'alice', moderators: [] };

test('moderation says whom, for how long and why; an address is put out of the whole server', () => {
  const room = 'general';
  assert.deepEqual(asks('/kick @bob  too   loud', 'moderate'), {
    ...{ action: 'kick', room, name: 'bob', reason: 'too loud' },
  });
  const start = new Scene().clock.now();
  const until = new Date(start + 7 * 86_400_000).toISOString();
  assert.deepEqual(asks('/ban --server bob 7d spam', 'moderate'), {
    ...{ action: 'ban', name: 'bob', until, reason: 'spam' },
  });
  assert.deepEqual(asks('/ban bob --server', 'moderate'), { action: 'ban', name: 'bob' });
  assert.deepEqual(asks('/ban 192.0.2.0/24', 'moderate'), {
    ...{ action: 'ban', address: '192.0.2.0/24' },
  });
  assert.deepEqual(asks('/unban 2001:db8::1', 'moderate'), {
    ...{ action: 'unban', address: '2001:db8::1' },
  });
  assert.deepEqual(asks('/mute bob', 'moderate'), { action: 'mute', room, name: 'bob' });
  assert.deepEqual(asks('/unmute bob', 'moderate'), { action: 'unmute', room, name: 'bob' });
});

test('a time without a unit is no reason: nothing is done', () => {
  for (const text of ['/ban bob 7', '/mute bob 99999w', '/ban bob 7y', '/kick --server']) {
    const scene = Scene.live();
    scene.client.submit(text);
    assert.deepEqual(scene.said(), [], text);
    assert.match(scene.notices.at(-1) ?? '', /^(?:Say for how long|Say whom)/, text);
  }
});

test('a room is described, slowed, closed to strangers, and its people get roles', () => {
  const room = 'general';
  const cases: [string, object][] = [
    ['/room', { room }],
    ['/room Private', { room, visibility: 'private' }],
    ['/describe what we do here', { room, description: 'what we do here' }],
    ['/describe -', { room, description: '' }],
    ['/slow 2m', { room, slow: 120 }],
    ['/slow off', { room, slow: 0 }],
    ['/invite @bob', { room, invite: 'bob' }],
    ['/uninvite bob', { room, uninvite: 'bob' }],
    ['/role bob Moderator', { room, role: 'moderator', name: 'bob' }],
  ];
  for (const [text, fields] of cases) assert.deepEqual(asks(text, 'room'), fields, text);
  for (const text of ['/room shut', '/slow fast', '/role bob', '/role bob king', '/profile hair']) {
    const scene = Scene.live();
    scene.client.submit(text);
    assert.deepEqual(scene.said(), [], text);
    assert.match(scene.notices.at(-1) ?? '', /^Say /, text);
  }
});

test('a profile is what one says of oneself, and /profile alone shows it', () => {
  assert.deepEqual(asks('/profile about I fix the lift', 'profile'), { about: 'I fix the lift' });
  assert.deepEqual(asks('/profile name Alice L.', 'profile'), { displayName: 'Alice L.' });
  assert.deepEqual(asks('/profile color -', 'profile'), { colour: '' });
  assert.deepEqual(asks('/profile', 'whois'), { name: 'alice' });
});

test('/whois tells all that is known, and of who is away when that was', () => {
  const profile = { type: 'profile', name: 'bob', role: 'moderator', rooms: ['ops'] };
  const seen = '2026-11-18T09:05:00.000Z';
  const text = answered('/whois bob', {
    ...{ ...profile, status: 'offline', displayName: 'Bob B.', about: 'fixes', seen },
    registered: '2025-03-01T00:00:00.000Z',
  });
  assert.equal(
    text,
    [
      'bob (Bob B.), moderator',
      'not here, last seen 18 Nov 09:05',
      'in #ops',
      'registered 1 Mar 2025',
      'fixes',
    ].join('\n'),
  );
  const away = answered('/whois bob', { ...profile, status: 'away', text: 'lunch' });
  assert.match(away ?? '', /^away: lunch$/m);
});

test('sessions are numbered, and the number ends one; without a list there is none', () => {
  const scene = Scene.live();
  scene.client.submit('/revoke 2');
  assert.equal(scene.notices.at(-1), 'Take a number as /sessions gives them.');
  scene.client.submit('/sessions');
  const since = '2026-11-20T12:00:00.000Z';
  const one = { since, seen: since, address: '192.0.2.7', isConnected: true };
  scene.reply(scene.asks('sessions'), {
    type: 'sessions',
    sessions: [
      { ...one, session: 'acc.s1', client: 'chat-client 0.1.0', isThis: true },
      { ...one, session: 'acc.s2', client: '', isThis: false, isConnected: false },
    ],
  });
  assert.match(
    scene.notices.at(-1) ?? '',
    /^1 {2}chat-client 0\.1\.0, from 192\.0\.2\.7, .*\(this one\)$/m,
  );
  assert.match(scene.notices.at(-1) ?? '', /^2 {2}some program, .*last seen/m);
  scene.client.submit('/revoke 2');
  assert.equal(scene.asks('revoke').session, 'acc.s2');
  scene.client.submit('/revoke acc.s9');
  assert.equal(scene.asks('revoke').session, 'acc.s9');
});

test('what moderators do is told in the room, once, by the clock on the wall', () => {
  const scene = Scene.live([], { offset: () => 60 });
  const until = new Date(scene.clock.now() + 7_200_000).toISOString();
  const act = { action: 'mute', room: 'general', name: 'bob', by: 'alice', until, reason: 'spam' };
  scene.client.submit('/mute bob 2h spam');
  const asked = scene.asks('moderate');
  scene.server({ type: 'moderated', ...act });
  scene.reply(asked, { type: 'moderated', ...act });
  assert.equal(scene.notices.length, 1);
  assert.match(scene.notices[0] ?? '', /^alice muted bob until .*\d\d:\d\d: spam$/);
  scene.server({ type: 'moderated', action: 'unban', address: '192.0.2.7', by: 'carol' });
  assert.equal(scene.notices[1], 'carol unbanned 192.0.2.7 on the whole server.');
});

test('how a room is kept is told as what somebody changed, to who did it once', () => {
  const scene = Scene.live();
  scene.client.submit('/room private');
  const asked = scene.asks('room');
  const told = { ...plain, visibility: 'private', by: 'alice' };
  scene.server(told);
  scene.reply(asked, told);
  assert.deepEqual(scene.notices, ['#general is private.\nalice owns it.']);
  scene.server({ ...told, by: 'bob', moderators: ['carol'], slow: 120, description: 'releases.' });
  assert.equal(
    scene.notices[1],
    'bob slowed the room: one message each 2 minutes, made carol moderator, described the room: releases.',
  );
  assert.equal(scene.room.keeping?.visibility, 'private');
});

test('who sees a change without knowing how it was is told where to look', () => {
  const scene = Scene.live();
  scene.server({ ...plain, by: 'bob' });
  assert.deepEqual(scene.notices, ['bob changed how the room is kept: /room shows it.']);
});

test('signs of roles follow what the room gives, and leave what the server gave', () => {
  const scene = new Scene();
  scene.greet();
  const people = ['alice', 'bob', 'carol', 'dave'].map((name) => ({
    ...{ name, status: 'online', role: name === 'dave' ? 'moderator' : 'member' },
  }));
  scene.reply(scene.asks('join'), joined('general', [message(5, 0)], { members: people }));
  const roles = () => scene.room.members.map(({ role }) => role);
  scene.server({ ...plain, moderators: ['bob'] });
  assert.deepEqual(roles(), ['owner', 'moderator', 'member', 'moderator']);
  scene.server({ ...plain, moderators: ['Carol'] });
  assert.deepEqual(roles(), ['owner', 'member', 'moderator', 'moderator']);
});

test('colours are those that people chose, as they come and as they are listed', () => {
  const scene = Scene.live();
  const presence = { type: 'presence', room: 'general', state: 'joined', count: 3 };
  scene.server({ ...presence, name: 'Carol', role: 'moderator', colour: 'teal' });
  const { colours } = scene.client.getState();
  assert.equal(colours.get('carol'), 'teal');
  assert.equal(scene.room.members.find(({ name }) => name === 'Carol')?.role, 'moderator');
  scene.server({ ...presence, name: 'Carol', state: 'away' });
  assert.equal(scene.client.getState().colours, colours, 'nothing has changed');
});

test('who is banned is listed with by whom, since and until when, and why', () => {
  const since = '2026-11-20T12:00:00.000Z';
  const bans = [
    { action: 'ban', address: '192.0.2.0/24', by: 'alice', since, reason: 'floods' },
    { action: 'mute', name: 'bob', by: 'carol', since, until: 'no time at all' },
  ];
  const text = answered('/bans', { type: 'bans', bans, more: true }) ?? '';
  assert.match(
    text,
    /^Banned or muted in #general:\n192\.0\.2\.0\/24 {2}banned by alice, .*: floods\nbob {2}muted by carol, .* until an unknown time\.\nAnd more\.$/,
  );
  assert.deepEqual(asks('/bans --server', 'bans'), {});
  assert.equal(
    answered('/bans', { type: 'bans', bans: [], more: false }),
    'Nobody is banned or muted in #general.',
  );
});
