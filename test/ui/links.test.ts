// Where links begin and end, and what address they give.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linksIn, uriOf } from '../../src/ui/links.ts';
import { fc } from '../support/generated.ts';

const found = (text: string): string[] =>
  linksIn(text).map(({ start, end }) => text.slice(start, end));

test('a link ends where its sentence does', () => {
  const ends: Readonly<Record<string, string>> = {
    'see https://a.org/b.': 'https://a.org/b',
    'https://a.org/?q=1&r=2!': 'https://a.org/?q=1&r=2',
    '(at https://a.org/b)': 'https://a.org/b',
    'https://a.org/b_(c)': 'https://a.org/b_(c)',
    '(https://a.org/b_(c)).': 'https://a.org/b_(c)',
    '[x](https://a.org/b), y': 'https://a.org/b',
    '<https://a.org/b>': 'https://a.org/b',
    '"https://a.org/b"': 'https://a.org/b',
    '*https://a.org/b*': 'https://a.org/b',
    'HTTP://A.org': 'HTTP://A.org',
    '見て https://a.org/日本。次': 'https://a.org/日本',
    'mailto:bob@a.org,': 'mailto:bob@a.org',
    'https://a.org/x\\u{202e}y': 'https://a.org/x',
  };
  for (const [text, link] of Object.entries(ends)) assert.deepEqual(found(text), [link], text);
});

test('what only looks like a link is none', () => {
  for (const text of [
    'https://',
    'http:/a.org',
    'xhttps://a.org',
    'ftp://a.org',
    'https://...',
    'mailto:',
  ]) {
    assert.deepEqual(found(text), [], text);
  }
});

test('each of several is found', () => {
  assert.deepEqual(found('https://a.org https://b.org, http://c.org'), [
    'https://a.org',
    'https://b.org',
    'http://c.org',
  ]);
});

test('nothing can stand in an address that would end it or begin another', () => {
  const harmless = /^(?:https?:\/\/|mailto:)[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,=%]*$/i;
  fc.assert(
    fc.property(
      fc.constantFrom('https://', 'http://', 'mailto:'),
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({
          unit: fc.constantFrom('\u001b', '\\', '\u0007', '\u009c', ';', 'ü', '\ud800'),
        }),
      ),
      (scheme, rest) => {
        const uri = uriOf(scheme + rest);
        assert.ok(uri === undefined ? rest === '' || rest.length > 100 : harmless.test(uri), uri);
      },
    ),
  );
});

test('only what a browser or a mail program opens is passed on, and only as long as terminals take', () => {
  for (const link of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ssh://a',
    'x',
    '',
    'https://',
  ]) {
    assert.equal(uriOf(link), undefined, link);
  }
  assert.equal(uriOf(`https://a.org/${'x'.repeat(3000)}`), undefined);
  assert.equal(uriOf('https://a.org/ü;x%20y'), 'https://a.org/%C3%BC%3Bx%20y');
});
