// What programs print becomes text that may be said: looks and moves are left out, nothing is refused for them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOfLine } from '../../../src/client/sending/output-text.ts';
import { checkContent, isRefusal } from '../../../src/protocol/index.ts';
import { fc } from '../../support/generated.ts';

const lines: readonly [what: string, printed: string, text: string][] = [
  ['colours', '\x1b[01;34msrc\x1b[0m  \x1b[38;5;200mtest\x1b[m', 'src  test'],
  ['a link', '\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x07', 'here'],
  ['a title', '\x1b]0;root@host\x07done', 'done'],
  ['C1 sequences', '\x9b31mred\x9b0m', 'red'],
  ['a character set', '\x1b(Bplain\x1b=', 'plain'],
  ['a sequence that does not end', 'cut \x1b[38;5', 'cut '],
  ['a title that does not end', 'cut \x1b]0;nothing more', 'cut '],
  ['progress', '10%\r55%\r100% done\r', '100% done'],
  ['a line end of Windows', 'one\r', 'one'],
  ['bold as man prints it', 'N\bNA\bAM\bME\bE', 'NAME'],
  ['underlined', '_\bn_\ba_\bm_\be', 'name'],
  ['a tab', 'a\tb', 'a\tb'],
  ['other controls', 'a\0b\x07c\x7fd', 'abcd'],
  ['a direction that is not turned back', 'safe \u202etxt.exe', 'safe txt.exe'],
];

for (const [what, printed, text] of lines) {
  test(`${what}: ${JSON.stringify(printed)} is ${JSON.stringify(text)}`, () => {
    assert.equal(textOfLine(printed), text);
  });
}

test('whatever a program prints, what is left of it may be said', () => {
  const hostile = fc.string({
    unit: fc.constantFrom(
      '\x1b',
      '[',
      ']',
      '\r',
      '\b',
      '\x9b',
      '\u202e',
      '\u2069',
      ';',
      'm',
      'é',
      '\0',
    ),
  });
  fc.assert(
    fc.property(hostile, (printed) => {
      const refused = checkContent('text', `${textOfLine(printed)}.`);
      assert.ok(!isRefusal(refused), JSON.stringify(printed));
    }),
  );
});
