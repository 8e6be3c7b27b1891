// Rows as lines: each part in its column, one's own messages with their fate.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { cellWidth } from '../../src/client/cells.ts';
import { layoutFor } from '../../src/client/layout.ts';
import { linesBefore, type RowStyle, rowLines } from '../../src/client/row-lines.ts';
import type { Row } from '../../src/sdk/row.ts';
import { fc } from '../support/generated.ts';
import { themeFor } from './looks.ts';
import { rowOf } from './row-of.ts';

const style: RowStyle = {
  layout: layoutFor(80, 24),
  theme: themeFor(0),
  me: 'alice',
  hasLinks: false,
  times: 'HH:mm',
  names: 'right',
};

function lines(row: Partial<Row>, columns = 80, more: Partial<RowStyle> = {}): string[] {
  return rowLines(rowOf(row), { ...style, layout: layoutFor(columns, 24), ...more });
}

const long = 'after the test run, when the log rotates and the index worker is idle';

test('time, name and text have their columns, and wrapped lines keep the text’s', () => {
  assert.deepEqual(lines({ text: long }), [
    ' 14:02        bob  after the test run, when the log rotates',
    '                   and the index worker is idle',
  ]);
});

test('a speaker is named once, a minute told once', () => {
  assert.deepEqual(lines({ isGrouped: true, isNewMinute: false }), [
    '                   shall we ship?',
  ]);
});

test('a long name is cut and pushes nothing about', () => {
  assert.deepEqual(lines({ sender: 'brave-otter-42' }), [' 14:02 brave-ott…  shall we ship?']);
});

test('on a narrow screen the name stands in front of the text', () => {
  assert.deepEqual(lines({ text: long }, 40), [
    ' 14:02 bob: after the test run, when',
    '       the log rotates and the index',
    '       worker is idle',
  ]);
});

test('a mention is marked at the edge', () => {
  assert.deepEqual(lines({ isMention: true, text: 'alice: look' }), [
    '▌14:02        bob  alice: look',
  ]);
});

test('what is on its way says so at the right, or on a line of its own', () => {
  const [one = ''] = lines({ delivery: 'pending' });
  assert.match(one, /shall we ship\? +sending…$/);
  assert.equal(one.length, 62);
  assert.equal(lines({ delivery: 'pending', text: 'x'.repeat(40) }).length, 2);
});

test('what failed says why', () => {
  assert.deepEqual(lines({ delivery: 'failed', why: 'You are muted.' }), [
    ' 14:02        bob  shall we ship?',
    '                   ✗ not sent: You are muted.',
  ]);
});

const thumb = { content: '👍', count: 2, names: ['bob', 'carol'], isOwn: false };

test('what was edited says so, what was deleted is gone', () => {
  assert.deepEqual(lines({ isEdited: true }), [' 14:02        bob  shall we ship?  (edited)']);
  assert.equal(lines({ isEdited: true, text: 'x'.repeat(40) }).length, 2);
  assert.deepEqual(lines({ isDeleted: true, text: 'deleted' }), [' 14:02        bob  deleted']);
});

test('reactions stand at the right, or below where there is no place', () => {
  const [one = ''] = lines({ reactions: [thumb] });
  assert.match(one, /shall we ship\? +👍 2$/);
  assert.equal(cellWidth(one), 62);
  const heart = { ...thumb, content: '❤️', count: 1 };
  assert.deepEqual(lines({ text: 'x'.repeat(40), reactions: [thumb, heart] }).slice(1), [
    '                   👍 2  ❤️ 1',
  ]);
  const many = lines({ reactions: Array(30).fill(thumb) });
  assert.equal(many.length, 6);
  for (const line of many) assert.ok(cellWidth(line) <= 62, line);
});

test('a reply has what it replies to in one line above it', () => {
  const reply = { target: 1, sender: 'carol', text: long };
  assert.deepEqual(lines({ target: 1, reply, text: 'yes' }), [
    ' 14:02        bob  ↳ carol: after the test run, when the log …',
    '                   yes',
  ]);
  assert.match(lines({ target: 1 })[0] ?? '', /↳ an older message$/);
});

test('days and what is new are announced by a line across the pane', () => {
  const [day, unread] = lines({ day: '2026-11-20', unread: 3 });
  assert.match(day ?? '', /^ ─+ Friday 20 November 2026 ─+ $/);
  assert.match(unread ?? '', /^ ─+ 3 new ─+ $/);
});

test('actions and changes name who acts', () => {
  assert.deepEqual(lines({ kind: 'action', text: 'waves' }), [' 14:02          *  bob waves']);
  assert.deepEqual(lines({ kind: 'change', text: 'set the topic: x' }, 40), [
    ' 14:02 * bob set the topic: x',
  ]);
});

test('the client’s own tables keep their columns', () => {
  const text = '/join <room>  enters a room; there need not be one of that name yet';
  assert.deepEqual(
    lines({ kind: 'info', text, sender: '' }).map((line) => line.slice(19)),
    ['/join <room>  enters a room; there need not', '              be one of that name yet'],
  );
});

test('what was found has a line each, cut to the width; what is visited is marked', () => {
  const hit = { number: 1, room: '#ops', when: '3 Mar 14:02', sender: 'bob', text: long };
  const hits = [{ ...hit, number: 12, when: '14:02', room: '#general' }, hit];
  const shown = lines({ kind: 'info', sender: '', text: 'Found.', hits });
  assert.deepEqual(shown.slice(0, 2), [
    ' 12 #general       14:02 bob: after the test run, when the lo…',
    '  1 #ops     3 Mar 14:02 bob: after the test run, when the lo…',
  ]);
  for (const line of lines({ kind: 'info', hits }, 30)) assert.ok(cellWidth(line) <= 30, line);
  assert.match(lines({ isHit: true })[0] ?? '', /^►14:02/);
});

