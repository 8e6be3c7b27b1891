import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hall } from '../support/hall.ts';

describe('hello', () => {
  it('opens a session under the name that was asked for', () => {
    const ann = new Hall().connect();
    ann.say({ type: 'hello', id: '1', name: 'Ann' });
    const welcome = ann.last('welcome');
    assert.equal(welcome.name, 'Ann');
    assert.equal(welcome.id, '1');
    assert.equal(welcome.role, 'guest');
    assert.deepEqual((welcome.server as { durability: string }).durability, 'disk');
  });

  it('finds a readable name for who brings none', () => {
    const ann = new Hall().connect();
    ann.say({ type: 'hello' });
    assert.match(String(ann.last('welcome').name), /^[a-z]+-[a-z]+-\d+$/);
  });

  it('must come first: anything else is refused and ends the connection', () => {
    for (const first of ['{"type":"join","room":"a"}', 'GET / HTTP/1.1', '[]', '{"type":"nope"}']) {
      const ann = new Hall().connect();
      ann.sayLines(first, '{"type":"hello"}');
      assert.deepEqual(ann.types(), ['error'], first);
      assert.equal(ann.last('error').code, 'hello-required');
      assert.equal(ann.ended, 'refused');
    }
  });

  it('may be mended after a refusal', () => {
    const hall = new Hall();
    hall.enter('ann');
    const other = hall.connect();
    other.say({ type: 'hello', name: 'ANN' }, { type: 'hello', name: 'ann-2' });
    assert.deepEqual(other.types(), ['error', 'welcome']);
  });

  it('of another version ends the connection', () => {
    const ann = new Hall().connect();
    ann.say({ type: 'hello', version: 2 });
    assert.equal(ann.last('error').code, 'unsupported-version');
    assert.equal(ann.ended, 'refused');
  });

  it('with a forged token is refused as auth-failed', () => {
    const ann = new Hall().connect();
    ann.say({ type: 'hello', token: '1.YW5uIGFubg.AAAAAAAAAAAAAAAAAAAAAA' });
    assert.equal(ann.last('error').code, 'auth-failed');
  });

  it('with a token takes the session over from an older connection', () => {
    const hall = new Hall();
    const first = hall.connect();
    first.say({ type: 'hello', name: 'ann' });
    const { token, session } = first.last('welcome');
    const second = hall.connect();
    second.say({ type: 'hello', token });
    assert.equal(first.ended, 'replaced');
    assert.equal(second.last('welcome').session, session);
    assert.equal(second.last('welcome').name, 'ann');
  });

  it('twice on one connection is refused', () => {
    const ann = new Hall().enter('ann');
    ann.say({ type: 'hello' });
    assert.equal(ann.last('error').code, 'bad-request');
  });
});

