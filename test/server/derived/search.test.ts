import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Entry, Message } from '../../../src/protocol/messages.ts';
import type { Search } from '../../../src/server/core/history.ts';
import { hashOfId } from '../../../src/server/core/id-filter.ts';
import { readQuery } from '../../../src/server/core/search-query.ts';
import { search } from '../../../src/server/derived/search.ts';
import { fc } from '../../support/generated.ts';
import { atEnd, entry, temporaryDirectory } from '../log/open-log.ts';
import { Indexed, LogModel } from './log-model.ts';

type Said = Partial<Entry>;

/** The same log twice: once in memory alone, once in the index file, in parts of a few lines. */
class Searched {
  readonly #indexes: readonly Indexed[];

  constructor(t: TestContext, said: readonly (Said | string)[]) {
    const directory = temporaryDirectory(t);
    this.#indexes = [1_000_000, 300].map((partBytes) => {
      const folder = join(directory, String(partBytes));
      mkdirSync(folder);
      const log = new LogModel(folder);
      log.append(
        ...said.map((one, index) =>
          entry(index + 1, typeof one === 'string' ? { content: one } : one),
        ),
      );
      const index = new Indexed(log, partBytes);
      assert.equal(index.work(), false);
      atEnd(t, () => index.keeper.close());
      return index;
    });
  }

  ask(text: string, parts: Partial<Search> = {}) {
    const ask = {
      query: readQuery(text),
      asker: 'alice',
      closed: [],
      before: Infinity,
      limit: 500,
      ...parts,
    };
    const [inMemory, inFile] = this.#indexes.map((index) => {
      const found = index.ask('search', ask);
      assert.deepEqual(index.notes, []);
      return found;
    });
    assert.deepEqual(inMemory, inFile);
    return inMemory as NonNullable<typeof inMemory>;
  }

  /** The seqs that are found, in their order. */
  seqs(text: string, parts: Partial<Search> = {}): number[] {
    return this.ask(text, parts).messages.map(({ seq }) => seq);
  }
}

test('all words count, in any order and case, and a phrase as it stands', (t) => {
  const log = new Searched(t, [
    'The quick brown fox',
    'brown, quick: FOX!',
    'a foxglove',
    'quick brownies',
  ]);
  assert.deepEqual(log.seqs('quick FOX'), [2, 1]);
  assert.deepEqual(log.seqs('"quick brown"'), [1]);
  assert.deepEqual(log.seqs('"brown, quick"'), [2]);
  assert.deepEqual(log.seqs('fox*'), [3, 2, 1]);
  assert.deepEqual(log.seqs('"quick brown*"'), [4, 1]);
  assert.deepEqual(log.seqs('"quick brown"*'), [4, 1]);
  assert.deepEqual(log.seqs('quick -fox'), [4]);
  assert.deepEqual(log.seqs('quick -"quick brown" -brownies'), [2]);
  assert.deepEqual(log.seqs('ox'), []);
});

test('a query without a word finds nothing, and with filters alone all that they leave', (t) => {
  const log = new Searched(t, ['one', { content: 'two', room: 'ops' }, { sender: 'Bob' }]);
  for (const text of ['', ' ', '-one', '!!!', '"', '""', '*', '-', '+ +']) {
    assert.deepEqual(log.seqs(text), [], text);
  }
  assert.deepEqual(log.seqs('in:ops'), [2]);
  assert.deepEqual(log.seqs('in:#Ops -one'), [2]);
  assert.deepEqual(log.seqs('from:@BOB'), [3]);
  assert.deepEqual(log.seqs('in:ops in:general -two'), [3, 1]);
  assert.deepEqual(log.seqs('from:bob from:alice one'), [1]);
  assert.deepEqual(log.seqs('in:ops !!!'), []);
});

test('a filter that is turned about is no filter', (t) => {
  const log = new Searched(t, [{ content: 'one' }, { content: 'one', sender: 'bob' }]);
  assert.deepEqual(log.seqs('one -from:bob'), [2, 1]);
});

const scripts: readonly (readonly [said: string, asked: string])[] = [
  ['Crème brûlée', 'creme BRULEE'],
  ['cre\u0300me', 'crème'],
  ['İstanbul', 'istanbul'],
  ['ПРИВЕТ', 'привет'],
  ['日本語テスト', '本語'],
  ['日本語テスト', 'テスト'],
  ['日本語テスト', '"日本語"'],
  ['버스를 탔다', '버스*'],
  ['สวัสดีครับ', 'ครับ'],
  ['हिन्दी में', 'हिन्दी'],
  ['مَرْحَبًا', 'مرحبا'],
  ['nice👍', 'nice'],
  ['nice👍', '👍'],
  ['👍👍', '👍'],
  ['👍🏽', '👍'],
  ['👨‍👩‍👧 family', '👨‍👩‍👧'],
  ['🇩🇪 vs 🇫🇷', '🇫🇷'],
  ['🫠 melting', '🫠'],
  ['I like C++', 'C++'],
  ['see a.b.c:80', 'a.b.c'],
  ['say "hello"', '"hello"'],
  ['say "hello"', 'hel*'],
  ['５０％ off', '50'],
  ['don’t', 'don’t'],
  ['NOT NEAR AND OR', 'NOT NEAR AND OR'],
];

