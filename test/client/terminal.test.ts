// The terminal's modes: what is set is put back, in the opposite order, whatever happens between.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import type { ReadStream, WriteStream } from 'node:tty';
import { Terminal, type TerminalOptions } from '../../src/client/terminal.ts';

/** A terminal of which a test plays both ends. */
class FakeTerminal extends EventEmitter {
  written = '';
  isRaw = false;
  isGone = false;
  readonly keys: string[] = [];
  readonly terminal: Terminal;

  constructor(options: TerminalOptions = {}) {
    super();
    const keep = (keys: readonly { name: string }[]) =>
      this.keys.push(...keys.map(({ name }) => name));
    // Only what Terminal uses of the streams is played.
    const streams = this as unknown as ReadStream & WriteStream;
    this.terminal = new Terminal(streams, streams, keep, options);
  }

  setEncoding(): void {}
  resume(): void {}
  pause(): void {}
  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw;
  }
  write(output: string): void {
    if (this.isGone) throw new Error('EIO');
    this.written += output;
  }

  /** What it sends. */
  says(text: string): void {
    this.emit('data', text);
  }

  /** What has been written since the last call. */
  take(): string {
    const { written } = this;
    this.written = '';
    return written;
  }
}

const whole = { canBeAsked: true, hasTitle: true } as const;

/** Private modes that are left otherwise than they were found, by number. */
function leftSet(output: string): string[] {
  const normal = new Map([
    ['7', 'h'],
    ['25', 'h'],
  ]);
  const last = new Map<string, string>();
  for (const [, mode = '', to = ''] of output.matchAll(/\u001b\[\?(\d+)([hl])/g))
    last.set(mode, to);
  return [...last].filter(([mode, to]) => to !== (normal.get(mode) ?? 'l')).map(([mode]) => mode);
}

test('what is entered is left, the screen first and last', () => {
  const fake = new FakeTerminal(whole);
  fake.terminal.enter();
  const entered = fake.take();
  assert.ok(entered.startsWith('\u001b[?1049h\u001b[?25l'), JSON.stringify(entered));
  assert.ok(entered.endsWith('\u001b[c\u001b[H\u001b[2J'), 'the questions are wiped away');
  assert.equal(fake.isRaw, true);
  fake.terminal.leave();
  const left = fake.take();
  assert.ok(
    left.endsWith('\u001b[?2026l\u001b[?25h\u001b[H\u001b[2J\u001b[?1049l'),
    JSON.stringify(left),
  );
  assert.deepEqual(leftSet(entered + left), []);
  assert.equal(fake.isRaw, false);
  fake.terminal.leave();
  assert.equal(fake.take(), '');
});

test('the kitty keyboard is set once the terminal says that it has it, and taken back before its screen', () => {
  const fake = new FakeTerminal(whole);
  fake.terminal.enter();
  assert.doesNotMatch(fake.take(), /\u001b\[>\d+u/);
  fake.says('\u001b[?0u');
  fake.says('\u001b[?0u');
  assert.equal(fake.take(), '\u001b[>5u', 'once, however often it says so');
  fake.terminal.leave();
  assert.ok(fake.take().startsWith('\u001b[<u'));
  fake.terminal.enter();
  fake.take();
  fake.says('\u001b[?0u');
  assert.equal(fake.take(), '\u001b[>5u', 'and again after fg');
  fake.terminal.leave();
});

test('an answer that comes after leaving changes nothing', () => {
  const fake = new FakeTerminal(whole);
  fake.terminal.enter();
  fake.terminal.leave();
  fake.take();
  fake.says('\u001b[?0u');
  assert.equal(fake.take(), '');
});

test('the wheel’s arrow keys are turned off only where they were on, and come back', () => {
  for (const [told, set, reset] of [
    ['1', '\u001b[?1007l', '\u001b[?1007h'],
    ['2', '', ''],
    ['0', '', ''],
  ] as const) {
    const fake = new FakeTerminal(whole);
    fake.terminal.enter();
    fake.take();
    fake.says(`\u001b[?1007;${told}$y`);
    assert.equal(fake.take(), set);
    fake.terminal.leave();
    assert.equal(fake.take().includes('1007'), reset !== '');
  }
});

test('a title is safe, short, and put back', () => {
  const fake = new FakeTerminal(whole);
  fake.terminal.setTitle('before entering');
  fake.terminal.enter();
  fake.take();
  fake.terminal.setTitle(`#a\u0007\u001b\\b${'x'.repeat(500)}`);
  fake.terminal.setTitle('second');
  const titled = fake.take();
  assert.match(titled, /^\u001b\[22;0t(?:\u001b\]2;[^\p{Cc}]{1,100}\u001b\\){2}$/u);
  fake.terminal.leave();
  assert.ok(fake.take().startsWith('\u001b[23;0t'));
  const other = new FakeTerminal({ ...whole, hasTitle: false });
  other.terminal.enter();
  other.terminal.setTitle('x');
  assert.doesNotMatch(other.take(), /\u001b\]2;|22;0t/);
  fake.terminal.leave();
  other.terminal.leave();
});

test('a terminal that is gone can be left without an error', () => {
  const fake = new FakeTerminal(whole);
  fake.terminal.enter();
  fake.isGone = true;
  fake.terminal.setTitle('x');
  fake.terminal.leave();
});

test('the mouse is told of only where the person wants its wheel, and is let go before the screen', () => {
  const fake = new FakeTerminal(whole);
  fake.terminal.enter();
  assert.doesNotMatch(fake.take(), /1000h/);
  fake.terminal.setMouse(true);
  fake.terminal.setMouse(true);
  assert.equal(fake.take(), '\u001b[?1000h\u001b[?1006h');
  fake.terminal.leave();
  assert.ok(fake.take().startsWith('\u001b[?1006l\u001b[?1000l'));
  fake.terminal.enter();
  assert.match(fake.take(), /1000h/, 'and comes back with it');
  fake.terminal.setMouse(false);
  assert.equal(fake.take(), '\u001b[?1006l\u001b[?1000l');
  fake.terminal.leave();
  assert.doesNotMatch(fake.take(), /1000l/);
});
