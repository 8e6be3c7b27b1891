// Whose words may be changed, taken back, reacted to and answered, and by whom.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft, Kind } from '../../../src/protocol/index.ts';
import { Hall, type Person } from '../../support/hall.ts';

let count = 0;

/** Says something, and gets the answer: its seq, or the code of the refusal. */
function send(person: Person, parts: object): number | string {
  const id = `n${++count}`;
  person.say({ type: 'send', id, room: 'general', ...parts });
  return answerTo(person, id);
}

function answerTo(person: Person, id: string): number | string {
  const answer = person.heard.find((heard) => heard.id === id && heard.type !== 'message');
  assert.ok(answer, `nothing was answered to ${id}`);
  return (answer.type === 'ack' ? answer.seq : answer.code) as number | string;
}

/** What was left waiting for the log gets its answer, and is committed. */
async function settle(hall: Hall): Promise<void> {
  await hall.log.answerReads();
  hall.commit();
}

function resume(hall: Hall, token: unknown, ...rooms: string[]): Person {
  const person = hall.connect();
  person.say({ type: 'hello', token }, ...rooms.map((room) => ({ type: 'join', room })));
  return person;
}

/** Somebody with a token, in #general. */
function enterWithToken(hall: Hall, name: string): { person: Person; token: unknown } {
  const person = hall.connect();
  person.say({ type: 'hello', name }, { type: 'join', room: 'general' });
  return { person, token: person.last('welcome').token };
}

function commit(hall: Hall, parts: Partial<Draft>): number {
  const draft: Draft = { room: 'general', kind: 'text', sender: 'old', content: 'x', ...parts };
  const message = hall.log.add(draft);
  hall.chat.sends.committed([{ message, origin: { waiting: [] } }]);
  return message.seq;
}

describe('one’s own message', () => {
  it('may be edited and deleted, by its session and by nobody else', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const ben = hall.enter('ben', 'general');
    const target = send(ann, { content: 'helo' });
    assert.equal(send(ben, { kind: 'edit', content: 'bye', target }), 'forbidden');
    assert.equal(send(ben, { kind: 'delete', target }), 'forbidden');
    assert.equal(send(ann, { kind: 'edit', content: 'hello', target }), 2);
    assert.equal(send(ann, { kind: 'delete', target }), 3);
    assert.deepEqual(
      hall.log.messages.map(({ kind, sender, content, target: of }) => [kind, sender, content, of]),
      [
        ['text', 'ann', 'helo', undefined],
        ['edit', 'ann', 'hello', 1],
        ['delete', 'ann', '', 1],
      ],
    );
    assert.deepEqual(
      ben.heard.filter(({ type }) => type === 'message').map(({ kind }) => kind),
      ['text', 'edit', 'delete'],
    );
  });

  it('is not that of a later guest of the same name', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const named = send(ann, { content: 'mine' });
    ann.say({ type: 'send', room: 'general', content: 'mine too' });
    const { seq: unnamed } = ann.last('ack');
    ann.vanish();
    hall.nowMs += hall.chat.settings.reserveNameMs + 1;
    const guest = hall.enter('ann', 'general');
    for (const target of [named, unnamed]) {
      assert.equal(send(guest, { kind: 'edit', content: 'not', target }), 'forbidden');
      assert.equal(send(guest, { kind: 'delete', target }), 'forbidden');
    }
  });

  it('still is after the session was resumed', () => {
    const hall = new Hall();
    const { person: ann, token } = enterWithToken(hall, 'ann');
    const target = send(ann, { content: 'mine' });
    ann.vanish();
    const back = resume(hall, token, 'general');
    assert.equal(send(back, { kind: 'edit', content: 'still mine', target }), 2);
  });

  it('still is under another name', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const target = send(ann, { content: 'mine' });
    ann.say({ type: 'name', name: 'anna' });
    assert.equal(send(ann, { kind: 'edit', content: 'still mine', target }), 2);
    assert.equal(hall.log.messages[1]?.sender, 'anna');
  });

  it('without an id is so while the session is connected, also when another connection takes over', () => {
    const hall = new Hall();
    const { person: ann, token } = enterWithToken(hall, 'ann');
    ann.say({ type: 'send', room: 'general', content: 'from nc' });
    const target = ann.last('ack').seq;
    assert.equal(send(ann, { kind: 'edit', content: 'once', target }), 2);
    const second = resume(hall, token, 'general');
    assert.equal(ann.ended, 'replaced');
    assert.equal(send(second, { kind: 'edit', content: 'twice', target }), 3);
    second.vanish();
    const third = resume(hall, token, 'general');
    assert.equal(send(third, { kind: 'edit', content: 'thrice', target }), 'forbidden');
  });

  it('whose id only looks like the session’s is not', () => {
    const hall = new Hall();
    const ann = hall.connect();
    ann.say({ type: 'hello', name: 'ann' }, { type: 'join', room: 'general' });
    const { session } = ann.last('welcome');
    for (const id of [`${session}x-1`, `x${session}-1`, `${session}`, 'import-1']) {
      const target = commit(hall, { id, sender: 'ann' });
      assert.equal(send(ann, { kind: 'delete', target }), 'forbidden', id);
    }
  });
});