describe('names', () => {
  it('that look alike are one name, in whatever case or script', () => {
    const hall = new Hall();
    hall.enter('alice');
    for (const imitation of ['ALICE', 'аlice', 'aIice', 'ａｌｉｃｅ', 'a1ice']) {
      const other = hall.connect();
      other.say({ type: 'hello', name: imitation });
      assert.equal(other.last('error').code, 'name-taken', imitation);
    }
  });

  it('of somebody who is here can not be reached by way of a name between', () => {
    const hall = new Hall();
    const alice = hall.enter('alice');
    const mallory = hall.enter('aiice');
    mallory.say({ type: 'name', name: 'aIice' }, { type: 'name', name: 'alice' });
    assert.equal(mallory.last('error').code, 'name-taken');
    mallory.say({ type: 'whois', name: 'alice' });
    assert.equal(alice.types().length, 0);
    hall.enter('bob').say({ type: 'send', to: 'alice', content: 'for alice alone' });
    assert.equal(alice.last('message').content, 'for alice alone');
    assert.ok(!mallory.types().includes('message'));
  });

  it('that were given up are not free at once, as direct rooms go with them', () => {
    const hall = new Hall();
    const ann = hall.enter('ann');
    ann.say({ type: 'name', name: 'eve' });
    const thief = hall.connect();
    thief.say({ type: 'hello', name: 'ann' });
    assert.equal(thief.last('error').code, 'name-taken');
    ann.say({ type: 'name', name: 'ann' });
    assert.equal(ann.last('named').name, 'ann');
  });

  it('of any length cost no more than a short one', () => {
    const ann = new Hall({ messagesPerSecond: 0 }).enter('ann');
    ann.say({ type: 'whois', name: 'ﷺ'.repeat(20_000) });
    assert.equal(ann.last('error').code, 'bad-request');
  });

  it('that are taken come with a suggestion that is free', () => {
    const hall = new Hall();
    hall.enter('ann');
    const other = hall.connect();
    other.say({ type: 'hello', name: 'ann' });
    const { suggestion } = other.last('error');
    other.say({ type: 'hello', name: suggestion });
    assert.equal(other.last('welcome').name, suggestion);
  });

  it('of a session that lost its link are kept for it, and free after a while', () => {
    const hall = new Hall();
    const ann = hall.connect();
    ann.say({ type: 'hello', name: 'ann' });
    const { token } = ann.last('welcome');
    ann.vanish();
    const thief = hall.connect();
    thief.say({ type: 'hello', name: 'ann' });
    assert.equal(thief.last('error').code, 'name-taken');
    const back = hall.connect();
    back.say({ type: 'hello', token });
    assert.equal(back.last('welcome').name, 'ann');
    back.vanish();
    hall.nowMs += hall.chat.settings.reserveNameMs;
    thief.say({ type: 'hello', name: 'ann' });
    assert.equal(thief.last('welcome').name, 'ann');
  });

  it('can be changed, and everyone who shares a room hears it once', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'one', 'two');
    const ben = hall.enter('ben', 'one', 'two');
    hall.forget();
    ann.say({ type: 'name', name: 'anna' });
    assert.equal(ann.last('named').name, 'anna');
    assert.deepEqual(ben.heard, [{ type: 'renamed', from: 'ann', name: 'anna' }]);
    ann.say({ type: 'send', room: 'one', content: 'hi' });
    assert.equal(ben.last('message').sender, 'anna');
  });
});

