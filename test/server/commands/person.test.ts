import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Keyboard, personAt } from '../../../src/server/commands/person.ts';

/** A terminal in which somebody types, and what it shows. */
class Desk implements Keyboard {
  shown = '';
  isRaw = false;
  /** Whether the terminal would have shown what is typed right after the question. */
  wasAskedTooSoon = false;
  #hear: (text: string) => void = () => {};
  readonly person = personAt(this, {
    write: (text) => {
      this.shown += text;
      if (text.includes(': ') && !this.isRaw) this.wasAskedTooSoon = true;
    },
  });

  type(...texts: string[]): void {
    for (const text of texts) this.#hear(text);
  }
  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw;
  }
  on(_: 'data', hear: (text: string) => void): void {
    this.#hear = hear;
  }
  off(): void {
    this.#hear = () => {};
  }
  setEncoding(): void {}
  resume(): void {}
  pause(): void {}
}

describe('asking the person at the terminal', () => {
  it('shows nothing of a password, and gives the terminal back as it was', async () => {
    const desk = new Desk();
    const asked = desk.person.unseen('Password: ');
    assert.equal(desk.isRaw, true);
    desk.type('nine ', 'grén', '\u007f\u007f', 'een', '\r');
    assert.equal(await asked, 'nine green');
    assert.equal(desk.shown, 'Password: \n');
    assert.equal(desk.wasAskedTooSoon, false);
    assert.equal(desk.isRaw, false);
  });

  it('shows an answer, and what is erased of it', async () => {
    const desk = new Desk();
    const asked = desk.person.answer('Sure? ');
    desk.type('no', '\u0015', 'yes\n');
    assert.equal(await asked, 'yes');
    assert.equal(desk.shown, 'Sure? no\b \b\b \byes\n');
  });

  it('has no answer after Ctrl-C, or Ctrl-D on an empty line', async () => {
    for (const keys of [['abc', '\u0003'], ['\u0004']]) {
      const desk = new Desk();
      const asked = desk.person.unseen('Password: ');
      desk.type(...keys);
      assert.equal(await asked, undefined);
      assert.equal(desk.isRaw, false);
    }
  });

  it('takes what is pasted, and no arrows', async () => {
    const desk = new Desk();
    const asked = desk.person.unseen('Password: ');
    desk.type('\u001b[A', 'pasted at once\r');
    assert.equal(await asked, 'pasted at once');
  });
});