describe('what can be done to a message', () => {
  /** Every kind, said by Ann herself, of which she then tries all. */
  function said(): { hall: Hall; ann: Person; seqs: Record<Kind, number> } {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const say = (parts: object) => send(ann, parts) as number;
    const other = say({ content: 'to be gone' });
    const text = say({ content: 'text' });
    const seqs = {
      text,
      action: say({ kind: 'action', content: 'waves' }),
      topic: say({ kind: 'topic', content: 'topic' }),
      edit: say({ kind: 'edit', content: 'text!', target: text }),
      delete: say({ kind: 'delete', target: other }),
      reaction: say({ kind: 'reaction', content: '👍', target: text }),
    };
    return { hall, ann, seqs };
  }

  const contents: Partial<Record<Kind, string>> = { edit: 'new', reaction: '🎉', text: 'reply' };
  const allowed: Partial<Record<Kind, readonly Kind[]>> = {
    edit: ['text', 'action'],
    delete: ['text', 'action', 'reaction'],
    reaction: ['text', 'action'],
    text: ['text', 'action', 'topic', 'edit', 'delete', 'reaction'],
  };

  for (const [kind, kinds] of Object.entries(allowed)) {
    const title = kind === 'text' ? 'a reply' : `"${kind}"`;
    it(`${title} may point at: ${kinds.join(', ')}`, () => {
      for (const pointed of ['text', 'action', 'topic', 'edit', 'delete', 'reaction'] as const) {
        const { ann, seqs } = said();
        const content = contents[kind as Kind];
        const answer = send(ann, { kind, target: seqs[pointed], ...(content ? { content } : {}) });
        assert.equal(
          typeof answer === 'number' ? 'ack' : answer,
          kinds.includes(pointed) ? 'ack' : 'forbidden',
          pointed,
        );
      }
    });
  }

  it('others may react and reply, and take back only their own reaction', () => {
    const { hall, ann, seqs } = said();
    const ben = hall.enter('ben', 'general');
    const own = send(ben, { kind: 'reaction', content: '👍', target: seqs.text });
    assert.equal(typeof own, 'number');
    assert.equal(typeof send(ben, { content: 'why?', target: seqs.text }), 'number');
    assert.equal(send(ben, { kind: 'delete', target: seqs.reaction }), 'forbidden');
    assert.equal(send(ann, { kind: 'delete', target: own }), 'forbidden');
    assert.equal(typeof send(ben, { kind: 'delete', target: own }), 'number');
    assert.equal(send(ben, { kind: 'delete', target: own }), 'no-such-message');
  });

  it('nothing, once it was deleted, but to reply to what stood there', () => {
    const { ann, seqs } = said();
    const target = seqs.text;
    send(ann, { kind: 'delete', target });
    for (const kind of ['edit', 'delete', 'reaction'] as const) {
      assert.equal(send(ann, { kind, content: 'x', target }), 'no-such-message', kind);
    }
    assert.equal(typeof send(ann, { content: 'what was that?', target }), 'number');
  });

  it('nothing where the request does not say to which', () => {
    const ann = new Hall().enter('ann', 'general');
    for (const kind of ['edit', 'delete', 'reaction'] as const)
      assert.equal(send(ann, { kind, content: 'x' }), 'bad-request', kind);
  });

  it('nothing by a topic or an action, which point at nothing', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const target = send(ann, { content: 'hi' });
    for (const kind of ['topic', 'action'] as const)
      assert.equal(send(ann, { kind, content: 'x', target }), 'bad-request', kind);
    assert.equal(hall.log.messages.length, 1);
  });

  it('nothing that is not there, or in another room', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general', 'ops');
    const elsewhere = send(ann, { room: 'ops', content: 'elsewhere' });
    for (const target of [elsewhere, 99]) {
      for (const kind of ['edit', 'delete', 'reaction', 'text'] as const)
        assert.equal(send(ann, { kind, content: 'x', target }), 'no-such-message', kind);
    }
  });

  it('nothing in a room that one is not in', () => {
    const hall = new Hall();
    const target = send(hall.enter('ann', 'general'), { content: 'hi' });
    const ben = hall.enter('ben');
    assert.equal(send(ben, { kind: 'reaction', content: '👍', target }), 'not-in-room');
  });
});

