// What a terminal is told of a link.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linked } from '../../src/client/terminal-links.ts';

test('a part of a link ends what it begins', () => {
  assert.equal(
    linked('text', 'https://a.org', 'x1'),
    '\u001b]8;id=x1;https://a.org\u001b\\text\u001b]8;;\u001b\\',
  );
});
