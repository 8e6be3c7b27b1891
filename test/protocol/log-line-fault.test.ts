import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatEntry, parseEntry } from '../../src/protocol/log-line.ts';
import { faultOf } from '../../src/protocol/log-line-fault.ts';
import { fc } from '../support/generated.ts';

const at = '2026-11-20T12:00:00.123Z';
const head = `${at} 42 #general <alice>`;

const faults: readonly (readonly [line: string, fault: RegExp])[] = [
  ['hello there', /^"hello" is no time \(such as/],
  [` ${head} hi`, /^no time/],
  ['2026-11-20T12:00:00Z 42 #general <alice> hi', /is no time/],
  [`${at}`, /^nothing after its time$/],
  [`${at} 042 #general <alice> hi`, /^"042" is no seq/],
  [`${at} 9007199254740992 #general <alice> hi`, /^seq 9007199254740992 is too great$/],
  [`${at} 42 general <alice> hi`, /^"general" is no room/],
  [`${at} 42 #gen\u202eeral <alice> hi`, /^"#gen\\u\{202e\}eral" holds what no room may hold$/],
  [`${at} 42 #general alice: hi`, /^"alice:" is no sender/],
  [`${at} 42 #general <al ice> hi`, /^"<al" is no sender/],
  [`${at} 42 #general * ali\u001bce hi`, /^"\* ali\\u\{1b\}ce" holds what no sender may hold$/],
  [head, /^nothing after its sender$/],
  [`${head} a\\x`, /^a backslash in its content that escapes nothing$/],
  [`${head} \\u{41}`, /^\\u\{41\} is no escape that the log has$/],
  [`${head} \\u{d83d}\\u{de00}`, /^the server would write it otherwise$/],
  [`${head} boo\u001b[31m`, /^"\\u\{1b\}" stands in its content without being escaped$/],
  [`${head} hi\t`, /^"" after its tab is no META/],
  [`${head} hi\t{"id":"a-1"`, /after its tab is no META/],
  [`${head} hi\t["id"]`, /after its tab is no META/],
  [`${head} hi\t{}`, /^the server would write its META otherwise/],
  [`${head} hi\t{"id": "a-1"}`, /^the server would write its META otherwise/],
  [`${head} hi\t{"id":"a 1"}`, /^META may not hold "id":"a 1"$/],
  [`${head} hi\t{"kind":"poll"}`, /^META may not hold "kind":"poll"$/],
  [`${head} (reply 0) hi\t{"target":0}`, /^META may not hold "target":0$/],
  [
    `${head} hi\t{"between":["a","b"]}`,
    /^META says between whom, and "#general" is a room for all$/,
  ],
  [`${at} 42 @a+b <alice> hi\t{"between":["a","B"]}`, /^META may not hold "between":\["a","B"\]$/],
  [`${head} hi\t{"kind":"topic"}`, /^META makes it \(topic\), and its content does not begin so$/],
  [`${head} (edit 40) hi\t{"kind":"edit","target":41}`, /^META makes it \(edit 41\)/],
  [
    `${at} 42 #general * alice (topic) hi\t{"kind":"topic"}`,
    /^an action, which META calls a topic/,
  ],
  ['\0\0\0\0', /^4 zero bytes, as a power cut can leave them$/],
];

for (const [line, fault] of faults) {
  test(`a wrong line is told what is wrong with it: ${JSON.stringify(line)} (§7)`, () => {
    assert.equal(parseEntry(line), undefined);
    assert.match(faultOf(line) ?? '', fault);
  });
}

test('a line that parses has no fault', () => {
  for (const kind of ['text', 'action', 'topic', 'edit', 'delete', 'reaction'] as const) {
    const entry = { room: 'a', seq: 9, kind, sender: 'b', content: 'c', timestamp: at, target: 3 };
    assert.equal(faultOf(formatEntry(entry)), undefined);
  }
});

/** Lines that are nearly right, where it matters which part is wrong. */
const line = fc
  .tuple(
    fc.constantFrom(at, '2026', ''),
    fc.constantFrom('42', '0', 'x'),
    fc.constantFrom('#general', '@a+b', '#', 'general'),
    fc.constantFrom('<alice>', '* alice', 'alice', '*'),
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 9 }),
      fc.constantFrom('(edit 4) hi\t{"kind":"edit","target":4}', 'x\t{"id":"a"}', 'x\t{"id":4}'),
      fc.constantFrom('x\t{"between":["a","b"]}', 'x\t{"id":"a","between":["a","b"]}'),
      fc.constantFrom('x\t{"between":["a"]}', 'x\t{"between":["a","b"],"id":"a"}'),
    ),
  )
  .map((words) => words.join(' '));

test('there is a fault exactly where a line does not parse, and it is one safe, short line', () => {
  fc.assert(
    fc.property(fc.oneof(line, fc.string({ unit: 'binary' })), (text) => {
      const fault = faultOf(text);
      assert.equal(fault === undefined, parseEntry(text) !== undefined);
      assert.doesNotMatch(fault ?? '', /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      assert.ok((fault ?? '').length < 600);
    }),
    { numRuns: 2_000 },
  );
});