describe('in a direct room', () => {
  it('the same holds for its two, and nobody else has a say', () => {
    const hall = new Hall();
    const [ann, ben, eve] = ['ann', 'ben', 'eve'].map((name) => hall.enter(name)) as [
      Person,
      Person,
      Person,
    ];
    const room = '@ann+ben';
    const target = send(ann, { room: undefined, to: 'ben', content: 'psst' });
    assert.equal(send(ben, { room, kind: 'edit', content: 'x', target }), 'forbidden');
    assert.equal(send(eve, { room, kind: 'reaction', content: '👀', target }), 'forbidden');
    assert.equal(send(ben, { room, kind: 'reaction', content: '👍', target }), 2);
    assert.equal(
      send(ann, { room: undefined, to: 'ben', kind: 'edit', content: 'psst!', target }),
      3,
    );
    assert.equal(send(ann, { room, kind: 'delete', target }), 4);
    assert.equal(ben.last('message').kind, 'delete');
    assert.deepEqual(
      eve.types().filter((type) => type === 'message'),
      [],
    );
  });
});

describe('what a change may hold', () => {
  const cases: readonly (readonly [title: string, parts: object, answer: string | number])[] = [
    [
      'an edit to nothing is none: that is what deleting is for',
      { kind: 'edit', content: '' },
      'content-empty',
    ],
    [
      'an edit to white space is one to nothing',
      { kind: 'edit', content: ' \n ' },
      'content-empty',
    ],
    [
      'an edit keeps the rules of a message',
      { kind: 'edit', content: 'a\u0000' },
      'content-invalid',
    ],
    [
      'an edit is as long as a message',
      { kind: 'edit', content: 'x'.repeat(4001) },
      'content-too-long',
    ],
    ['a deletion needs no words', { kind: 'delete' }, 2],
    ['a reaction is something', { kind: 'reaction', content: '' }, 'content-empty'],
    [
      'a reaction is one character or emoji',
      { kind: 'reaction', content: '👍👍' },
      'content-invalid',
    ],
    ['a reaction is no word', { kind: 'reaction', content: 'ok' }, 'content-invalid'],
    ['a family is one emoji', { kind: 'reaction', content: '👩‍👩‍👧‍👦' }, 2],
  ];
  for (const [title, parts, answer] of cases) {
    it(title, () => {
      const ann = new Hall().enter('ann', 'general');
      const target = send(ann, { content: 'hi' });
      assert.equal(send(ann, { ...parts, target }), answer);
    });
  }

  it('the words of a deletion are not kept', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const target = send(ann, { content: 'hi' });
    send(ann, { kind: 'delete', content: 'because of this', target });
    assert.equal(hall.log.messages[1]?.content, '');
  });
});

