import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  escapeContent,
  formatEntry,
  formatPublic,
  logHeader,
  parseEntry,
  unescapeContent,
} from '../../src/protocol/log-line.ts';
import type { Entry } from '../../src/protocol/messages.ts';
import { fc } from '../support/generated.ts';

const at = '2026-11-20T12:00:00.123Z';

function entry(parts: Partial<Entry>): Entry {
  return {
    room: 'general',
    seq: 42,
    kind: 'text',
    sender: 'alice',
    content: 'hello world',
    timestamp: at,
    ...parts,
  };
}

const lines: readonly (readonly [title: string, entry: Entry, line: string])[] = [
  [
    'a text',
    entry({ id: 'x7k2m9qa-1' }),
    `${at} 42 #general <alice> hello world\t{"id":"x7k2m9qa-1"}`,
  ],
  ['a text without an id has no META', entry({}), `${at} 42 #general <alice> hello world`],
  [
    'an action',
    entry({ kind: 'action', content: 'waves', id: 'a-2' }),
    `${at} 42 #general * alice waves\t{"id":"a-2"}`,
  ],
  [
    'a direct room',
    entry({ room: '@alice+bob', content: 'just between us' }),
    `${at} 42 @alice+bob <alice> just between us`,
  ],
  [
    'a direct room with the owners of its two',
    entry({ room: '@alice+bob', content: 'psst', between: ['k3f9x2ab7c', 'x7k2m9qa3c'] }),
    `${at} 42 @alice+bob <alice> psst\t{"between":["k3f9x2ab7c","x7k2m9qa3c"]}`,
  ],
  [
    'a direct room with an id and the owners of its two',
    entry({ room: '@alice+bob', content: 'psst', id: 'a-1', between: ['a', 'b'] }),
    `${at} 42 @alice+bob <alice> psst\t{"id":"a-1","between":["a","b"]}`,
  ],
  [
    'an edit in a direct room, with everything that META can say',
    entry({
      ...{ room: '@alice+bob', kind: 'edit', target: 41, content: 'better', id: 'a-9' },
      between: ['a', 'b'],
    }),
    `${at} 42 @alice+bob <alice> (edit 41) better\t{"kind":"edit","target":41,"id":"a-9","between":["a","b"]}`,
  ],
  [
    'an edit',
    entry({ kind: 'edit', target: 41, content: 'better', id: 'a-9' }),
    `${at} 42 #general <alice> (edit 41) better\t{"kind":"edit","target":41,"id":"a-9"}`,
  ],
  [
    'a deletion, which has no content',
    entry({ kind: 'delete', target: 41, content: '' }),
    `${at} 42 #general <alice> (delete 41)\t{"kind":"delete","target":41}`,
  ],
  [
    'a reaction',
    entry({ kind: 'reaction', target: 41, content: '👍🏽' }),
    `${at} 42 #general <alice> (reaction 41) 👍🏽\t{"kind":"reaction","target":41}`,
  ],
  [
    'a topic',
    entry({ kind: 'topic', content: 'News' }),
    `${at} 42 #general <alice> (topic) News\t{"kind":"topic"}`,
  ],
  [
    'a reply',
    entry({ target: 41, content: 'yes' }),
    `${at} 42 #general <alice> (reply 41) yes\t{"target":41}`,
  ],
  [
    'a text that looks like an edit',
    entry({ content: '(edit 41) no' }),
    `${at} 42 #general <alice> (edit 41) no`,
  ],
  [
    'a text that looks like META',
    entry({ content: 'x\t{"id":"a-1"}' }),
    `${at} 42 #general <alice> x\\t{"id":"a-1"}`,
  ],
];

for (const [title, value, line] of lines) {
  test(`a line of the log and back: ${title} (§7)`, () => {
    assert.equal(formatEntry(value), line);
    assert.deepEqual(parseEntry(line), value);
  });
}

const escapes: readonly (readonly [content: string, text: string])[] = [
  ['a\\b', 'a\\\\b'],
  ['a\tb\nc', 'a\\tb\\nc'],
  ['\r\u0000\u001b[31m\u007f\u009b', '\\u{d}\\u{0}\\u{1b}[31m\\u{7f}\\u{9b}'],
  ['\u202eabc\u2066\u200f\u061c', '\\u{202e}abc\\u{2066}\\u{200f}\\u{61c}'],
  ['\u0085\u2028\u2029\ufeff', '\\u{85}\\u{2028}\\u{2029}\\u{feff}'],
  ['pass\u00adword\u200b', 'pass\\u{ad}word\\u{200b}'],
  ['\u{e0041}', '\\u{e0041}'],
  ['\ud83d', '\\u{d83d}'],
  ['\ude00\ud83d', '\\u{de00}\\u{d83d}'],
];

