import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Message } from '../../../src/protocol/index.ts';
import { Names } from '../../../src/server/core/names.ts';
import { Hall, type Person } from '../../support/hall.ts';

type Page = { messages: Message[]; more: boolean; last?: number; before?: number };

const room = '@alice+bob';

function tells(person: Person, to: string, ...contents: string[]): void {
  for (const content of contents) person.say({ type: 'send', to, content });
}

/** What a request is answered with, also where the log has to be read for it. */
async function asked(hall: Hall, person: Person, request: object): Promise<Page> {
  const reply = person.asks(request);
  while (hall.log.waitingReads > 0) await hall.log.answerReads();
  hall.commit();
  return (await reply) as unknown as Page;
}

async function joins(hall: Hall, person: Person, more: object = {}): Promise<Page> {
  return asked(hall, person, { type: 'join', room, ...more });
}

const said = ({ messages }: Page) => messages.map(({ content }) => content);

/** Every message but the first follows the one before it, as a client wants it. */
function isChained({ messages }: Page): boolean {
  return messages.every(({ prev }, at) => at === 0 || prev === messages[at - 1]?.seq);
}

/** Alice has an account; a guest bob talked with her and went; another guest has the name now. */
async function afterAnother(hall = new Hall()) {
  const alice = await hall.enterAccount('alice');
  const first = hall.enter('bob');
  tells(first, 'alice', 'I am the first', 'and say a lot');
  tells(alice, 'bob', 'hello first');
  first.end();
  const second = hall.enter('bob');
  hall.forget();
  return { hall, alice, first, second };
}

/** The same, from a log of which memory holds nothing old. */
async function afterAnotherLongAgo() {
  const hall = new Hall({ maxRecentMessages: 1 });
  return afterAnother(hall);
}

