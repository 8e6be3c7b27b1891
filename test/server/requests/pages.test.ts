// Pages tell what became of their messages: of `join`, of `history`, from memory and from the log.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Draft, limits } from '../../../src/protocol/index.ts';
import { Hall, type Person } from '../../support/hall.ts';

interface Told {
  readonly seq: number;
  readonly prev: number;
  readonly kind: string;
  readonly content: string;
  readonly target?: number;
}

interface Page {
  readonly messages: readonly Told[];
  readonly changes?: readonly Told[];
  readonly more: boolean;
}

function commit(hall: Hall, parts: Partial<Draft>, timestamp?: string): number {
  const draft: Draft = { room: 'general', kind: 'text', sender: 'old', content: 'x', ...parts };
  const message = hall.log.add(draft, timestamp);
  hall.chat.sends.committed([{ message, origin: { waiting: [] } }]);
  return message.seq;
}

async function ask(hall: Hall, person: Person, request: object): Promise<Page> {
  hall.forget();
  person.say(request);
  await hall.log.answerReads();
  return person.heard.find(({ type }) => type !== 'message') as unknown as Page;
}

/** `SEQ words`, or `SEQ kind>TARGET words`. */
function inShort(told: readonly Told[] = []): string[] {
  return told.map(({ seq, kind, content, target }) => {
    const does = kind === 'text' ? '' : ` ${kind}${target === undefined ? '' : `>${target}`}`;
    return `${seq}${does} ${content}`.trimEnd();
  });
}

const memories = {
  'all in memory': { maxRecentMessages: 1000 },
  'half of it in memory': { maxRecentMessages: 6 },
  'nearly all in the log alone': { maxRecentMessages: 1 },
} as const;

/** Three messages, and what became of them, told apart by seq. */
function talked(settings: { maxRecentMessages: number }): { hall: Hall; ann: Person } {
  const hall = new Hall({ ...settings, messagesPerSecond: 0 });
  const ann = hall.enter('ann', 'general');
  commit(hall, { content: 'one' });
  commit(hall, { content: 'two' });
  commit(hall, { content: 'three' });
  commit(hall, { kind: 'edit', content: 'ONE', target: 1 });
  commit(hall, { kind: 'edit', content: 'One', target: 1 });
  commit(hall, { kind: 'reaction', content: '👍', target: 1 });
  commit(hall, { kind: 'reaction', content: '🎉', target: 1 });
  commit(hall, { kind: 'delete', content: '', target: 6 });
  commit(hall, { kind: 'edit', content: 'TWO', target: 2 });
  commit(hall, { kind: 'reaction', content: '👀', target: 2 });
  commit(hall, { kind: 'delete', content: '', target: 2 });
  return { hall, ann };
}

for (const [title, settings] of Object.entries(memories)) {
  describe(`a page, with ${title}`, () => {
    it('carries the last edit, the reactions that stand, or the deletion, and nothing else', async () => {
      const { hall, ann } = talked(settings);
      const page = await ask(hall, ann, { type: 'history', room: 'general', after: 0, limit: 3 });
      assert.deepEqual(inShort(page.messages), ['1 one', '2', '3 three']);
      assert.deepEqual(inShort(page.changes), ['5 edit>1 One', '7 reaction>1 🎉', '11 delete>2']);
      assert.equal(page.more, true);
    });

    it('has no words of what was deleted, in edits and reactions taken back neither', async () => {
      const { hall, ann } = talked(settings);
      const page = await ask(hall, ann, { type: 'history', room: 'general', after: 0 });
      assert.deepEqual(inShort(page.messages), [
        '1 one',
        '2',
        '3 three',
        '4 edit>1 ONE',
        '5 edit>1 One',
        '6 reaction>1',
        '7 reaction>1 🎉',
        '8 delete>6',
        '9 edit>2',
        '10 reaction>2 👀',
        '11 delete>2',
      ]);
      assert.equal(page.changes, undefined);
      assert.equal(page.more, false);
    });

    it('is the same whether one joins or asks, from either end', async () => {
      const { hall, ann } = talked(settings);
      const requests = [
        { type: 'history', room: 'general', before: 4 },
        { type: 'history', room: 'general', after: 0, limit: 3 },
        { type: 'join', room: 'general', since: 0, limit: 3 },
      ];
      const pages: unknown[] = [];
      for (const request of requests) {
        const { messages, changes } = await ask(hall, ann, request);
        pages.push({ messages, changes });
      }
      assert.deepEqual(pages[1], pages[0]);
      assert.deepEqual(pages[2], pages[0]);
    });

    it('names no change twice that is among its messages, and all that are not', async () => {
      const { hall, ann } = talked(settings);
      const page = await ask(hall, ann, { type: 'history', room: 'general', before: 6, limit: 5 });
      assert.deepEqual(inShort(page.changes), ['7 reaction>1 🎉', '11 delete>2']);
    });

    it('of messages that nobody changed has no list of changes', async () => {
      const { hall, ann } = talked(settings);
      const page = await ask(hall, ann, { type: 'history', room: 'general', after: 2, limit: 1 });
      assert.deepEqual(inShort(page.messages), ['3 three']);
      assert.ok(!('changes' in page));
    });
  });
}