for (const [content, text] of escapes) {
  test(`what could end a line, drive a terminal or hide is escaped: ${text} (§7)`, () => {
    assert.equal(escapeContent(content), text);
    assert.equal(unescapeContent(text), content);
  });
}

test('emoji, joined scripts and accents stand in the log as they are', () => {
  for (const content of ['👩‍👩‍👧 ❤️', 'نمی‌خواهم', 'naïve e\u0301', '日本語', '#️⃣']) {
    assert.equal(escapeContent(content), content);
  }
});

test('an escape that no content makes is refused', () => {
  for (const text of [
    '\\',
    'a\\x',
    '\\u{}',
    '\\u{41}',
    '\\u{202E}',
    '\\u{0202e}',
    '\\u{110000}',
    '\\u202e',
    'a\u0007',
    '\u202e',
  ]) {
    assert.equal(unescapeContent(text), undefined, JSON.stringify(text));
  }
});

test('a surrogate pair cannot be smuggled in as two escapes', () => {
  assert.equal(unescapeContent('\\u{d83d}\\u{de00}'), undefined);
});

const refused: readonly string[] = [
  '',
  logHeader,
  'hello',
  `${at} 42 #general <alice>`,
  `${at} 042 #general <alice> hi`,
  `${at} 0 #general <alice> hi`,
  `${at} 9007199254740992 #general <alice> hi`,
  `${at} -1 #general <alice> hi`,
  `${at} 42 general <alice> hi`,
  `${at} 42 #@alice+bob <alice> hi`,
  `${at} 42 # <alice> hi`,
  `${at} 42 #general <> hi`,
  `${at} 42 #general <al ice> hi`,
  `${at} 42 #gen\u202eeral <alice> hi`,
  `${at} 42 #general <ali\u001bce> hi`,
  `${at} 42 #general <alice> hi\t`,
  `${at} 42 #general <alice> hi\t{}`,
  `${at} 42 #general <alice> hi\t{"id":"a-1"} `,
  `${at} 42 #general <alice> hi\t{"id": "a-1"}`,
  `${at} 42 #general <alice> hi\t{"id":"a 1"}`,
  `${at} 42 #general <alice> hi\t{"id":7}`,
  `${at} 42 #general <alice> hi\t{"id":"a","id":"b"}`,
  `${at} 42 #general <alice> hi\t{"kind":"text"}`,
  `${at} 42 #general <alice> hi\t{"kind":"poll"}`,
  `${at} 42 #general <alice> hi\t{"kind":"topic"}`,
  `${at} 42 #general * alice (topic) hi\t{"kind":"topic"}`,
  `${at} 42 #general <alice> (edit 40) hi\t{"kind":"edit","target":41}`,
  `${at} 42 #general <alice> (edit 41) \t{"kind":"edit","target":41}`,
  `${at} 42 #general <alice> (edit 41) hi\t{"target":41,"kind":"edit"}`,
  `${at} 42 #general <alice> (reply 0) hi\t{"target":0}`,
  `${at} 42 #general <alice> (reply 1.5) hi\t{"target":1.5}`,
  `${at} 42 #general <alice> hi\t["id"]`,
  `${at} 42 #general <alice> hi\t{"between":["a","b"]}`,
  `${at} 42 #general <alice> hi\t{"id":"a-1","between":["a","b"]}`,
  `${at} 42 @alice+bob <alice> hi\t{"between":["a"]}`,
  `${at} 42 @alice+bob <alice> hi\t{"between":["a","b","c"]}`,
  `${at} 42 @alice+bob <alice> hi\t{"between":["a","B"]}`,
  `${at} 42 @alice+bob <alice> hi\t{"between":"ab"}`,
  `${at} 42 @alice+bob <alice> hi\t{"between":["a","b"],"id":"a-1"}`,
  `${at} 42 @alice+bob <alice> hi\t{"id":"a-1","between":["a", "b"]}`,
  `${at} 42 #general <alice> hi\nthere`,
  `${at}  42 #general <alice> hi`,
  ` ${at} 42 #general <alice> hi`,
  `2026-11-20T12:00:00Z 42 #general <alice> hi`,
  `2026-11-20 12:00:00.123Z 42 #general <alice> hi`,
  `2026-99-20T12:00:00.123Z 42 #general <alice> hi`,
];

for (const line of refused) {
  test(`what format could not have made does not parse: ${JSON.stringify(line)}`, () => {
    assert.equal(parseEntry(line), undefined);
  });
}