for (const [where, begin] of [
  ['in memory', () => afterAnother()],
  ['in the log alone', afterAnotherLongAgo],
] as const) {
  describe(`a direct room whose name has passed on, with what was said ${where}`, () => {
    it('is empty to a later guest: no words, no number, no topic, nothing to ask for', async () => {
      const { hall, alice, second } = await begin();
      alice.say({ type: 'send', room, kind: 'topic', content: 'ours' });
      const third = hall.connect();
      second.end();
      third.say({ type: 'hello', name: 'bob' });
      const joined = await joins(hall, third);
      const { messages, more, last, topic, unread, read } = joined as unknown as Record<
        string,
        unknown
      >;
      assert.deepEqual(
        { messages, more, last, topic, unread, read },
        { messages: [], more: false, last: 0, topic: '', unread: undefined, read: undefined },
      );
      for (const question of [{}, { before: 3 }, { after: 0 }, { at: '2020-01-01' }])
        assert.deepEqual(
          (await asked(hall, third, { type: 'history', room, ...question })).messages,
          [],
        );
      const found = await asked(hall, third, { type: 'search', query: 'first' });
      assert.deepEqual({ ...found, id: 0 }, { type: 'results', id: 0, messages: [], more: false });
      third.say({ type: 'read', room, seq: 99 });
      assert.equal(third.last('read').seq, 0);
    });

    it('shows each guest their own talk, and the account both, as it was in both', async () => {
      const { hall, alice, second } = await begin();
      await joins(hall, second);
      await joins(hall, alice);
      tells(second, 'alice', 'I am the second');
      tells(alice, 'bob', 'hello second');
      const his = second.heard.filter(({ type }) => type === 'message');
      assert.deepEqual(
        his.map(({ content, prev }) => [content, prev]),
        [
          ['I am the second', 0],
          ['hello second', 4],
        ],
      );
      const whole = await joins(hall, alice, { limit: 500 });
      assert.deepEqual(said(whole), [
        'I am the first',
        'and say a lot',
        'hello first',
        'I am the second',
        'hello second',
      ]);
      assert.ok(isChained(whole));
      const page = await joins(hall, second, { since: 0 });
      assert.deepEqual(said(page), ['I am the second', 'hello second']);
      assert.equal(page.last, 5);
      assert.equal(page.messages[0]?.prev, 0);
      const older = await asked(hall, second, { type: 'history', room, before: 4 });
      assert.deepEqual([older.messages, older.more], [[], false]);
    });

    it('lets nobody edit, delete, answer or react to what is not theirs', async () => {
      const { hall, second } = await begin();
      await joins(hall, second);
      for (const [kind, content] of [
        ['edit', 'x'],
        ['delete', ''],
        ['reaction', '👍'],
        ['text', 'yes'],
      ]) {
        const send = { type: 'send', room, kind, content, target: 1 };
        const refusal = (await asked(hall, second, send)) as unknown as { code: string };
        const nothing = { ...send, target: 999 };
        const other = (await asked(hall, second, nothing)) as unknown as { code: string };
        assert.deepEqual({ ...refusal, id: 0 }, { ...other, id: 0 });
        assert.equal(refusal.code, 'no-such-message');
      }
    });

    it('tells a later guest nothing of what becomes of the earlier one’s messages', async () => {
      const { hall, alice, second } = await begin();
      await joins(hall, second);
      await joins(hall, alice);
      hall.forget();
      await asked(hall, alice, { type: 'send', room, kind: 'edit', content: 'secret', target: 3 });
      await asked(hall, alice, { type: 'send', room, kind: 'reaction', content: '👍', target: 1 });
      assert.deepEqual(second.heard, []);
      assert.equal(alice.heard.filter(({ type }) => type === 'message').length, 2);
      assert.deepEqual((await joins(hall, second)).messages, []);
    });

    it('is empty to an account that takes the name of a guest who went', async () => {
      const { hall, second } = await begin();
      second.end();
      const bob = await hall.enterAccount('bob');
      const joined = await joins(hall, bob);
      assert.deepEqual([joined.messages, joined.last, joined.more], [[], 0, false]);
      const again = hall.connect();
      again.say({ type: 'hello', token: bob.token });
      assert.deepEqual(again.last('welcome').rooms, []);
    });

    it('gives a guest who comes back by its token what was said to it, and not what came between', async () => {
      const { hall, alice, first, second } = await begin();
      tells(second, 'alice', 'not for the first');
      second.end();
      const back = hall.connect();
      back.say({ type: 'hello', token: first.token });
      tells(alice, 'bob', 'there you are');
      const joined = await joins(hall, back, { since: 3 });
      assert.deepEqual(said(joined), ['there you are']);
      assert.equal(joined.messages[0]?.prev, 3);
      assert.equal(joined.more, false);
      assert.deepEqual(said(await joins(hall, back)), [
        'I am the first',
        'and say a lot',
        'hello first',
        'there you are',
      ]);
    });
  });
}