describe('join', () => {
  it('tells the others, and gives the newest messages, oldest first', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    for (let number = 1; number <= 60; number++) {
      ann.say({ type: 'send', room: 'general', content: `${number}` });
      hall.nowMs += 1000;
    }
    hall.forget();
    const ben = hall.connect();
    ben.say({ type: 'hello', name: 'ben' }, { type: 'join', room: '#General' });
    const joined = ben.last('joined');
    const messages = joined.messages as { content: string; prev: number; seq: number }[];
    assert.equal(joined.room, 'general');
    assert.equal(messages.length, 50);
    assert.equal(messages.at(-1)?.content, '60');
    assert.equal(joined.more, true);
    assert.equal(joined.last, messages.at(-1)?.seq);
    assert.deepEqual(ann.heard, [
      { type: 'presence', room: 'general', name: 'ben', state: 'joined', count: 2 },
    ]);
  });

  it('with since gives what followed, and says whether there is more', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    for (let number = 1; number <= 10; number++) {
      ann.say({ type: 'send', room: 'general', content: `${number}` });
    }
    const ben = hall.enter('ben');
    ben.say({ type: 'join', room: 'general', since: 4, limit: 3 });
    const joined = ben.last('joined');
    assert.deepEqual(
      (joined.messages as { seq: number }[]).map(({ seq }) => seq),
      [5, 6, 7],
    );
    assert.equal(joined.more, true);
    ben.say({ type: 'history', room: 'general', after: 7 });
    assert.deepEqual(
      (ben.last('history').messages as { seq: number }[]).map(({ seq }) => seq),
      [8, 9, 10],
    );
    assert.equal(ben.last('history').more, false);
  });

  it('again is answered again, and tells nobody', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const ben = hall.enter('ben', 'general');
    ann.say({ type: 'join', room: 'general', since: 0 });
    assert.equal(ann.last('joined').count, 2);
    assert.deepEqual(ben.heard, []);
  });

  it('misses nothing that is committed while an old page is read from the log', async () => {
    const hall = new Hall({}, 6);
    const draft = { room: 'general', kind: 'text', sender: 'old', content: 'x' } as const;
    for (let count = 0; count < 5; count++) hall.log.add(draft);
    const ann = hall.enter('ann');
    ann.say({ type: 'join', room: 'general' });
    assert.deepEqual(ann.types(), []);
    hall.chat.sends.committed([{ message: hall.log.add(draft), origin: { waiting: [] } }]);
    await hall.log.answerReads();
    const joined = ann.last('joined');
    const seqs = (joined.messages as { seq: number }[]).map(({ seq }) => seq);
    assert.deepEqual(seqs, [1, 2, 3, 4, 5, 6]);
    assert.equal(joined.last, 6);
  });

  it('of a room that the log has to be searched for waits, and what came after waits too', async () => {
    const hall = new Hall();
    hall.log.hidden.add('old');
    const ann = hall.enter('ann', 'general');
    ann.say({ type: 'join', room: 'old' }, { type: 'send', room: 'general', content: 'hi' });
    assert.deepEqual(ann.types(), []);
    assert.equal(ann.isPaused, true);
    await hall.log.answerReads();
    hall.commit();
    assert.deepEqual(ann.types(), ['joined', 'ack', 'message']);
    assert.equal(ann.isPaused, false);
  });

  it('is refused beyond the rooms that a session may be in', () => {
    const hall = new Hall({ maxRoomsPerSession: 2 });
    const ann = hall.enter('ann', 'one', 'two');
    ann.say({ type: 'join', room: 'three' }, { type: 'join', room: 'two' });
    assert.deepEqual(ann.types(), ['error', 'joined']);
    assert.equal(ann.last('error').code, 'too-many');
  });

  it('lists 200 members at most, and `members` gives the rest in order of name', () => {
    const hall = new Hall();
    for (let number = 0; number < 250; number++) {
      hall.enter(`user-${String(number).padStart(3, '0')}`, 'big');
    }
    const ann = hall.enter('ann');
    ann.say({ type: 'join', room: 'big' });
    const first = ann.last('joined').members as { name: string }[];
    assert.equal(first.length, 200);
    assert.equal(ann.last('joined').count, 251);
    ann.say({ type: 'members', room: 'big', after: first.at(-1)?.name });
    const rest = ann.last('members').members as { name: string }[];
    assert.equal(first.length + rest.length, 251);
    assert.equal(ann.last('members').more, false);
    ann.say({ type: 'members', room: 'big', prefix: 'USER-24', limit: 5 });
    assert.deepEqual(
      (ann.last('members').members as { name: string }[]).map(({ name }) => name),
      ['user-240', 'user-241', 'user-242', 'user-243', 'user-244'],
    );
    assert.equal(ann.last('members').more, true);
  });

  it('in a room of more than 500 tells the count once a second, and no names', () => {
    const hall = new Hall();
    for (let number = 0; number < 501; number++) hall.enter(`user-${number}`, 'big');
    const ann = hall.enter('ann', 'big');
    hall.tellCounts();
    hall.forget();
    const ben = hall.enter('ben', 'big');
    ben.say({ type: 'status', status: 'away' });
    assert.deepEqual(ann.heard, []);
    hall.tellCounts();
    hall.tellCounts();
    assert.deepEqual(ann.heard, [{ type: 'count', room: 'big', count: 503 }]);
  });
});

