// The terminal's modes: what the client sets, and how each is put back on every way out.
import type { ReadStream, WriteStream } from 'node:tty';
import { type Key, KeyReader } from './keys.ts';

const alternateOn = '\u001b[?1049h';
const alternateOff = '\u001b[?1049l';
const pasteOn = '\u001b[?2004h';
const pasteOff = '\u001b[?2004l';
// A line that the terminal thinks wider than we do is cut at the edge instead of pushing the rest down.
const wrapOff = '\u001b[?7l';
const wrapOn = '\u001b[?7h';
const focusOn = '\u001b[?1004h';
const focusOff = '\u001b[?1004l';
// Otherwise some terminals send arrow keys for the wheel, which would call back history.
const wheelArrowsOff = '\u001b[?1007l';
const plainStyle = '\u001b[0m';
const showCursor = '\u001b[?25h';

/** How long an Escape may wait to become another key; over a slow link the rest comes in one packet. */
const escapeWaitMs = 30;

export class Terminal {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly #keys = new KeyReader();
  readonly #onKeys: (keys: readonly Key[]) => void;
  #timer: NodeJS.Timeout | undefined;
  #isEntered = false;

  /** `onKeys` gets all keys of one read together, so that they are drawn together. */
  constructor(stdin: ReadStream, stdout: WriteStream, onKeys: (keys: readonly Key[]) => void) {
    this.stdin = stdin;
    this.stdout = stdout;
    this.#onKeys = onKeys;
    stdin.setEncoding('utf8');
  }

  enter(): void {
    if (this.#isEntered) return;
    this.#isEntered = true;
    this.stdin.setRawMode(true);
    this.stdin.on('data', this.#read);
    this.stdin.resume();
    this.stdout.write(alternateOn + pasteOn + wrapOff + focusOn + wheelArrowsOff);
  }

  /** Puts back everything; harmless when done twice. */
  leave(): void {
    if (!this.#isEntered) return;
    this.#isEntered = false;
    clearTimeout(this.#timer);
    this.stdin.off('data', this.#read);
    this.stdin.pause();
    quietly(() =>
      this.stdout.write(pasteOff + focusOff + wrapOn + plainStyle + alternateOff + showCursor),
    );
    quietly(() => this.stdin.setRawMode(false));
  }

  readonly #read = (chunk: string | Buffer): void => {
    clearTimeout(this.#timer);
    this.#give(this.#keys.push(chunk.toString()));
    if (this.#keys.isWaiting) {
      this.#timer = setTimeout(() => this.#give(this.#keys.flush()), escapeWaitMs);
    }
  };

  #give(keys: readonly Key[]): void {
    if (keys.length > 0) this.#onKeys(keys);
  }
}

/** A terminal that is gone cannot be put in order; leaving must go on all the same. */
function quietly(action: () => unknown): void {
  try {
    action();
  } catch {
    // There is nobody left to tell.
  }
}
