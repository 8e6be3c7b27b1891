// The terminal while the client has it: its modes, set and put back on every way out, its keys, its answers.
import type { ReadStream, WriteStream } from 'node:tty';
import { safeText } from '../ui/safe-text.ts';
import { type Key, KeyReader } from './keys.ts';
import { type Answer, answerOf, questionMs, questions } from './terminal-answers.ts';
import {
  allReset,
  allSet,
  inputModes,
  kittyKeyboard,
  type Mode,
  mouse,
  noWheelArrows,
  screenModes,
  titled,
  windowTitle,
  wiped,
} from './terminal-modes.ts';

/** How long an Escape may wait to become another key; over a slow link the rest comes in one packet. */
const escapeWaitMs = 30;

/** How long the rest of an answer may take, a packet that has to be sent again included. */
const replyWaitMs = 2_000;

/** More of a title is not seen anywhere. */
const maxTitleLength = 80;

export interface TerminalOptions {
  /** It answers questions; without that none is asked. */
  readonly canBeAsked?: boolean;
  readonly hasTitle?: boolean;
  /** What the terminal says of itself; late, never, or more than once. */
  readonly onAnswer?: (answer: Answer) => void;
}

export class Terminal {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly #keys = new KeyReader((reply) => this.#reply(reply));
  readonly #onKeys: (keys: readonly Key[]) => void;
  readonly #options: TerminalOptions;
  /** What is to be put back, in the order in which it was set. */
  #modes: Mode[] = [];
  #keyTimer: NodeJS.Timeout | undefined;
  #questionTimer: NodeJS.Timeout | undefined;
  #isEntered = false;
  #title: string | undefined;
  #hasMouse = false;

  /** `onKeys` gets all keys of one read together, so that they are drawn together. */
  constructor(
    stdin: ReadStream,
    stdout: WriteStream,
    onKeys: (keys: readonly Key[]) => void,
    options: TerminalOptions = {},
  ) {
    this.stdin = stdin;
    this.stdout = stdout;
    this.#onKeys = onKeys;
    this.#options = options;
    stdin.setEncoding('utf8');
  }

  enter(): void {
    if (this.#isEntered) return;
    this.#isEntered = true;
    this.stdin.setRawMode(true);
    this.stdin.on('data', this.#read);
    this.stdin.resume();
    this.#set([...screenModes, ...inputModes, ...(this.#hasMouse ? [mouse] : [])]);
    if (this.#title !== undefined) this.setTitle(this.#title);
    this.#ask();
    // Whatever a terminal has shown of the questions is gone before the first frame.
    this.write(wiped);
  }

  /** Puts everything back that was set; harmless when done twice. */
  leave(): void {
    if (!this.#isEntered) return;
    this.#isEntered = false;
    clearTimeout(this.#keyTimer);
    this.#settle();
    this.stdin.off('data', this.#read);
    this.stdin.pause();
    this.write(allReset(this.#modes));
    this.#modes = [];
    quietly(() => this.stdin.setRawMode(false));
  }

  /** What the window is called while the client has it, where that can be put back; nothing of the text is acted on. */
  setTitle(title: string): void {
    this.#title = title;
    if (!this.#isEntered || !this.#options.hasTitle) return;
    this.#set([windowTitle]);
    this.write(titled(safeText(title).slice(0, maxTitleLength).toWellFormed()));
  }

  /** Whether the wheel is told of; as it is when one comes back, too. */
  setMouse(isOn: boolean): void {
    this.#hasMouse = isOn;
    if (!this.#isEntered || this.#modes.includes(mouse) === isOn) return;
    if (isOn) return this.#set([mouse]);
    this.#modes = this.#modes.filter((mode) => mode !== mouse);
    this.write(mouse.reset);
  }

  /** For what changes nothing on the screen: a bell, a notification. A terminal that is gone is no error. */
  write(output: string): void {
    quietly(() => this.stdout.write(output));
  }

  /** Sets those that are not set yet, to be put back by `leave`. */
  #set(modes: readonly Mode[]): void {
    const fresh = modes.filter((mode) => !this.#modes.includes(mode));
    // First noted, then written: what may have been set is put back.
    this.#modes.push(...fresh);
    this.write(allSet(fresh));
  }

  #ask(): void {
    if (!this.#options.canBeAsked) return;
    this.#keys.expectReplies(true);
    this.#questionTimer = setTimeout(() => this.#settle(), questionMs);
    this.#questionTimer.unref();
    this.write(questions);
  }

  /** No answer is awaited any more. */
  #settle(): void {
    clearTimeout(this.#questionTimer);
    this.#keys.expectReplies(false);
  }

  #reply(reply: string): void {
    const answer = answerOf(reply);
    if (answer === undefined || !this.#isEntered) return;
    if (answer.type === 'fence') this.#settle();
    if (answer.type === 'wheelArrows' && answer.isOn) this.#set([noWheelArrows]);
    if (answer.type === 'keyboard') this.#set([kittyKeyboard]);
    this.#options.onAnswer?.(answer);
  }

  readonly #read = (chunk: string | Buffer): void => {
    clearTimeout(this.#keyTimer);
    this.#give(this.#keys.push(chunk.toString()));
    this.#await();
  };

  #await(): void {
    const { waitsFor } = this.#keys;
    if (waitsFor === 'nothing' || !this.#isEntered) return;
    this.#keyTimer = setTimeout(
      () => {
        this.#give(this.#keys.flush());
        this.#await();
      },
      waitsFor === 'key' ? escapeWaitMs : replyWaitMs,
    );
  }

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