describe('send', () => {
  it('is acknowledged before it is delivered, and not before the log has it', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const ben = hall.enter('ben', 'general');
    hall.forget();
    hall.holdsCommits = true;
    ann.say({ type: 'send', id: 'a', room: 'general', content: 'hi  ' });
    assert.deepEqual([...ann.types(), ...ben.types()], []);
    hall.commit();
    assert.deepEqual(ann.types(), ['ack', 'message']);
    assert.deepEqual(ben.types(), ['message']);
    assert.equal(ben.last('message').content, 'hi');
    assert.match(String(ben.last('message').id), /^[a-z0-9]{10}-a$/);
  });

  it('of the same id gets the first ack again, and nothing is logged or delivered', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    ann.say({ type: 'send', id: 'a', room: 'general', content: 'hi' });
    const first = ann.last('ack');
    hall.forget();
    ann.say({ type: 'send', id: 'a', room: 'general', content: 'hi' });
    assert.deepEqual(ann.heard, [{ ...first, duplicate: true }]);
    assert.equal(hall.log.messages.length, 1);
  });

  it('of the same id, before the first is committed, waits for it', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    hall.holdsCommits = true;
    const send = { type: 'send', id: 'a', room: 'general', content: 'hi' };
    ann.say(send, send);
    hall.commit();
    assert.deepEqual(ann.types(), ['ack', 'ack', 'message']);
    assert.equal(ann.heard[0]?.duplicate, undefined);
    assert.equal(ann.heard[1]?.duplicate, true);
    assert.equal(hall.log.messages.length, 1);
  });

  it('that the log could not take is refused, and may be sent again under the same id', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    hall.holdsCommits = true;
    ann.say({ type: 'send', id: 'a', room: 'general', content: 'hi' });
    hall.refuse();
    assert.equal(ann.last('error').code, 'storage-unavailable');
    assert.equal(ann.last('error').id, 'a');
    ann.say({ type: 'send', id: 'a', room: 'general', content: 'hi' });
    hall.commit();
    assert.equal(ann.last('ack').duplicate, undefined);
  });

  it('keeps every later answer behind its ack', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    hall.holdsCommits = true;
    ann.say(
      { type: 'send', id: '1', room: 'general', content: 'one' },
      { type: 'send', id: '2', room: 'general', content: '' },
      { type: 'send', id: '3', room: 'general', content: 'three' },
      { type: 'join', id: '4', room: 'other' },
      { type: 'ping', id: '5' },
    );
    assert.deepEqual(ann.types(), []);
    hall.commit();
    hall.commit();
    const replies = ann.heard.filter(({ type }) => type !== 'message');
    assert.deepEqual(
      replies.map(({ type, id }) => `${type} ${id}`),
      ['ack 1', 'error 2', 'ack 3', 'joined 4', 'pong 5'],
    );
  });

  it('needs the room to be joined', () => {
    const ann = new Hall().enter('ann');
    ann.say({ type: 'send', room: 'general', content: 'hi' });
    assert.equal(ann.last('error').code, 'not-in-room');
  });

  it('refuses content that could drive a terminal', () => {
    const ann = new Hall().enter('ann', 'general');
    for (const content of ['\u001b[2J', 'a\rb', '\u009b31m', 'abc\u202edef', '\u2066x', '\u0000']) {
      ann.say({ type: 'send', room: 'general', content });
      assert.equal(ann.last('error').code, 'content-invalid', JSON.stringify(content));
    }
    ann.say({ type: 'send', room: 'general', content: 'closed \u2067right\u2069 \u202eso\u202c' });
    assert.equal(ann.types().at(-1), 'message');
  });

  it('of a topic changes what joiners see, and an empty one clears it', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    ann.say({ type: 'send', room: 'general', kind: 'topic', content: 'release week' });
    const ben = hall.enter('ben');
    ben.say({ type: 'join', room: 'general' });
    assert.equal(ben.last('joined').topic, 'release week');
    ann.say({ type: 'send', room: 'general', kind: 'topic', content: '' });
    ben.say({ type: 'join', room: 'general' });
    assert.equal(ben.last('joined').topic, '');
  });

  it('faster than the session may is refused with the time to wait', () => {
    const hall = new Hall({ messagesPerSecond: 1, burst: 3 });
    const ann = hall.enter('ann', 'general');
    for (let count = 0; count < 3; count++)
      ann.say({ type: 'send', room: 'general', content: 'x' });
    assert.equal(ann.last('error').code, 'rate-limited');
    const wait = ann.last('error').retryAfterMs as number;
    hall.nowMs += wait;
    ann.say({ type: 'send', room: 'general', content: 'y' });
    assert.equal(ann.heard.at(-1)?.content, 'y');
  });

  it('goes on after exactly as many as may be under way', () => {
    const hall = new Hall({ maxPendingSends: 2 });
    const ann = hall.enter('ann', 'general');
    hall.holdsCommits = true;
    const send = { type: 'send', room: 'general', content: 'x' };
    ann.say(send, send);
    assert.equal(ann.isPaused, true);
    hall.commit();
    assert.equal(ann.isPaused, false);
  });

  it('that the log does not take is refused in its turn', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    hall.holdsCommits = true;
    ann.say({ type: 'send', id: '1', room: 'general', content: 'x' });
    hall.chat.sends.stop();
    ann.say({ type: 'send', id: '2', room: 'general', content: 'x' });
    assert.deepEqual(ann.types(), []);
    hall.commit();
    const replies = ann.heard.filter(({ type }) => type !== 'message');
    assert.deepEqual(
      replies.map(({ type, id }) => `${type} ${id}`),
      ['ack 1', 'error 2'],
    );
  });

  it('points at a message that can be there', () => {
    const ann = new Hall().enter('ann', 'general');
    ann.say({ type: 'send', room: 'general', content: 'x', target: 0 });
    assert.equal(ann.last('error').code, 'bad-request');
    ann.say({ type: 'send', room: 'general', content: 'x', target: 9 });
    assert.equal(ann.last('error').code, 'no-such-message');
  });

  it('pauses the connection that has too many under way', () => {
    const hall = new Hall({ maxPendingSends: 2 });
    const ann = hall.enter('ann', 'general');
    hall.holdsCommits = true;
    const send = { type: 'send', room: 'general', content: 'x' };
    ann.say(send, send, send);
    assert.equal(hall.log.queue.length, 2);
    assert.equal(ann.isPaused, true);
    hall.commit();
    assert.equal(hall.log.queue.length, 1);
    assert.equal(ann.isPaused, false);
  });
});

