// A message's text as what becomes elements: blocks, pieces, links that may be followed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionPattern } from '../../../src/ui/spans.ts';
import { blocksOf, piecesOf, unquoted } from '../../../src/web/pane/text-blocks.ts';
import { hostileStrings } from '../../client/hostile-strings.ts';

test('lines of one kind are one block; code has its label above it', () => {
  assert.deepEqual(blocksOf('see\nhere:\n```ts\na\n\nb\n```\n> q\n> r\nend'), [
    { kind: 'prose', lines: ['see', 'here:'] },
    { kind: 'label', lines: ['ts'] },
    { kind: 'code', lines: ['a', '', 'b'] },
    { kind: 'quote', lines: ['> q', '> r'] },
    { kind: 'prose', lines: ['end'] },
  ]);
  assert.deepEqual(unquoted(['> q', '>r']), ['q', 'r']);
});

test('what is no message is prose, whatever it looks like', () => {
  assert.deepEqual(blocksOf('> a\n```\nb\n```', true), [
    { kind: 'prose', lines: ['> a', '```', 'b', '```'] },
  ]);
});

test('what is set off loses its signs; a link says what was written', () => {
  assert.deepEqual(
    piecesOf('run `npm i` *now*, alice: https://a.example/ü.', mentionPattern('alice')),
    [
      { kind: 'plain', text: 'run ' },
      { kind: 'code', text: 'npm i' },
      { kind: 'plain', text: ' ' },
      { kind: 'strong', text: 'now' },
      { kind: 'plain', text: ', ' },
      { kind: 'mention', text: 'alice' },
      { kind: 'plain', text: ': ' },
      { kind: 'link', text: 'https://a.example/ü', uri: 'https://a.example/%C3%BC' },
      { kind: 'plain', text: '.' },
    ],
  );
});

test('no text becomes a link that a browser would run, or loses a word', () => {
  for (const text of [
    ...hostileStrings,
    'javascript:alert(1)',
    'data:text/html,x https://ok.example',
  ]) {
    for (const { lines } of blocksOf(text)) {
      for (const line of lines) {
        for (const { uri } of piecesOf(line, undefined))
          if (uri !== undefined) assert.match(uri, /^(?:https?:\/\/|mailto:)[ -~]+$/);
      }
    }
  }
});
