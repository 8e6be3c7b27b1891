// What is set off in a line of text, and what is left as it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionPattern, spansOf } from '../../src/ui/spans.ts';
import { fc } from '../support/generated.ts';

const found = (text: string, me = ''): string[] =>
  spansOf(text, mentionPattern(me)).map(
    ({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`,
  );

test('code stands between as many backticks as before', () => {
  assert.deepEqual(found('run `npm test`, then ``a `b` c``'), [
    'code: `npm test`',
    'code: ``a `b` c``',
  ]);
  for (const text of ['`', '``', 'a ` b', '`a``', '````']) assert.deepEqual(found(text), [], text);
});

test('in code nothing else is read', () => {
  assert.deepEqual(found('`https://a.org *b* alice`', 'alice'), [
    'code: `https://a.org *b* alice`',
  ]);
});

test('a word between stars is strong, what is counted or globbed is not', () => {
  assert.deepEqual(found('a *very good* idea, *really*!'), [
    'strong: *very good*',
    'strong: *really*',
  ]);
  for (const text of ['2*3*4', 'rm *.o and *.a', 'a * b * c', '**', '*/5 * * * *', 'x*y*', '/*a*/'])
    assert.deepEqual(found(text), [], text);
});

test('one’s own name is found as a word, in any case', () => {
  assert.deepEqual(found('Alice, @alice: malice alice-2 alice.', 'alice'), [
    'mention: Alice',
    'mention: @alice',
    'mention: alice',
  ]);
  assert.deepEqual(found('a+b c', 'a+b'), ['mention: a+b']);
});

test('a name in a link is the link’s', () => {
  assert.deepEqual(found('https://a.org/alice', 'alice'), ['link: https://a.org/alice']);
});

test('spans are in order, never overlap and never go beyond the text', () => {
  const piece = fc.constantFrom(
    '`',
    '``',
    '*',
    ' ',
    'a',
    'alice',
    '@',
    'https://',
    '(',
    ')',
    '.',
    '😀',
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join('')),
      (text) => {
        let end = 0;
        for (const span of spansOf(text, mentionPattern('alice'))) {
          assert.ok(span.start >= end && span.end > span.start && span.end <= text.length);
          end = span.end;
        }
      },
    ),
  );
});
