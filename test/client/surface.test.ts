// The surface: whatever frames come, the terminal shows the last one, and little is written for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import headless from '@xterm/headless';
import { Surface } from '../../src/client/surface.ts';
import { fc } from '../support/generated.ts';
import { graphemeWidths } from '../support/grapheme-widths.ts';

const columns = 24;
const rows = 6;

class Glass {
  readonly surface = new Surface(columns, rows, (output) => this.#take(output));
  readonly terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  output = '';
  #written: Promise<void> = Promise.resolve();

  constructor() {
    this.terminal.unicode.register(graphemeWidths);
    this.terminal.unicode.activeVersion = graphemeWidths.version;
    this.#take('\u001b[?7l');
  }

  #take(output: string): void {
    this.output = output;
    this.#written = new Promise((resolve) => this.terminal.write(output, resolve));
  }

  /** What is seen: every cell with its colours. */
  async seen(): Promise<string[]> {
    await this.#written;
    return Array.from({ length: rows }, (_, y) => {
      const line = this.terminal.buffer.active.getLine(y);
      const cells = Array.from({ length: columns }, (_, x) => {
        const cell = line?.getCell(x);
        return `${cell?.getWidth() === 0 ? '' : cell?.getChars() || ' '}${cell?.getFgColor()},${cell?.isBold()},${cell?.isInverse()}`;
      });
      return cells.join('|');
    });
  }

  async text(): Promise<string> {
    await this.#written;
    const { active } = this.terminal.buffer;
    return Array.from({ length: rows }, (_, y) => active.getLine(y)?.translateToString(true)).join(
      '\n',
    );
  }

  async draw(lines: readonly string[], cursor = { x: 0, y: 0 }): Promise<void> {
    this.surface.place('all', { x: 0, y: 0, width: columns, height: rows, lines });
    this.surface.setCursor(cursor.x, cursor.y);
    this.surface.flush();
    await this.#written;
  }
}

const words = fc.constantFrom(
  'a',
  'bc',
  ' ',
  '   ',
  '日',
  '👍',
  '👨‍👩‍👧',
  'é',
  'ø',
  '│',
  '\u001b[31mred\u001b[39m',
  '\u001b[1mbold\u001b[22m',
  '\u001b[38;5;99m',
  '\u001b[38;2;1;2;3m',
  '\u001b[7mback\u001b[27m',
  '\u001b[0m',
);
const line = fc.array(words, { maxLength: 14 }).map((parts) => parts.join(''));
const frame = fc.array(line, { minLength: rows, maxLength: rows });

test('after any frames the terminal shows the last one, as if it alone had been drawn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 2, maxLength: 5 }), async (frames) => {
      const [step, once] = [new Glass(), new Glass()];
      for (const one of frames) await step.draw(one);
      await once.draw(frames.at(-1) ?? []);
      assert.deepEqual(await step.seen(), await once.seen());
    }),
    { numRuns: 150 },
  );
});

test('a character typed costs a few bytes, and nothing else is written again', async () => {
  const glass = new Glass();
  await glass.draw(['one', 'two', 'three', '', '', '> he'], { x: 4, y: 5 });
  await glass.draw(['one', 'two', 'three', '', '', '> hey'], { x: 5, y: 5 });
  assert.equal(glass.output, 'y\u001b[6;6H');
  await glass.draw(['one', 'two', 'three', '', '', '> hey'], { x: 5, y: 5 });
  assert.equal(glass.output, 'y\u001b[6;6H');
});