test('hostile names and texts are shown', () => {
  const [line = ''] = lines({ sender: 'e\u001b[1m', text: 'a\u001b[2J\u202e' });
  assert.match(line, /e␛\[1m {2}a␛\[2J\\u\{202e\}$/);
  const reply = { target: 1, sender: 'e\u001b', text: '\u001b[2J' };
  const around = lines({ target: 1, reply, reactions: [{ ...thumb, content: '\u001b' }] }).join();
  assert.match(around, /↳ e␛: ␛\[2J.*␛ 2/);
  assert.doesNotMatch(around, /\u001b/);
});

test('times stand in a column as wide as their format, names at the side that is wanted', () => {
  assert.deepEqual(lines({}, 80, { times: 'HH:mm:ss', names: 'left' }), [
    ' 14:02:07 bob         shall we ship?',
  ]);
  assert.deepEqual(lines({}, 80, { times: 'h:mm a', nameWidth: 5 }), [
    '  2:02 pm   bob  shall we ship?',
  ]);
  assert.deepEqual(lines({}, 80, { times: 'none' }), ['        bob  shall we ship?']);
  assert.deepEqual(lines({}, 80, { nameWidth: 0 }), [' 14:02 bob: shall we ship?']);
  assert.match(lines({ isNewMinute: false }, 80, { times: 'HH:mm:ss' })[0] ?? '', /14:02:07/);
});

test('on a screen too narrow for both, the text has its place and the time has none', () => {
  assert.deepEqual(lines({}, 16, { times: 'h:mm:ss a' }), [' bob: shall we', ' ship?']);
});

test('code between fences stands behind a bar, cut where the line is full', () => {
  const text = `like this:\n\`\`\`ts\n  const tasks = ${'x'.repeat(30)};\n\`\`\`\nso`;
  assert.deepEqual(lines({ text }), [
    ' 14:02        bob  like this:',
    '                   │ ts',
    `                   │   const tasks = ${'x'.repeat(25)}`,
    '                   │ xxxxx;',
    '                   so',
  ]);
});

test('code does not begin behind a name', () => {
  assert.deepEqual(lines({ text: '```\na\n```' }, 40), [' 14:02 bob:', '       │ a']);
});

const links = { theme: themeFor(3), hasLinks: true };

test('a link broken over lines is one link', () => {
  const text = `see https://example.org/${'x'.repeat(60)} there`;
  const opened = lines({ text }, 80, links).flatMap(
    (line) => line.match(/\u001b\]8;id=\w+;[^\u001b]+/g) ?? [],
  );
  assert.equal(opened.length, 2);
  assert.equal(new Set(opened).size, 1);
});

test('two links to the same place are two, and where none are followed none are told', () => {
  const text = 'https://a.org https://a.org';
  const [line = ''] = lines({ text }, 80, links);
  assert.equal(new Set(line.match(/id=\w+/g)).size, 2);
  assert.doesNotMatch(lines({ text }, 80, { theme: themeFor(3) }).join(), /\u001b\]/);
});

test('every line ends what it begins, and paint moves nothing', () => {
  const piece = fc.constantFrom(
    '`',
    '``',
    '*',
    ' ',
    'word',
    'alice',
    'https://a.org/',
    '日本',
    '\n',
    '\n```\n',
    '> ',
    '👩‍👧',
    '(',
    ')',
    '\u001b[1m',
    '\u001b]8;;',
    '\u0007',
  );
  const texts = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(texts, fc.constantFrom(30, 60, 80), (text, columns) => {
      const painted = lines({ text, isMention: true }, columns, links);
      assert.deepEqual(
        painted.map(stripVTControlCharacters),
        lines({ text, isMention: true }, columns),
      );
      for (const line of painted) {
        assert.equal(
          line.match(/\u001b\]8;id=/g)?.length,
          line.match(/\u001b\]8;;\u001b/g)?.length,
        );
        assert.ok(endsPlain(line), JSON.stringify(line));
        assert.ok(cellWidth(stripVTControlCharacters(line)) <= layoutFor(columns, 24).mainWidth);
      }
    }),
  );
});

/** Each style that was begun has been ended. */
function endsPlain(line: string): boolean {
  const open = new Set<string>();
  for (const [, code = ''] of line.matchAll(/\u001b\[([\d;]+)m/g)) {
    const number = Number.parseInt(code, 10);
    if (number === 22) for (const one of ['1', '2']) open.delete(one);
    else if (number === 24) open.delete('4');
    else if (number === 39) open.delete('3');
    else open.add(number === 38 || (number >= 30 && number < 38) ? '3' : code);
  }
  return open.size === 0;
}

test('the lines that announce a day or what is new are counted', () => {
  assert.equal(linesBefore(rowOf()), 0);
  assert.equal(linesBefore(rowOf({ day: '2026-11-20', unread: 3 })), 2);
});

test('a long message is shown whole', () => {
  assert.equal(lines({ text: Array(200).fill('a').join('\n') }).length, 200);
  assert.equal(
    lines({ text: 'x'.repeat(4000) })
      .join('')
      .replace(/[^x]/g, '').length,
    4000,
  );
});