describe('direct rooms', () => {
  it('reach the other one without any joining, and nobody else', () => {
    const hall = new Hall();
    const ann = hall.enter('Ann', 'general');
    const ben = hall.enter('ben', 'general');
    const eve = hall.enter('eve', 'general');
    hall.forget();
    ann.say({ type: 'send', to: 'BEN', content: 'psst' });
    assert.equal(ann.last('ack').room, '@ann+ben');
    assert.equal(ben.last('message').content, 'psst');
    assert.deepEqual(eve.heard, []);
  });

  it('show both as soon as one joins, when both are connected', () => {
    const hall = new Hall();
    hall.enter('ben');
    const ann = hall.enter('ann');
    ann.say({ type: 'join', room: '@ann+ben' });
    assert.equal(ann.last('joined').count, 2);
  });

  it('can be joined, read and written by their two alone', () => {
    const hall = new Hall();
    hall.enter('ann');
    const eve = hall.enter('eve');
    eve.say({ type: 'join', room: '@ann+ben' });
    assert.equal(eve.last('error').code, 'forbidden');
    eve.say({ type: 'send', room: '@ann+ben', content: 'hi' });
    assert.equal(eve.last('error').code, 'forbidden');
    eve.say({ type: 'history', room: '@ann+ben' });
    assert.equal(eve.last('error').code, 'not-in-room');
  });

  it('are left by who takes another name', () => {
    const hall = new Hall();
    const ann = hall.enter('ann');
    const ben = hall.enter('ben', '@ann+ben');
    ann.say({ type: 'join', room: '@ann+ben' }, { type: 'name', name: 'eve' });
    hall.forget();
    ben.say({ type: 'send', room: '@ann+ben', content: 'for ann alone' });
    assert.deepEqual(ann.heard, []);
  });

  it('are in no list of rooms', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    hall.enter('ben');
    ann.say({ type: 'send', to: 'ben', content: 'psst' }, { type: 'rooms' });
    const rooms = ann.last('rooms').rooms as { name: string }[];
    assert.deepEqual(
      rooms.map(({ name }) => name),
      ['general'],
    );
  });

  it('to nobody, or to oneself, are refused', () => {
    const ann = new Hall().enter('ann');
    ann.say({ type: 'send', to: 'ben', content: 'x' });
    assert.equal(ann.last('error').code, 'no-such-user');
    ann.say({ type: 'send', to: 'ann', content: 'x' });
    assert.equal(ann.last('error').code, 'room-invalid');
  });
});