describe('a page that the log is read for', () => {
  for (const request of [
    { type: 'history', room: 'general', before: 4 },
    { type: 'history', room: 'general', after: 0, limit: 3 },
    { type: 'join', room: 'general', since: 0, limit: 3 },
  ]) {
    it(`(${Object.keys(request).join(', ')}) has the changes that came meanwhile`, async () => {
      const { hall, ann } = talked({ maxRecentMessages: 1 });
      hall.forget();
      ann.say(request);
      const edit = commit(hall, { kind: 'edit', content: 'THREE', target: 3 });
      assert.ok(!ann.types().includes('history') && !ann.types().includes('joined'));
      await hall.log.answerReads();
      const page = ann.heard.find(({ type }) => type !== 'message') as unknown as Page;
      const [change] = (page.changes ?? []).filter(({ target }) => target === 3);
      assert.deepEqual([change?.seq, change?.content], [edit, 'THREE']);
    });

    it(`(${Object.keys(request).join(', ')}) has no words of what was deleted meanwhile`, async () => {
      const { hall, ann } = talked({ maxRecentMessages: 1 });
      hall.forget();
      ann.say(request);
      commit(hall, { kind: 'delete', content: '', target: 1 });
      await hall.log.answerReads();
      const page = ann.heard.find(({ type }) => type !== 'message') as unknown as Page;
      assert.equal(page.messages[0]?.content, '');
      assert.deepEqual(
        page.changes?.filter(({ target }) => target === 1).map(({ kind }) => kind),
        ['delete'],
      );
    });
  }

  for (const [title, came, seqs] of [
    ['a few', 2, [4, 5, 6, 7]],
    ['as many as memory holds', 3, [5, 6, 7, 8]],
    // The sixth has left memory already: with the fifth the page would have a gap.
    ['more than memory holds', 4, [7, 8, 9]],
  ] as const) {
    it(`up to the newest has, without a gap, what came meanwhile: ${title}`, async () => {
      const hall = new Hall({ maxRecentMessages: 3 });
      for (let number = 1; number <= 5; number++) commit(hall, {});
      const ann = hall.enter('ann');
      ann.say({ type: 'join', room: 'general', limit: 4 });
      for (let number = 0; number < came; number++) commit(hall, {});
      await hall.log.answerReads();
      const page = ann.last('joined') as unknown as Page & { last: number };
      assert.deepEqual(
        page.messages.map(({ seq }) => seq),
        seqs,
      );
      assert.deepEqual([page.last, page.more], [5 + came, true]);
    });
  }

  it('is refused where the log can not be read, and the next request is answered', async () => {
    const { hall, ann } = talked({ maxRecentMessages: 1 });
    hall.forget();
    ann.say({ type: 'history', id: 'a', room: 'general', before: 4 }, { type: 'ping', id: 'b' });
    await hall.log.failReads();
    assert.deepEqual(
      ann.heard.map(({ id, type, code }) => [id, type, code]),
      [
        ['a', 'error', 'storage-unavailable'],
        ['b', 'pong', undefined],
      ],
    );
  });

  it('is refused to who joins, who then is not in the room', async () => {
    const { hall } = talked({ maxRecentMessages: 1 });
    const ben = hall.enter('ben');
    ben.say({ type: 'join', room: 'general' });
    await hall.log.failReads();
    assert.equal(ben.last('error').code, 'storage-unavailable');
    ben.say({ type: 'send', id: 'a', room: 'general', content: 'x' });
    assert.equal(ben.last('error').code, 'not-in-room');
  });
});

