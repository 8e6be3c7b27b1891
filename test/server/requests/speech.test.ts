import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hall, type Person, password } from '../../support/hall.ts';

function asked(person: Person, request: object): unknown {
  person.heard.length = 0;
  person.say({ id: `q${++count}`, ...request });
  const answer = person.heard.find(({ id }) => id === `q${count}`);
  return answer?.type === 'error' ? answer.code : answer?.type;
}

let count = 0;

function sends(person: Person, parts: object = {}): unknown {
  return asked(person, { type: 'send', room: 'ops', content: 'hello', ...parts });
}

function ops() {
  const hall = new Hall({ messagesPerSecond: 0 });
  const ann = hall.enterFrom('198.51.100.1', 'ann', 'member', 'ops');
  const ben = hall.enterFrom('198.51.100.2', 'ben', 'member', 'ops');
  const mod = hall.enterFrom('198.51.100.3', 'mod', 'moderator', 'ops');
  const guy = hall.enter('guy', 'ops');
  return { hall, ann, ben, mod, guy };
}

describe('a mute (§9.8)', () => {
  it('refuses every kind of message in the room, with its end and reason; reading goes on', () => {
    const { hall, ann, guy } = ops();
    sends(guy, { content: 'mine' });
    const until = '2026-11-20T12:10:00Z';
    const mute = {
      type: 'moderate',
      room: 'ops',
      action: 'mute',
      name: 'guy',
      until,
      reason: 'hush',
    };
    assert.equal(asked(ann, mute), 'moderated');
    assert.equal(guy.last('moderated').reason, 'hush');
    const kinds = [
      {},
      { kind: 'action' },
      { kind: 'topic' },
      { kind: 'edit', target: 1 },
      { kind: 'delete', target: 1 },
      { kind: 'reaction', target: 1, content: '+' },
      { target: 1 },
    ];
    for (const parts of kinds) assert.equal(sends(guy, parts), 'forbidden', JSON.stringify(parts));
    assert.equal(
      guy.last('error').message,
      'You are muted in #ops until 2026-11-20 12:10:00 UTC: hush',
    );
    ann.heard.length = 0;
    guy.say({ type: 'typing', room: 'ops' });
    assert.deepEqual(ann.heard, []);
    guy.heard.length = 0;
    sends(ann);
    assert.equal(guy.last('message').content, 'hello');
    assert.equal(asked(guy, { type: 'history', room: 'ops' }), 'history');
    assert.equal(sends(guy, { room: undefined, to: 'ann' }), 'ack');
    hall.nowMs = Date.parse(until);
    assert.equal(sends(guy), 'ack');
  });

  it('follows the person over names, sessions and its network, and can be taken back', () => {
    const { hall, ann, ben, guy } = ops();
    asked(ann, { type: 'moderate', room: 'ops', action: 'mute', name: 'guy' });
    asked(ann, { type: 'moderate', room: 'ops', action: 'mute', name: 'ben' });
    guy.say({ type: 'leave', room: 'ops' }, { type: 'name', name: 'other' });
    guy.say({ type: 'join', room: 'ops' });
    assert.equal(sends(guy), 'forbidden');
    assert.equal(sends(hall.enter('third', 'ops')), 'forbidden');
    assert.equal(sends(hall.enterFrom('203.0.113.1', 'ben', 'member', 'ops')), 'forbidden');
    asked(ann, { type: 'moderate', room: 'ops', action: 'unmute', name: 'ben' });
    assert.equal(ben.last('moderated').action, 'unmute');
    assert.equal(sends(ben), 'ack');
  });

  it('leaves no way round by a status or a name, which all in the room are told', () => {
    const { ann, guy } = ops();
    asked(ann, { type: 'moderate', room: 'ops', action: 'mute', name: 'guy' });
    ann.heard.length = 0;
    assert.equal(asked(guy, { type: 'status', status: 'away', text: 'all of you' }), 'forbidden');
    assert.equal(asked(guy, { type: 'name', name: 'all-of-you' }), 'forbidden');
    assert.deepEqual(ann.heard, []);
    assert.equal(asked(guy, { type: 'status', status: 'away' }), 'status');
    asked(ann, { type: 'moderate', room: 'ops', action: 'unmute', name: 'guy' });
    assert.equal(asked(guy, { type: 'name', name: 'another' }), 'named');
  });

  it('follows a guest from this machine, where no network holds, into the account of another name', async () => {
    const { hall, ann } = ops();
    const guy = hall.connect(true);
    guy.say({ type: 'hello', name: 'loud' }, { type: 'join', room: 'ops' });
    asked(ann, { type: 'moderate', room: 'ops', action: 'mute', name: 'loud' });
    guy.say({ type: 'leave', room: 'ops' }, { type: 'name', name: 'quiet' });
    const asGuest = guy.token;
    guy.say({ type: 'join', room: 'ops' });
    await guy.asks({ type: 'register', password });
    assert.equal(sends(guy), 'forbidden');
    assert.equal(sends(hall.enterAs('quiet', 'member', 'ops')), 'forbidden');
    const again = hall.connect(true);
    again.say({ type: 'hello', name: 'third', token: asGuest }, { type: 'join', room: 'ops' });
    assert.equal(sends(again), 'forbidden');
    assert.equal(
      asked(ann, { type: 'moderate', room: 'ops', action: 'unmute', name: 'quiet' }),
      'moderated',
    );
    assert.equal(sends(guy), 'ack');
  });

  it('on the whole server holds in direct messages too', () => {
    const { mod, guy } = ops();
    asked(mod, { type: 'moderate', action: 'mute', name: 'guy' });
    assert.equal(sends(guy), 'forbidden');
    assert.equal(guy.last('error').message, 'You are muted on this server.');
    assert.equal(sends(guy, { room: undefined, to: 'ann' }), 'forbidden');
    assert.equal(sends(guy, { room: '@ann+guy' }), 'forbidden');
    assert.equal(asked(guy, { type: 'join', room: 'elsewhere' }), 'joined');
    assert.equal(sends(guy, { room: 'elsewhere' }), 'forbidden');
  });

  it('refuses also what was on its way while its target was looked for, and a kick does', async () => {
    const old = new Hall({ messagesPerSecond: 0 }, 2);
    old.log.add({ room: 'ops', kind: 'text', sender: 'x', content: 'x' });
    const owner = old.enterAs('ann', 'moderator');
    const talker = old.enter('guy', 'ops');
    await old.log.answerReads();
    talker.say({ type: 'join', room: 'ops' });
    await old.log.answerReads();
    owner.say({ type: 'join', room: 'ops' });
    await old.log.answerReads();
    old.forget();
    talker.say({ type: 'send', room: 'ops', kind: 'reaction', content: '+', target: 1 });
    owner.say({ type: 'moderate', room: 'ops', action: 'kick', name: 'guy' });
    assert.equal(owner.last('moderated').type, 'moderated');
    await old.log.answerReads();
    assert.equal(talker.last('error').code, 'not-in-room');
  });
});