test("a newer version's META keys are ignored, known ones are still typed", () => {
  const head = `${at} 42 #general <alice>`;
  assert.deepEqual(
    parseEntry(`${head} hi\t{"id":"a-1","lang":"de"}`),
    entry({ content: 'hi', id: 'a-1' }),
  );
  assert.deepEqual(
    parseEntry(`${head} hi\t{"__proto__":{"kind":"edit"}}`),
    entry({ content: 'hi' }),
  );
  assert.equal(parseEntry(`${head} hi\t{"id":7,"lang":"de"}`), undefined);
});

const nameCharacter = fc.constantFrom(...'abcXYZ019-_.éßÅñ日本שй٣ि');
const name = fc.string({ unit: nameCharacter, minLength: 1, maxLength: 32 });
const seq = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
/** Rich in what a line could trip over. */
const content = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...['\\', '\t', '\n', '{', '}', '"', '(edit 41) ', '(topic)', '\\u{202e}', '\\t', ' ', 'a'],
        ...[
          '\u202e',
          '\u2028',
          '\ud83d',
          '\ude00',
          '👍',
          '\u200d',
          '\ufeff',
          '\u0000',
          '<bob> ',
          '# ',
        ],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);
const date = fc
  .date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((when) => when.toISOString());

const owner = fc.string({ unit: fc.constantFrom(...'abz019'), minLength: 1, maxLength: 12 });
const said = {
  seq,
  kind: fc.constantFrom('text', 'action', 'topic', 'edit', 'delete', 'reaction'),
  sender: name,
  content,
  timestamp: date,
  id: fc.string({ unit: fc.constantFrom(...'abzAZ09._:-'), minLength: 1, maxLength: 80 }),
  target: seq,
} as const;
const always = ['room', 'seq', 'kind', 'sender', 'content', 'timestamp'] as const;

const entries: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({ room: name, ...said }, { requiredKeys: [...always] }),
  fc.record(
    {
      room: fc.tuple(name, name).map(([one, other]) => `@${one}+${other}`),
      between: fc.tuple(owner, owner),
      ...said,
    },
    { requiredKeys: [...always] },
  ),
);

// The shape of fast-check's records differs from that of our literals; what they hold must not.
const plain = (value: Entry | undefined): unknown => value && { ...value };

test('every entry comes back from its line, and its line is one safe line', () => {
  fc.assert(
    fc.property(entries, (value) => {
      const line = formatEntry(value);
      assert.deepEqual(plain(parseEntry(line)), plain(value));
      assert.ok(line.isWellFormed());
      assert.doesNotMatch(line.replace('\t{', '{'), /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    }),
    { numRuns: 2_000 },
  );
});

test('the line as others than its operator may have it does not say between whom it was (§7.13)', () => {
  fc.assert(
    fc.property(entries, (value) => {
      const { between: _, ...rest } = value;
      assert.equal(formatPublic(value), formatEntry(rest));
    }),
  );
});

test('every content comes back from its escapes', () => {
  fc.assert(fc.property(content, (text) => unescapeContent(escapeContent(text)) === text));
});

/** One edit of a line: a part cut out, doubled, or replaced. */
const mutation = fc.record({
  where: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(3),
  put: fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '\t',
      '\\',
      '"',
      '0',
      '1',
      '<',
      '>',
      '#',
      '@',
      '* ',
      ',',
      '{',
      '}',
      '\n',
    ),
    fc.constantFrom('\\u{41}', '\\u{202e}', ',"x":1', '"id":"a"', '(edit 41) ', '\u202e', ':', '-'),
    fc.string({ unit: 'binary', maxLength: 2 }),
  ),
});

function mutate(
  line: string,
  { where, cut, put }: { where: number; cut: number; put: string },
): string {
  const from = Math.floor(where * line.length);
  return line.slice(0, from) + put + line.slice(from + cut);
}

function hasUnknownKeys(line: string): boolean {
  const keys = Object.keys(JSON.parse(line.split('\t')[1] ?? '{}'));
  return keys.some((key) => !['kind', 'target', 'id'].includes(key));
}

test('whatever line is accepted is the line that its entry makes', () => {
  let accepted = 0;
  fc.assert(
    fc.property(entries, fc.array(mutation, { minLength: 1, maxLength: 2 }), (value, mutations) => {
      const line = mutations.reduce(mutate, formatEntry(value));
      const parsed = parseEntry(line);
      if (parsed === undefined || hasUnknownKeys(line)) return;
      accepted++;
      assert.equal(formatEntry(parsed), line);
    }),
    { numRuns: 10_000 },
  );
  assert.ok(accepted > 30, `only ${accepted} mutated lines were accepted`);
});
