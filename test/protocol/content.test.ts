import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkContent, isRefusal } from '../../src/protocol/index.ts';

const codeOf = (outcome: ReturnType<typeof checkContent>) =>
  isRefusal(outcome) ? outcome.code : 'good';

describe('content', () => {
  it('loses trailing white space only', () => {
    assert.equal(checkContent('text', '  a\n\tb \n '), '  a\n\tb');
  });

  it('is refused when nothing is left', () => {
    assert.equal(codeOf(checkContent('text', ' \n\t ')), 'content-empty');
    assert.equal(codeOf(checkContent('action', '')), 'content-empty');
  });

  it('has 4,000 code points at most', () => {
    assert.equal(codeOf(checkContent('text', '😀'.repeat(4000))), 'good');
    assert.equal(codeOf(checkContent('text', '😀'.repeat(4001))), 'content-too-long');
    assert.equal(codeOf(checkContent('text', 'x'.repeat(4001))), 'content-too-long');
    assert.equal(codeOf(checkContent('topic', 'x'.repeat(301))), 'content-too-long');
  });

  it('holds no control character but newline and tab', () => {
    for (let code = 0; code < 0xa0; code++) {
      const isAllowed = code === 9 || code === 10 || (code >= 0x20 && code < 0x7f);
      const outcome = codeOf(checkContent('text', `a${String.fromCharCode(code)}b`));
      assert.equal(outcome, isAllowed ? 'good' : 'content-invalid', code.toString(16));
    }
    assert.equal(codeOf(checkContent('text', 'half \ud83d')), 'content-invalid');
  });

  it('closes each bidirectional override and isolate in its own line', () => {
    const good = ['\u202eab\u202c', '\u2067a\u202bb\u202c\u2069', 'a\n\u202db\u202c'];
    const bad = ['\u202eab', '\u2066', 'a\u202c', '\u2067a\u202eb\u2069\u202c', '\u202ea\nb\u202c'];
    for (const text of good) assert.equal(codeOf(checkContent('text', text)), 'good');
    for (const text of bad) assert.equal(codeOf(checkContent('text', text)), 'content-invalid');
  });

  it('of a topic is one line, of a reaction one grapheme, of a deletion nothing', () => {
    for (const end of ['\n', '\u2028', '\u2029']) {
      assert.equal(codeOf(checkContent('topic', `a${end}b`)), 'content-invalid');
    }
    assert.equal(checkContent('topic', ''), '');
    assert.equal(checkContent('reaction', '👩‍👩‍👧'), '👩‍👩‍👧');
    assert.equal(codeOf(checkContent('reaction', 'ab')), 'content-invalid');
    assert.equal(checkContent('delete', 'whatever'), '');
  });
});
