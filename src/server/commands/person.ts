// Asking the person at the terminal: a line that is shown as it is typed, or one that is not.
import type { Person } from './command.ts';

/** Standard input, as far as asking needs it. */
export interface Keyboard {
  setRawMode(isRaw: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', hear: (text: string) => void): unknown;
  off(event: 'data', hear: (text: string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** More than any password. */
const maxTyped = 1000;

export function personAt(keyboard: Keyboard, screen: { write(text: string): unknown }): Person {
  const ask = async (question: string, isShown: boolean) => {
    const typed = readTyped(keyboard, (text) => isShown && screen.write(text));
    // The terminal shows nothing by then, however fast somebody answers.
    screen.write(question);
    const text = await typed;
    screen.write('\n');
    return text;
  };
  return { unseen: (question) => ask(question, false), answer: (question) => ask(question, true) };
}

/** The terminal is as it was again, however that ends. */
function readTyped(keyboard: Keyboard, show: (text: string) => void): Promise<string | undefined> {
  return new Promise((resolve) => {
    const line = new TypedLine(show);
    const hear = (text: string) => {
      const isOver = line.type(text);
      if (!isOver) return;
      keyboard.off('data', hear);
      keyboard.setRawMode(false);
      keyboard.pause();
      resolve(line.text);
    };
    keyboard.setEncoding('utf8');
    // Raw, so that the terminal itself shows nothing.
    keyboard.setRawMode(true);
    keyboard.on('data', hear);
    keyboard.resume();
  });
}

const ctrlC = '\u0003';
const ctrlD = '\u0004';
const ctrlU = '\u0015';
const erasing = new Set(['\u007f', '\b']);
const ending = new Set(['\r', '\n']);

class TypedLine {
  readonly #show: (text: string) => void;
  #typed: string[] = [];
  #isGivenUp = false;

  constructor(show: (text: string) => void) {
    this.#show = show;
  }

  get text(): string | undefined {
    return this.#isGivenUp ? undefined : this.#typed.join('');
  }

  /** @returns whether the line is done */
  type(text: string): boolean {
    // An arrow or another key that is no character.
    if (text.startsWith('\u001b')) return false;
    for (const key of text) {
      if (ending.has(key)) return true;
      if (key === ctrlC || (key === ctrlD && this.#typed.length === 0)) {
        this.#isGivenUp = true;
        return true;
      }
      this.#take(key);
    }
    return false;
  }

  #take(key: string): void {
    if (erasing.has(key)) this.#erase(1);
    else if (key === ctrlU) this.#erase(this.#typed.length);
    else if (key >= ' ' && this.#typed.length < maxTyped) {
      this.#typed.push(key);
      this.#show(key);
    }
  }

  #erase(count: number): void {
    for (const _ of this.#typed.splice(this.#typed.length - count, count)) this.#show('\b \b');
  }
}
