// Keeps the input lines in a file, a second behind at most, beside other clients of the same person.
import type { CancelTimer, Clock } from '../sdk/clock.ts';
import { isSecret } from '../ui/own-commands.ts';
import {
  createMemoryFormat,
  editorsFrom,
  type InputMemory,
  maxInputBytes,
  mergeMemories,
  parseMemory,
  remembered,
} from './input-memory.ts';
import { readKept, setAside, stampOf, whileLocked, writeKept } from './kept-file.ts';
import { type Editor, emptyEditor } from './line-editor.ts';
import { shownPath } from './own-folders.ts';
import type { Ui } from './ui.ts';

/** How far the file may be behind. */
const delayMs = 1_000;
/** Another client writes just now: it takes milliseconds. */
const retryMs = 20;
/** So often it is tried at the end, where nothing else can be done meanwhile. */
const lastTries = 10;

type Lines = Pick<Ui, 'editors' | 'composing'>;

export class InputFile {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #complain: (problem: string) => void;
  #memory: InputMemory = new Map();
  /** The lines as the memory has them, and as they are. */
  #held: Lines = { editors: new Map(), composing: new Map() };
  #current: Lines = this.#held;
  #cancel: CancelTimer | undefined;
  #isBehind = false;
  #hasComplained = false;
  readonly #format = createMemoryFormat();
  /** As it was when it was read or written last. */
  #stamp: string | undefined;

  /** `complain` is called once at most: the client goes on without the file. */
  constructor(path: string, clock: Clock, complain: (problem: string) => void) {
    this.#path = path;
    this.#clock = clock;
    this.#complain = complain;
  }

  /** The lines as they were kept, or why they can't be had. Call once, before anything is written. */
  read(): { readonly editors: ReadonlyMap<string, Editor>; readonly problem?: string } {
    this.#stamp = stampOf(this.#path);
    const { memory, problem } = this.#kept();
    this.#memory = memory;
    this.#held = { ...this.#held, editors: editorsFrom(memory) };
    this.#current = this.#held;
    return { editors: this.#held.editors, ...(problem === undefined ? {} : { problem }) };
  }

  /** To be called whenever the lines may have changed: costs nothing if they have not. */
  see({ editors, composing }: Lines): void {
    if (editors === this.#current.editors && composing === this.#current.composing) return;
    this.#current = { editors, composing };
    this.#cancel ??= this.#clock.setTimer(delayMs, this.#onTime);
  }

  /** At the end of the program, whatever ends it. */
  flush(): void {
    if (this.#cancel === undefined) return;
    this.#cancel();
    this.#cancel = undefined;
    this.#remember();
    for (let left = lastTries; left > 0 && !this.#write(); left -= 1) pause(retryMs);
  }

  readonly #onTime = (): void => {
    this.#cancel = undefined;
    this.#remember();
    if (!this.#write()) this.#cancel = this.#clock.setTimer(retryMs, this.#onTime);
  };

  #remember(): void {
    const before = this.#memory;
    const [held, current] = [this.#held, this.#current];
    for (const room of current.editors.keys()) {
      const change = { before: lineOf(held, room), after: lineOf(current, room) };
      if (change.before === change.after) continue;
      this.#memory = remembered(this.#memory, room, change, this.#clock.now(), isSecret);
    }
    this.#held = current;
    this.#isBehind ||= this.#memory !== before;
  }

  /** What others have written meanwhile stays. @returns false: not now */
  #write(): boolean {
    if (!this.#isBehind) return true;
    return whileLocked(this.#path, Date.now(), () => {
      // Mostly nobody else has written, and reading much takes longer than a key may wait.
      if (stampOf(this.#path) !== this.#stamp)
        this.#memory = mergeMemories(this.#memory, this.#kept().memory);
      const problem = writeKept(this.#path, this.#format(this.#memory), { isHasty: true });
      this.#stamp = stampOf(this.#path);
      if (problem !== undefined)
        this.#tell(`${shownPath(this.#path)}: what you write is not kept: ${problem}.`);
      this.#isBehind = false;
    });
  }

  /** What can't be read is put aside, so that it is told once and can be looked at. */
  #kept(): { readonly memory: InputMemory; readonly problem?: string } {
    const kept = readKept(this.#path, 2 * maxInputBytes);
    if ('text' in kept && kept.text === '') return { memory: new Map() };
    const memory = 'text' in kept ? parseMemory(kept.text) : undefined;
    if (memory !== undefined) return { memory };
    const why = 'problem' in kept ? kept.problem : 'it is damaged';
    setAside(this.#path);
    const problem = `${shownPath(this.#path)}: what you wrote before can’t be read: ${why}.`;
    return { memory: new Map(), problem };
  }

  #tell(problem: string): void {
    if (this.#hasComplained) return;
    this.#hasComplained = true;
    this.#complain(problem);
  }
}

/** Where a message that was said is edited, the line as it will be again. */
function lineOf({ editors, composing }: Lines, room: string): Editor {
  const what = composing.get(room);
  return what?.does === 'edit' ? what.before : (editors.get(room) ?? emptyEditor);
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