describe('a page of a direct room', () => {
  it('is one page of what is one’s own, however much of others’ lies between', async () => {
    const hall = new Hall({ messagesPerSecond: 0 });
    const alice = await hall.enterAccount('alice');
    const first = hall.enter('bob');
    const numbers = (from: number) => Array.from({ length: 30 }, (_, at) => `${from + at}`);
    tells(first, 'alice', ...numbers(1));
    first.end();
    const second = hall.enter('bob');
    tells(second, 'alice', ...numbers(101));
    second.end();
    const back = hall.connect();
    back.say({ type: 'hello', token: first.token });
    tells(alice, 'bob', ...numbers(31));
    const newest = await joins(hall, back, { limit: 40 });
    assert.deepEqual(said(newest), [...numbers(1).slice(20), ...numbers(31)]);
    assert.ok(isChained(newest));
    assert.equal(newest.more, true);
    const { seq: before = 0, prev } = newest.messages[0] ?? {};
    const older = await asked(hall, back, { type: 'history', room, before });
    assert.deepEqual(said(older), numbers(1).slice(0, 20));
    assert.equal(older.messages.at(-1)?.seq, prev);
    assert.equal(older.more, false);
    const forward = await asked(hall, back, { type: 'history', room, after: 0, limit: 35 });
    assert.deepEqual(said(forward), [...numbers(1), ...numbers(31).slice(0, 5)]);
    assert.equal(forward.more, true);
  });

  it('of an older server’s lines, which do not say whose they are, is empty for both', async () => {
    const hall = new Hall();
    for (const content of ['one', 'two']) {
      const draft = { room, kind: 'text', sender: 'bob', content } as const;
      hall.chat.recent.add(hall.log.add(draft));
    }
    for (const name of ['alice', 'bob']) {
      const person = hall.enter(name);
      assert.deepEqual((await joins(hall, person)).messages, []);
      assert.deepEqual((await asked(hall, person, { type: 'search', query: 'one' })).messages, []);
    }
  });

  it('still reaches who registers while it is open, by the name and token of the account', async () => {
    const hall = new Hall();
    const bob = hall.enter('bob', room);
    const alice = hall.enter('alice', room);
    tells(bob, 'alice', 'hello guest');
    await alice.asks({ type: 'register', password: 'correct horse' });
    tells(bob, 'alice', 'hello account');
    assert.equal(alice.last('message').prev, 1);
    const again = hall.connect();
    again.say({ type: 'hello', token: alice.token });
    const joined = await joins(hall, again, { since: 1 });
    assert.deepEqual(said(joined), ['hello account']);
    assert.deepEqual([joined.messages[0]?.prev, joined.last], [1, 2]);
    // What it held as a guest is not given again, but nothing says that the log is another one.
    const held = await joins(hall, again, { since: 2 });
    assert.deepEqual([held.messages, held.last, held.more], [[], 2, false]);
  });
});

describe('who is spoken to', () => {
  it('is who has exactly that name, not who looks like it', () => {
    const hall = new Hall();
    const alice = hall.enter('alice');
    const mallory = hall.enter('B0b');
    tells(alice, 'bob', 'for bob alone');
    assert.equal(alice.last('error').code, 'no-such-user');
    alice.say({ type: 'send', room, content: 'for bob alone' });
    assert.equal(alice.last('error').code, 'no-such-user');
    mallory.vanish();
    tells(alice, 'bob', 'for bob alone');
    assert.equal(alice.last('error').code, 'no-such-user');
    assert.deepEqual(mallory.heard, []);
    assert.equal(hall.log.messages.length, 0);
  });

  it('is an account also while it is away, and it has that when it comes', async () => {
    const hall = new Hall();
    const bob = await hall.enterAccount('bob');
    bob.end();
    const alice = hall.enter('alice');
    tells(alice, 'BOB', 'call me');
    assert.equal(alice.last('ack').room, room);
    const back = hall.connect();
    back.say({ type: 'hello', token: bob.token });
    assert.deepEqual(back.last('welcome').rooms, [{ name: room, topic: '', count: 1 }]);
    const joined = await joins(hall, back);
    assert.deepEqual(said(joined), ['call me']);
  });

  it('is a guest whose link was lost a moment ago, and nobody once the name is free', async () => {
    const hall = new Hall();
    const alice = hall.enter('alice');
    const bob = hall.enter('bob');
    bob.vanish();
    tells(alice, 'bob', 'are you there?');
    assert.equal(alice.last('ack').seq, 1);
    hall.nowMs += hall.chat.settings.reserveNameMs;
    tells(alice, 'bob', 'and now?');
    const { code, message } = alice.last('error');
    assert.equal(code, 'no-such-user');
    assert.match(String(message), /no account has it: what one says to a guest is not kept/);
    const back = hall.connect();
    back.say({ type: 'hello', token: bob.token });
    assert.deepEqual(said(await joins(hall, back)), ['are you there?']);
  });

  it('is nobody where a guest left of its own accord', () => {
    const hall = new Hall();
    const alice = hall.enter('alice');
    hall.enter('bob').end();
    tells(alice, 'bob', 'are you there?');
    assert.equal(alice.last('error').code, 'no-such-user');
  });

  it('is not oneself under the name that one gave up', () => {
    const hall = new Hall();
    const alice = hall.enter('alice');
    alice.say({ type: 'name', name: 'anna' });
    tells(alice, 'alice', 'hello me');
    assert.equal(alice.last('error').code, 'no-such-user');
  });

  it('hears it by every session, and nobody hears or reads between whom it was', async () => {
    const hall = new Hall();
    const bob = await hall.enterAccount('bob');
    const phone = hall.enterAlso(bob);
    const alice = hall.enter('alice');
    tells(alice, 'bob', 'to all of you');
    tells(bob, 'alice', 'thanks');
    alice.say({ type: 'send', room, kind: 'edit', content: 'to you', target: 1 });
    await joins(hall, phone);
    await asked(hall, phone, { type: 'history', room });
    await asked(hall, phone, { type: 'search', query: 'to' });
    for (const person of [alice, bob, phone]) {
      assert.equal(person.heard.filter(({ type }) => type === 'message').length, 3);
      assert.doesNotMatch(JSON.stringify(person.heard), /between/);
    }
    const [owner] = hall.log.messages.map(({ between }) => between);
    assert.deepEqual(owner, [alice.session?.owner, bob.session?.owner]);
  });
});