test('frames of several rows are bracketed, and none clears the screen', async () => {
  const glass = new Glass();
  await glass.draw(['one', 'two', '', '', '', '']);
  assert.match(glass.output, /^\u001b\[\?2026h.*\u001b\[\?2026l$/s);
  await glass.draw(['two', 'three', '', '', '', '']);
  assert.match(glass.output, /^\u001b\[\?2026h.*\u001b\[\?2026l$/s);
  assert.doesNotMatch(glass.output, /\u001b\[[0-3]?J/);
});

test('a row that is full to its last cell is seen whole, an emoji there too', async () => {
  const glass = new Glass();
  const full = `${'x'.repeat(columns - 2)}👍`;
  await glass.draw([full, '', '', '', '', '']);
  assert.equal((await glass.text()).split('\n')[0], full);
});

test('a sequence that is no style never reaches the terminal', async () => {
  const glass = new Glass();
  const hostile =
    '\u001b[2Jx\u001b]52;c;aGk=\u0007y\u001bcz\u009b2J\u001b[31\u0007mq\u0008\u001b[5n\u001b';
  await glass.draw([hostile, '', '', '', '', '']);
  const sequences = glass.output.match(/\u001b(?:\[[^@-~]*[@-~]|.)/gs) ?? [];
  for (const sequence of sequences)
    assert.match(sequence, /^\u001b\[(?:\?2026[hl]|\?25[hl]|[\d;]*[HKm])/);
  assert.doesNotMatch(glass.output, /[\u0000-\u001a\u007f-\u009f]/);
});

test('a region lies over one that was placed before it, and never goes over its own edges', async () => {
  const glass = new Glass();
  const lines = Array<string>(rows).fill('='.repeat(columns));
  glass.surface.place('all', { x: 0, y: 0, width: columns, height: rows, lines });
  glass.surface.place('left', { x: 0, y: 1, width: 5, height: 2, lines: ['日日日', 'abcdefgh'] });
  glass.surface.flush();
  assert.deepEqual((await glass.text()).split('\n').slice(0, 4), [
    '='.repeat(columns),
    `日日 ${'='.repeat(columns - 5)}`,
    `abcde${'='.repeat(columns - 5)}`,
    '='.repeat(columns),
  ]);
});

test('a link is opened and closed, also where only its end is drawn again', async () => {
  const glass = new Glass();
  const link = (text: string) => `\u001b]8;id=a;https://x.y/\u001b\\${text}\u001b]8;;\u001b\\`;
  await glass.draw([`see ${link('here')} now`, '', '', '', '', '']);
  assert.match(
    glass.output,
    /see \u001b\]8;id=a;https:\/\/x\.y\/\u001b\\here\u001b\]8;;\u001b\\ now/,
  );
  await glass.draw([`see ${link('herE')} now`, '', '', '', '', '']);
  assert.equal(
    glass.output,
    '\u001b[1;8H\u001b]8;id=a;https://x.y/\u001b\\E\u001b]8;;\u001b\\\u001b[1H',
  );
});

test('the last cell of a full row is not cleared again', async () => {
  const glass = new Glass();
  await glass.draw([`${'─'.repeat(columns - 2)}👍`, '─'.repeat(columns), '', '', '', '']);
  assert.deepEqual((await glass.text()).split('\n').slice(0, 2), [
    `${'─'.repeat(columns - 2)}👍`,
    '─'.repeat(columns),
  ]);
  assert.doesNotMatch(glass.output, /─\u001b\[K/);
});

test('where a terminal draws a grapheme otherwise, what follows keeps its column', async () => {
  const glass = new Glass();
  await glass.draw(['👨‍👩‍👧|', '', '', '', '', '']);
  assert.match(glass.output, /👨‍👩‍👧\u001b\[3G\|/);
});

test('the last column is drawn as well, on a screen of which nothing is known', async () => {
  const glass = new Glass();
  const full = 'x'.repeat(columns);
  await glass.draw(Array(rows).fill(full));
  assert.equal(await glass.text(), Array(rows).fill(full).join('\n'));
});

test('a mark on a letter of ASCII stays on it, and a keycap is one cell of two columns', async () => {
  const glass = new Glass();
  await glass.draw(['cafe\u0301 1\ufe0f\u20e3|', 'Z\u0334a\u0336l']);
  const [first = '', second = ''] = (await glass.text()).split('\n');
  assert.deepEqual([first, second], ['cafe\u0301 1\ufe0f\u20e3|', 'Z\u0334a\u0336l']);
  assert.ok((await glass.seen())[0]?.includes('1\ufe0f\u20e3-1,0,0|-1,0,0||-1,0,0'));
});