for (const [said, asked] of scripts) {
  test(`${asked} finds ${said}`, (t) => {
    const log = new Searched(t, [said, 'something else', 'x']);
    assert.deepEqual(log.seqs(asked), [1]);
    assert.deepEqual(log.seqs(`-${asked} in:general`).length < 3, true);
  });
}

for (const sign of [
  'AND',
  'OR',
  'NOT',
  'NEAR(a b)',
  '^a',
  'text:a',
  'a*',
  '{text}:a',
  '(a',
  'b)',
  'a"b',
  "a'b",
  'a;--',
  '\0a',
  'a\0b',
  '\\a',
  '-',
  '--a',
  'a AND',
  'NOT a',
  '"a" "b',
  'a "',
  'marks:d',
  '{marks}:d',
]) {
  test(`${JSON.stringify(sign)} is words like any others`, (t) => {
    const log = new Searched(t, ['a b', { room: '@bob+carol', content: 'a b d text marks' }]);
    assert.ok(log.seqs(sign).every((seq) => seq === 1));
  });
}

test('no text is an error, however long and whatever is in it', (t) => {
  const log = new Searched(t, ['a b', 'from:x', { room: '@bob+carol', content: 'a' }]);
  const pieces = fc.constantFrom(
    '"',
    '*',
    '-',
    ':',
    'from:',
    'in:',
    'before:',
    'after:',
    '2026-11-20',
    ' ',
    'a',
    'AND',
    '(',
    ')',
    '{',
    '}',
    '^',
    'b*',
    '日',
    '\u0301',
    '\0',
    'in:a ',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 500, size: 'max' }),
    fc.string({ unit: 'grapheme', maxLength: 500, size: 'max' }),
    fc.array(pieces, { maxLength: 250, size: 'max' }).map((all) => all.join('').slice(0, 500)),
    fc.constantFrom(
      'in:a '.repeat(100),
      '日'.repeat(500),
      '"a" '.repeat(125),
      'a*'.repeat(250),
      '-a '.repeat(166),
    ),
  );
  fc.assert(
    fc.property(text, (any) => {
      for (const { room } of log.ask(any).messages) assert.equal(room, 'general');
    }),
    { numRuns: 500 },
  );
});

test('days begin and end at midnight UTC, and times count to the millisecond', (t) => {
  const times = [
    '19T23:59:59.999Z',
    '20T00:00:00.000Z',
    '20T12:00:00.500Z',
    '20T23:59:59.999Z',
    '21T00:00:00.000Z',
  ];
  const said = times.map((time) => ({ timestamp: `2026-11-${time}`, content: 'x' }));
  const many = Array.from({ length: 150 }, () => ({
    timestamp: '2026-11-22T00:00:00.000Z',
    content: 'y',
  }));
  const log = new Searched(t, [
    ...said,
    ...many,
    { timestamp: '2026-11-22T00:00:00.001Z', content: 'y' },
  ]);
  assert.deepEqual(log.seqs('x before:2026-11-20'), [1]);
  assert.deepEqual(log.seqs('x before:2026-11-21'), [4, 3, 2, 1]);
  assert.deepEqual(log.seqs('x after:2026-11-19'), [5, 4, 3, 2]);
  assert.deepEqual(log.seqs('x after:2026-11-20'), [5]);
  assert.deepEqual(log.seqs('x after:2026-11-19 before:2026-11-21'), [4, 3, 2]);
  assert.deepEqual(log.seqs('x before:2026-11-20T12:00:00.500Z'), [2, 1]);
  assert.deepEqual(log.seqs('x before:2026-11-20T12:00:00.501'), [3, 2, 1]);
  assert.deepEqual(log.seqs('x after:2026-11-20T12:00:00.500'), [5, 4]);
  assert.deepEqual(log.seqs('x after:2026-10'), [5, 4, 3, 2, 1]);
  assert.deepEqual(log.seqs('x after:2026-11'), []);
  assert.deepEqual(log.seqs('x before:2026-11'), []);
  assert.equal(log.seqs('y before:2026-11-22').length, 0);
  assert.equal(log.seqs('y before:2026-11-22T00:00:00.001').length, 150);
  assert.deepEqual(log.seqs('y after:2026-11-22T00:00'), [156]);
});