describe('a message that only the log has', () => {
  /** Ann's first words have left memory. */
  function longAgo() {
    const hall = new Hall({ maxRecentMessages: 2 });
    const { person: ann, token } = enterWithToken(hall, 'ann');
    const target = send(ann, { content: 'long ago' });
    for (const content of ['later', 'latest']) send(ann, { content });
    hall.forget();
    return { hall, ann, token, target };
  }

  it('is looked up, and then the same rules hold', async () => {
    const { hall, ann, target } = longAgo();
    const ben = hall.enter('ben', 'general');
    ann.say({ type: 'send', id: 'mine', room: 'general', kind: 'edit', content: 'x', target });
    ben.say({ type: 'send', id: 'his', room: 'general', kind: 'edit', content: 'x', target });
    ben.say({ type: 'send', id: 'like', room: 'general', kind: 'reaction', content: '👍', target });
    assert.deepEqual([...ann.types(), ...ben.types()], []);
    await settle(hall);
    await settle(hall);
    assert.equal(answerTo(ann, 'mine'), 4);
    assert.equal(answerTo(ben, 'his'), 'forbidden');
    assert.equal(answerTo(ben, 'like'), 5);
  });

  it('is looked up in its room alone', async () => {
    const { hall, target } = longAgo();
    const ben = hall.enter('ben', 'ops');
    ben.say({ type: 'send', id: 'a', room: 'ops', content: 'reply', target });
    await settle(hall);
    assert.equal(answerTo(ben, 'a'), 'no-such-message');
  });

  it('was deleted as well when only the log knows of that', async () => {
    const { hall, ann, target } = longAgo();
    ann.say({ type: 'send', id: 'd', room: 'general', kind: 'delete', target });
    await settle(hall);
    for (const content of ['one', 'two', 'three']) send(ann, { content });
    ann.say({ type: 'send', id: 'e', room: 'general', kind: 'edit', content: 'x', target });
    await settle(hall);
    assert.equal(answerTo(ann, 'e'), 'no-such-message');
  });

  it('was deleted as well when that happened between the question and the answer', async () => {
    const { hall, target } = longAgo();
    const ben = hall.enter('ben', 'general');
    ben.say({ type: 'send', id: 'a', room: 'general', kind: 'reaction', content: '👍', target });
    commit(hall, { kind: 'delete', content: '', target: target as number });
    await settle(hall);
    assert.equal(answerTo(ben, 'a'), 'no-such-message');
  });

  it('may be changed in a resumed session', async () => {
    const { hall, ann, token, target } = longAgo();
    ann.vanish();
    const back = resume(hall, token, 'general');
    back.say({ type: 'send', id: 'e', room: 'general', kind: 'edit', content: 'now', target });
    for (let turn = 0; turn < 3; turn++) await settle(hall);
    assert.equal(answerTo(back, 'e'), 4);
  });

  it('holds up what is said behind it, so that the order stays', async () => {
    const { hall, ann, target } = longAgo();
    ann.say(
      { type: 'send', id: '1', room: 'general', content: 'before' },
      { type: 'send', id: '2', room: 'general', kind: 'edit', content: 'edited', target },
      { type: 'send', id: '3', room: 'general', content: 'after' },
      { type: 'ping', id: '4' },
    );
    hall.commit();
    for (let turn = 0; turn < 2; turn++) await settle(hall);
    assert.deepEqual(
      hall.log.messages.slice(-3).map(({ content }) => content),
      ['before', 'edited', 'after'],
    );
    const answers = ann.heard.filter(({ type }) => type !== 'message');
    assert.deepEqual(
      answers.map(({ id }) => id),
      ['1', '2', '3', '4'],
    );
  });

  it('can not be changed while the log can not be read; later it can', async () => {
    const { hall, ann, target } = longAgo();
    const edit = { type: 'send', room: 'general', kind: 'edit', content: 'x', target };
    ann.say({ ...edit, id: 'a' });
    await hall.log.failReads();
    hall.commit();
    assert.equal(answerTo(ann, 'a'), 'storage-unavailable');
    ann.say({ ...edit, id: 'b' });
    await settle(hall);
    assert.equal(answerTo(ann, 'b'), 4);
  });
});