describe('slow mode (§9.9)', () => {
  function slowed() {
    const all = ops();
    all.ann.say({ type: 'room', room: 'ops', slow: 10 });
    return all;
  }

  it('lets each person say one thing in so many seconds, and says how long to wait', () => {
    const { hall, ben, guy } = slowed();
    assert.equal(sends(guy), 'ack');
    assert.equal(sends(ben), 'ack');
    hall.nowMs += 4000;
    for (const kind of ['text', 'action', 'topic'])
      assert.equal(sends(guy, { kind }), 'rate-limited');
    assert.equal(sends(guy, { target: 1 }), 'rate-limited');
    assert.equal(guy.last('error').retryAfterMs, 6000);
    hall.nowMs += 6000;
    assert.equal(sends(guy), 'ack');
  });

  it('is not for edits, deletions and reactions, nor other rooms', () => {
    const { guy } = slowed();
    assert.equal(sends(guy), 'ack');
    assert.equal(sends(guy, { kind: 'edit', target: 1 }), 'ack');
    assert.equal(sends(guy, { kind: 'reaction', target: 1, content: '+' }), 'ack');
    assert.equal(sends(guy, { kind: 'delete', target: 1 }), 'ack');
    guy.say({ type: 'join', room: 'other' });
    assert.equal(sends(guy, { room: 'other' }), 'ack');
    assert.equal(sends(guy, { room: 'other' }), 'ack');
  });

  it('is not for those who moderate, and follows the person over devices', () => {
    const { hall, ann, ben, mod } = slowed();
    for (const person of [ann, ann, mod, mod]) assert.equal(sends(person), 'ack');
    assert.equal(sends(ben), 'ack');
    assert.equal(sends(hall.enterAs('ben', 'member', 'ops')), 'rate-limited');
  });

  it('takes no turn for a message that is refused, and gives the same answer to one sent again', () => {
    const { guy } = slowed();
    assert.equal(sends(guy, { content: ' ' }), 'content-empty');
    assert.equal(sends(guy, { target: 99 }), 'no-such-message');
    const send = { type: 'send', room: 'ops', content: 'x', id: 'same' };
    guy.say(send, send);
    assert.equal(guy.last('ack').duplicate, true);
  });
});