test('a day that is none is looked for as words', (t) => {
  const log = new Searched(t, ['before:2026-13', 'x']);
  assert.deepEqual(log.seqs('before:2026-13'), [1]);
  assert.deepEqual(log.seqs('in:@nobody x'), []);
});

test('of direct rooms only one’s own are found, by whatever query', (t) => {
  const log = new Searched(t, [
    { room: '@alice+bob', content: 'secret', sender: 'bob', between: ['alice', 'bob'] },
    { room: '@bob+carol', content: 'secret', sender: 'bob', between: ['bob', 'carol'] },
    { room: 'general', content: 'secret' },
  ]);
  for (const text of [
    'secret',
    'sec*',
    'secret from:bob',
    'from:bob',
    'in:@bob+carol',
    'in:@bob+carol secret',
    'in:@carol+bob in:@bob+alice secret',
  ]) {
    assert.ok(!log.seqs(text).includes(2), text);
    assert.ok(!log.seqs(text, { asker: 'carol' }).includes(1), text);
  }
  assert.deepEqual(log.seqs('secret'), [3, 1]);
  assert.deepEqual(log.seqs('in:@Bob+alice'), [1]);
  assert.deepEqual(log.seqs('secret', { asker: 'dave' }), [3]);
});

test('what was said to the one who had the name before is not found, nor what an older server wrote', (t) => {
  const log = new Searched(t, [
    { room: '@alice+bob', content: 'secret', between: ['alice', 'before'] },
    { room: '@alice+bob', content: 'secret' },
    { room: '@alice+bob', content: 'secret too', between: ['alice', 'now'] },
    {
      room: '@alice+bob',
      kind: 'edit',
      target: 1,
      content: 'secret!',
      between: ['alice', 'before'],
    },
  ]);
  assert.deepEqual(log.seqs('secret', { asker: 'now' }), [3]);
  assert.deepEqual(log.seqs('secret', { asker: 'before' }), [1]);
  assert.deepEqual(log.seqs('secret', { asker: 'alice' }), [1, 3]);
  assert.deepEqual(
    log.ask('secret', { asker: 'now' }).messages.map(({ prev }) => prev),
    [0],
  );
});

test('in rooms that are closed to who asks nothing is found, however many they are', (t) => {
  const closed = Array.from({ length: 1_000 }, (_, at) => `closed-${at}`);
  const log = new Searched(t, [
    { room: 'closed-0', content: 'secret' },
    { room: 'closed-999', content: 'secret' },
    { room: 'closed-1000', content: 'secret' },
  ]);
  assert.deepEqual(log.seqs('secret', { closed }), [3]);
  assert.deepEqual(log.seqs('in:closed-0 secret', { closed }), []);
  assert.deepEqual(log.seqs('in:closed-0 in:closed-999', { closed }), []);
  assert.deepEqual(log.ask('in:closed-0 secret', { closed }), log.ask('in:nowhere secret'));
});

test('where a page ends tells nothing of closed rooms either, also of those that one question cannot name', (t) => {
  const closed = Array.from({ length: 3_000 }, (_, at) => `closed-${at}`);
  const log = new Searched(t, [
    { room: 'closed-0', content: 'secret' },
    { room: 'closed-2999', content: 'secret' },
  ]);
  const nothing = log.ask('secret in:nowhere', { limit: 1 });
  assert.deepEqual(log.ask('secret', { closed, limit: 1 }), nothing);
  assert.deepEqual(log.ask('secret in:closed-2999', { closed, limit: 1 }), nothing);
});

test('names whose marks in the index are the same are not taken for each other', (t) => {
  const [reader, other] = ['mmrxximso', 'waoqamlxr'] as const;
  assert.equal(hashOfId(reader), hashOfId(other));
  const room = `@${[other, 'zoe'].sort().join('+')}`;
  const log = new Searched(t, [
    { room, content: 'secret', sender: other, between: [other, 'zoe'] },
    { content: 'open', sender: other },
    { room: other, content: 'elsewhere' },
  ]);
  assert.deepEqual(log.seqs('secret', { asker: reader }), []);
  assert.deepEqual(log.seqs('secret', { asker: other }), [1]);
  assert.deepEqual(log.seqs(`open from:${reader}`), []);
  assert.deepEqual(log.seqs(`in:${reader}`), []);
  assert.deepEqual(log.seqs(`in:${other}`), [3]);
});

const target = (seq: number, kind: Entry['kind'], content: string): Said => ({
  kind,
  content,
  target: seq,
});

