// Prose, quotations and code between fences.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paragraphsOf } from '../../src/ui/paragraphs.ts';

const kinds = (...lines: string[]): string[] =>
  paragraphsOf(lines).map(({ kind, text }) => `${kind}: ${text}`);

test('what stands between fences is code, with what its language is called', () => {
  assert.deepEqual(kinds('look:', '```ts', '  if (a) {', '', '```', 'so'), [
    'prose: look:',
    'label: ts',
    'code:   if (a) {',
    'code: ',
    'prose: so',
  ]);
});

test('in code nothing is a quotation', () => {
  assert.deepEqual(kinds('```', '> a', '```', '> b'), ['code: > a', 'quote: > b']);
});

test('a fence without an end, or with nothing behind it, is shown as it is', () => {
  assert.deepEqual(kinds('```ts', 'a'), ['prose: ```ts', 'prose: a']);
  assert.deepEqual(kinds('```', '```'), ['prose: ```', 'prose: ```']);
  assert.deepEqual(kinds('``` not a label', 'a', '```'), [
    'prose: ``` not a label',
    'prose: a',
    'prose: ```',
  ]);
});

test('nothing is lost of a text full of fences', () => {
  const lines = Array.from({ length: 4000 }, (_, index) => (index % 2 === 0 ? '```a' : 'x'));
  assert.equal(paragraphsOf(lines).length, 4000);
});