describe('a page that one line can not hold', () => {
  const words = '界'.repeat(limits.maxContentLength);

  /** Long messages, each with a long edit. */
  function longTalk(settings: { maxRecentMessages: number }): { hall: Hall; ann: Person } {
    const hall = new Hall({ ...settings, messagesPerSecond: 0 });
    const ann = hall.enter('ann', 'general');
    for (let number = 0; number < 100; number++) commit(hall, { content: words });
    for (let target = 1; target <= 100; target++)
      commit(hall, { kind: 'edit', content: `${target} ${words}`.slice(0, 4000), target });
    return { hall, ann };
  }

  for (const [title, settings] of [
    ['memory', { maxRecentMessages: 1000 }],
    ['the log', { maxRecentMessages: 1 }],
  ] as const) {
    it(`from ${title} is cut, and each part has its messages’ changes, without a gap`, async () => {
      const { hall, ann } = longTalk(settings);
      const seen: number[] = [];
      for (let before = 101, more = true; more; ) {
        const page = await ask(hall, ann, { type: 'history', room: 'general', before, limit: 500 });
        assert.ok(Buffer.byteLength(JSON.stringify(page)) < limits.maxReplyLineBytes);
        const seqs = page.messages.map(({ seq }) => seq);
        assert.ok(seqs.length > 10);
        assert.deepEqual(
          page.changes?.map(({ target }) => target),
          seqs,
        );
        seen.unshift(...seqs);
        before = seqs[0] as number;
        more = page.more;
      }
      assert.deepEqual(
        seen,
        Array.from({ length: 100 }, (_, index) => index + 1),
      );
    });

    it(`from ${title}, read forward, goes on after its last message`, async () => {
      const { hall, ann } = longTalk(settings);
      const seen: number[] = [];
      for (let after = 0; seen.length < 100; ) {
        const page = await ask(hall, ann, { type: 'history', room: 'general', after, limit: 100 });
        seen.push(...page.messages.map(({ seq }) => seq));
        assert.equal(page.more, true);
        after = seen.at(-1) as number;
      }
      assert.deepEqual(
        seen.slice(0, 100),
        Array.from({ length: 100 }, (_, index) => index + 1),
      );
    });
  }

  it('has the latest thousand reactions of what everybody reacts to', async () => {
    const hall = new Hall({ messagesPerSecond: 0 });
    const ann = hall.enter('ann', 'general');
    const target = commit(hall, { content: 'free pizza' });
    commit(hall, { kind: 'edit', content: 'free pizza!', target });
    for (let number = 0; number < limits.maxChanges + 50; number++)
      commit(hall, { kind: 'reaction', content: '🍕', target });
    const page = await ask(hall, ann, { type: 'history', room: 'general', before: 2 });
    assert.equal(page.changes?.length, limits.maxChanges);
    assert.equal(page.changes?.[0]?.kind, 'edit');
    assert.equal(page.changes?.at(-1)?.seq, hall.log.last);
  });
});

/** A message an hour in the room, and one in another room between. */
function talkedForHours(settings: { maxRecentMessages: number }): { hall: Hall; ann: Person } {
  const hall = new Hall({ ...settings, messagesPerSecond: 0 });
  const ann = hall.enter('ann', 'general');
  for (let hour = 10; hour < 16; hour++) {
    commit(hall, { content: `at ${hour}` }, `2026-11-20T${hour}:00:00.000Z`);
    commit(hall, { room: 'ops' }, `2026-11-20T${hour}:30:00.000Z`);
  }
  return { hall, ann };
}

for (const [title, settings] of Object.entries(memories)) {
  describe(`a page since a time, with ${title}`, () => {
    const since = async (at: string, more: object = {}) => {
      const { hall, ann } = talkedForHours(settings);
      return ask(hall, ann, { type: 'history', room: 'general', at, ...more });
    };
    const said = async (at: string, more?: object) =>
      (await since(at, more)).messages.map(({ content }) => content);

    it('begins with the first message that was said then or later', async () => {
      assert.deepEqual(await said('2026-11-20T14:00:00.000Z'), ['at 14', 'at 15']);
      assert.deepEqual(await said('2026-11-20T13:59:59.999Z'), ['at 14', 'at 15']);
      assert.deepEqual(await said('2026-11-20T14:00:00.001Z'), ['at 15']);
      assert.deepEqual(await said('2026-11-20T11:15Z', { limit: 2 }), ['at 12', 'at 13']);
    });

    it('takes a day alone, in UTC', async () => {
      assert.deepEqual(await said('2026-11-20', { limit: 1 }), ['at 10']);
      assert.deepEqual(await said('2026-11-21'), []);
    });

    it('says what came before it, and whether there is more', async () => {
      const first = await since('2026-01-01', { limit: 5 });
      assert.deepEqual([first.messages[0]?.prev, first.more], [0, true]);
      const second = await since('2026-11-20T14:00Z');
      assert.deepEqual([second.messages[0]?.prev, second.more], [7, false]);
      assert.equal((await since('2027-01-01')).more, false);
    });
  });
}

describe('a page of no place', () => {
  for (const place of [{ at: 'yesterday' }, { at: '2026-13-01' }, { at: '' }]) {
    it(`(${place.at}) is refused, with an example`, async () => {
      const { hall, ann } = talked(memories['all in memory']);
      const answer = await ask(hall, ann, { type: 'history', room: 'general', ...place });
      const { code, message } = answer as unknown as { code: string; message: string };
      assert.equal(code, 'bad-request');
      assert.match(message, /2026-11-20T14:30:00Z/);
    });
  }

  it('is refused where two are given', async () => {
    const { hall, ann } = talked(memories['all in memory']);
    for (const two of [
      { before: 3, after: 1 },
      { after: 1, at: '2026-11-20' },
    ]) {
      const answer = await ask(hall, ann, { type: 'history', room: 'general', ...two });
      assert.equal((answer as unknown as { code: string }).code, 'bad-request');
    }
  });
});