describe('after a restart', () => {
  /** Alice and a guest bob talked, and the server has begun anew: nobody is back but alice. */
  function restarted() {
    const hall = new Hall();
    const [alice, bob] = [hall.enter('alice'), hall.enter('bob')];
    tells(alice, 'bob', 'before');
    bob.end();
    const { maxReservedNames, reserveNameMs } = hall.chat.settings;
    const { hub, chat, nowMs } = hall;
    const names = new Names(hub, chat.accounts, maxReservedNames, reserveNameMs, nowMs);
    Object.assign(chat, { names });
    hall.forget();
    return { hall, alice, bob };
  }

  it('what was on its way to a guest with whom one talked is kept for it for two minutes', async () => {
    const { hall, alice, bob } = restarted();
    alice.say({ type: 'send', room, content: 'after' });
    assert.equal(alice.last('ack').seq, 2);
    const back = hall.connect();
    back.say({ type: 'hello', token: bob.token });
    assert.deepEqual(said(await joins(hall, back)), ['before', 'after']);
    back.end();
    hall.nowMs += 120_000;
    alice.say({ type: 'send', room, content: 'too late' });
    assert.equal(alice.last('error').code, 'no-such-user');
  });

  it('it is not for another one who has taken the name since', async () => {
    const { hall, alice } = restarted();
    const thief = hall.enter('bob');
    alice.say({ type: 'send', room, content: 'whoever you are' });
    assert.equal(thief.last('message').content, 'whoever you are');
    assert.deepEqual(said(await joins(hall, thief)), ['whoever you are']);
  });

  it('others who may be on the way back are waited for a quarter of a minute', () => {
    const { hall, alice } = restarted();
    tells(alice, 'carol', 'are you back?');
    const { code, retryAfterMs } = alice.last('error');
    assert.deepEqual([code, retryAfterMs], ['rate-limited', 1_000]);
    hall.nowMs += 15_000;
    tells(alice, 'carol', 'are you back?');
    assert.equal(alice.last('error').code, 'no-such-user');
  });
});