describe('what others said (§9.10)', () => {
  it('is deleted by those who moderate, as a message of theirs that everyone gets', () => {
    const { hall, ann, ben, mod, guy } = ops();
    sends(guy);
    assert.equal(sends(ben, { kind: 'delete', target: 1 }), 'forbidden');
    assert.equal(sends(ann, { kind: 'delete', target: 1 }), 'ack');
    const { kind, sender, target } = guy.last('message');
    assert.deepEqual([kind, sender, target], ['delete', 'ann', 1]);
    assert.deepEqual(
      hall.notes.findLast(({ event }) => event === 'deleted'),
      {
        event: 'deleted',
        name: 'ann',
        whom: 'guy',
        room: 'ops',
        seq: 1,
      },
    );
    sends(ben);
    assert.equal(sends(mod, { kind: 'delete', target: 3 }), 'ack');
    assert.equal(sends(guy, { kind: 'reaction', target: 3, content: '+' }), 'no-such-message');
  });

  it('is not edited by anybody else', () => {
    const { ann, guy } = ops();
    sends(guy);
    assert.equal(sends(ann, { kind: 'edit', target: 1 }), 'forbidden');
  });

  it('stays where who said it has the same rank, or a higher one', () => {
    const { hall, ann, ben, mod } = ops();
    const boss = hall.enterAs('boss', 'owner', 'ops');
    sends(ann);
    sends(mod);
    sends(boss);
    ann.say({ type: 'room', room: 'ops', role: 'moderator', name: 'ben' });
    for (const target of [1, 2, 3])
      assert.equal(sends(ben, { kind: 'delete', target }), 'forbidden');
    assert.equal(sends(ann, { kind: 'delete', target: 2 }), 'forbidden');
    assert.equal(sends(mod, { kind: 'delete', target: 3 }), 'forbidden');
    assert.equal(sends(mod, { kind: 'delete', target: 1 }), 'ack');
    assert.equal(sends(boss, { kind: 'delete', target: 2 }), 'ack');
  });

  it('without an id counts as said by whoever has the name', () => {
    const { ann, ben, mod } = ops();
    mod.say({ type: 'send', room: 'ops', content: 'x' });
    ben.say({ type: 'send', room: 'ops', content: 'x' });
    assert.equal(sends(ann, { kind: 'delete', target: 1 }), 'forbidden');
    assert.equal(sends(ann, { kind: 'delete', target: 2 }), 'ack');
  });

  it('in a direct room is nobody’s to delete', () => {
    const { mod, guy } = ops();
    sends(guy, { room: undefined, to: 'mod' });
    assert.equal(sends(mod, { room: '@guy+mod', kind: 'delete', target: 1 }), 'forbidden');
  });
});