test('an edited message is found by its new words alone, and a deleted one by none', (t) => {
  const log = new Searched(t, [
    'first draft',
    'first of many',
    target(1, 'edit', 'second draft'),
    target(1, 'edit', 'third draft'),
    'gone first',
    target(5, 'edit', 'gone second'),
    target(5, 'delete', ''),
    target(2, 'reaction', 'first'),
    { kind: 'text', content: 'reply first', target: 2 },
    { room: 'ops', kind: 'edit', content: 'draft elsewhere', target: 2 },
  ]);
  assert.deepEqual(log.seqs('first'), [9, 2]);
  assert.deepEqual(log.seqs('draft'), [1]);
  assert.deepEqual(log.seqs('second'), []);
  assert.deepEqual(log.seqs('gone'), []);
  const { messages, changes } = log.ask('third');
  assert.deepEqual(
    [messages.map(({ content }) => content), changes.map(({ content }) => content)],
    [['first draft'], ['third draft']],
  );
  assert.deepEqual(
    log.ask('many').changes.map(({ kind }) => kind),
    ['reaction'],
  );
});

test('pages of any size give every hit once, the newest words first', (t) => {
  const words = fc.constantFrom('hit', 'hit hit', 'miss', 'other');
  const one = fc.record({
    content: words,
    kind: fc.constantFrom('text', 'edit', 'delete', 'action'),
    back: fc.nat(30),
  });
  fc.assert(
    fc.property(
      fc.array(one, { maxLength: 120, size: 'max' }),
      fc.integer({ min: 1, max: 20 }),
      (drawn, limit) => {
        const said = drawn.map(({ content, kind, back }, at): Said => {
          const seq = Math.max(1, at - back);
          const points = at > 0 && (kind === 'edit' || kind === 'delete');
          return points
            ? target(seq, kind, kind === 'delete' ? '' : content)
            : { content, kind: kind === 'action' ? 'action' : 'text' };
        });
        const log = new Searched(t, said);
        const all = log.ask('hit', { limit: 10_000 });
        assert.equal(all.before, undefined);
        const paged: Message[] = [];
        let before: number | undefined = Infinity;
        for (let pages = 0; before !== undefined; pages++) {
          assert.ok(pages <= said.length + 1, 'the pages end');
          const page = log.ask('hit', { limit, before });
          assert.ok(page.messages.length <= limit);
          paged.push(...page.messages);
          assert.ok(page.before === undefined || page.before < before);
          before = page.before;
        }
        assert.deepEqual(paged, all.messages);
      },
    ),
    { numRuns: 25 },
  );
});

test('what takes longer than its patience says where to go on, and gets through in the end', (t) => {
  const directory = temporaryDirectory(t);
  const log = new LogModel(directory);
  log.append(...Array.from({ length: 300 }, (_, at) => entry(at + 1, { content: 'hit' })));
  const index = new Indexed(log, 2_000);
  atEnd(t, () => index.keeper.close());
  index.work();
  let nowMs = 0;
  const slow = () => {
    nowMs += 50;
    return nowMs;
  };
  const seqs: number[] = [];
  let before: number | undefined = Infinity;
  for (let asked = 0; before !== undefined; asked++) {
    assert.ok(asked < 400);
    const ask = { query: readQuery('hit'), asker: 'alice', closed: [], before, limit: 500 };
    const began = nowMs;
    const found = search(index.keeper.archive.parts, ask, slow);
    assert.ok(nowMs - began <= 250);
    seqs.push(...found.messages.map(({ seq }) => seq));
    before = found.before;
  }
  assert.deepEqual(
    seqs,
    Array.from({ length: 300 }, (_, at) => 300 - at),
  );
});

test('while the index is being made, the newest is found first and the answer is partial', (t) => {
  const log = new LogModel(temporaryDirectory(t));
  log.append(...Array.from({ length: 3_000 }, (_, at) => entry(at + 1, { content: `hit ${at}` })));
  const index = new Indexed(log, 10_000);
  atEnd(t, () => index.keeper.close());
  let known = 0;
  for (let isLeft = true; isLeft; isLeft = index.work(2)) {
    const ask = {
      query: readQuery('hit'),
      asker: 'alice',
      closed: [],
      before: Infinity,
      limit: 10_000,
    };
    const found = search(index.keeper.archive.parts, ask, () => 0);
    assert.equal(found.isPartial, index.keeper.archive.progress.left > 0);
    assert.ok(found.messages.length >= known);
    known = found.messages.length;
    assert.deepEqual(
      found.messages.map(({ seq }) => seq),
      Array.from({ length: known }, (_, at) => 3_000 - at),
    );
  }
  assert.equal(known, 3_000);
});