describe('what waits for an account', () => {
  it('is listed, the newest first, until one of its sessions has read it', async () => {
    const hall = new Hall();
    const bob = await hall.enterAccount('bob');
    const phone = hall.enterAlso(bob);
    bob.end();
    const names = ['alice', 'carol', 'dave'];
    for (const name of names) tells(hall.enter(name), 'bob', 'call me');
    const listed = () => {
      const back = hall.connect();
      back.say({ type: 'hello', token: bob.token });
      const rooms = back.last('welcome').rooms as { name: string }[];
      return rooms.map(({ name }) => name);
    };
    assert.deepEqual(listed(), ['@bob+dave', '@bob+carol', '@alice+bob']);
    phone.say({ type: 'join', room: '@bob+carol' }, { type: 'read', room: '@bob+carol', seq: 2 });
    assert.deepEqual(listed(), ['@bob+dave', '@alice+bob']);
  });

  it('is fifty rooms at most', async () => {
    const hall = new Hall({ messagesPerSecond: 0 });
    const bob = await hall.enterAccount('bob');
    bob.end();
    for (let at = 0; at < 260; at++) tells(hall.enter(`guest-${at}`), 'bob', 'hello');
    const back = hall.connect();
    back.say({ type: 'hello', token: bob.token });
    const rooms = back.last('welcome').rooms as { name: string }[];
    assert.equal(rooms.length, 50);
    assert.equal(rooms[0]?.name, '@bob+guest-259');
    assert.ok(hall.chat.directRooms.count <= 2 * 260);
  });

  it('is counted as unread without what was said to somebody else', async () => {
    const hall = new Hall();
    const alice = await hall.enterAccount('alice');
    const first = hall.enter('bob', room);
    tells(first, 'alice', 'one');
    tells(alice, 'bob', 'two', 'three');
    first.end();
    const second = hall.enter('bob', room);
    tells(alice, 'bob', 'four');
    second.say({ type: 'read', room, seq: 1 });
    assert.equal(second.last('read').seq, 1);
    second.say({ type: 'join', room });
    assert.equal(second.last('joined').unread, 1);
  });
});

describe('somebody whom the other one’s joining brings into the room', () => {
  it('hears after what the next message comes, as if it had joined', async () => {
    const hall = new Hall();
    const alice = hall.enter('alice');
    const bob = hall.connect();
    bob.say({ type: 'hello', name: 'bob' });
    const { token } = bob.last('welcome');
    tells(alice, 'bob', 'before the link was lost');
    const { seq } = bob.last('message');
    bob.vanish();
    const back = hall.connect();
    back.say({ type: 'hello', token });
    await joins(hall, alice);
    tells(alice, 'bob', 'and after');
    assert.equal(back.last('message').prev, seq);
  });
});

describe('somebody whom a crowd brings into direct rooms', () => {
  it('can enter rooms, is in a bounded number, and hears everyone of them', async () => {
    const hall = new Hall({ maxRoomsPerSession: 2 });
    const alice = await hall.enterAccount('alice', 'general');
    const crowd = Array.from({ length: 300 }, (_, at) => hall.enter(`guest-${at}`));
    for (const [at, guest] of crowd.entries())
      guest.say({ type: 'join', room: `@alice+guest-${at}` });
    assert.ok((alice.session?.rooms.size ?? 0) <= 251);
    assert.equal((await alice.asks({ type: 'join', room: 'ops' })).type, 'joined');
    assert.equal((await alice.asks({ type: 'join', room: 'more' })).code, 'too-many');
    for (const guest of crowd) tells(guest, 'alice', 'hello');
    const senders = alice.heard
      .filter(({ type }) => type === 'message')
      .map(({ sender }) => sender);
    assert.equal(new Set(senders).size, 300);
  });

  it('goes first out of those that nobody else is in any more', async () => {
    const hall = new Hall();
    const alice = await hall.enterAccount('alice');
    hall.enter('bob').say({ type: 'join', room });
    const passing = hall.enter('guest-0');
    for (let at = 0; at < 300; at++) {
      passing.say(
        { type: 'join', room: `@alice+guest-${at}` },
        { type: 'name', name: `guest-${at + 1}` },
      );
      hall.nowMs += 1000;
    }
    assert.ok([...(alice.session?.rooms ?? [])].some(({ name }) => name === room));
  });
});