describe('presence', () => {
  it('says that somebody left, went away, and came back', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const ben = hall.enter('ben', 'general');
    hall.forget();
    ben.say(
      { type: 'status', status: 'away', text: 'lunch' },
      { type: 'status', status: 'online' },
    );
    ben.say({ type: 'leave', room: 'general' });
    assert.deepEqual(
      ann.heard.map(({ state, count, reason }) => [state, count, reason]),
      [
        ['away', 2, 'lunch'],
        ['online', 2, undefined],
        ['left', 1, undefined],
      ],
    );
  });

  it('tells that somebody types, now and then, and never the one who does', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const ben = hall.enter('ben', 'general');
    hall.forget();
    const typing = { type: 'typing', room: 'general' };
    ben.say(typing, typing);
    assert.deepEqual(ann.types(), ['typing']);
    assert.deepEqual(ben.types(), []);
  });

  it('tells in whois what is known of a person, and only the rooms that both are in', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general', 'ours');
    hall.enter('ben', 'ours', 'secret');
    ann.say({ type: 'whois', name: 'BEN' });
    assert.deepEqual(ann.last('profile').rooms, ['ours']);
  });
});

describe('a connection', () => {
  it('gets every reply that is due after it has said its last, then ends', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    hall.holdsCommits = true;
    ann.say({ type: 'send', room: 'general', content: 'hi' });
    ann.finish();
    assert.equal(ann.ended, undefined);
    hall.commit();
    assert.deepEqual(ann.types(), ['ack', 'message']);
    assert.equal(ann.ended, 'closed');
  });

  it('gets a typed error for each line that is no request, and goes on', () => {
    const ann = new Hall().enter('ann', 'general');
    ann.sayBytes(Buffer.from([0xff, 0xfe, 0x0a]));
    ann.sayLines('{"type":"send"', '"x"', '{"type":"join"}', '{"type":7}', '{"type":"__proto__"}');
    ann.sayLines('{"type":"join","room":"x","id":"\\ud800"}');
    ann.sayLines(
      `{"type":"send","room":"general","content":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    );
    assert.deepEqual(
      ann.heard.map(({ code }) => code),
      [
        'bad-json',
        'bad-json',
        'bad-json',
        'bad-request',
        'bad-request',
        'unknown-type',
        'bad-json',
        'bad-request',
      ],
    );
    assert.match(String(ann.heard[3]?.message), /"room" of "join" is missing/);
  });

  it('that sends nonsense faster than its rate is ended', () => {
    const hall = new Hall({ messagesPerSecond: 1, burst: 2 });
    const ann = hall.enter('ann');
    ann.sayLines('x', 'x', 'x', 'x');
    assert.deepEqual(
      ann.heard.map(({ code }) => code),
      ['bad-json', 'bad-json', 'rate-limited'],
    );
    assert.equal(ann.ended, 'refused');
  });

  it('is read no further while much of what it was sent has not left', () => {
    const ann = new Hall().enter('ann', 'general');
    ann.isBehind = true;
    ann.say({ type: 'rooms' });
    assert.deepEqual(ann.types(), []);
    assert.equal(ann.isPaused, true);
    ann.isBehind = false;
    ann.drained();
    assert.deepEqual(ann.types(), ['rooms']);
  });

  it('that floods what needs no answer, or tries hello without end, is ended', () => {
    const hall = new Hall({ messagesPerSecond: 1, burst: 2 });
    const ann = hall.enter('ann');
    ann.say(...new Array(20).fill({ type: 'pong' }));
    assert.equal(ann.ended, 'refused');
    hall.enter('ben');
    const guesser = hall.connect();
    for (let count = 0; count < 20; count++) guesser.say({ type: 'hello', name: 'ben' });
    assert.equal(guesser.ended, 'refused');
    assert.equal(guesser.types().length, 10);
  });

  it('may begin with a byte order mark', () => {
    const ann = new Hall().connect();
    ann.sayLines('\ufeff{"type":"hello","name":"ann"}');
    assert.deepEqual(ann.types(), ['welcome']);
  });

  it('may send keys such as __proto__ without any effect', () => {
    const ann = new Hall().enter('ann', 'general');
    ann.sayLines(
      '{"type":"send","room":"general","content":"x","__proto__":{"polluted":1},"constructor":1}',
    );
    assert.equal(ann.last('message').content, 'x');
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });
});
