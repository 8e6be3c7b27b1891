// A program in a pseudo-terminal that is watched to the fraction of a millisecond: when which bytes came, what they show.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { cpuSeconds, waitSeconds } from '../process.ts';
import { OutputScan } from './output-scan.ts';

export const columns = 120;
export const rows = 40;

export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What the answer to a key was. */
export interface Echo {
  /** Undefined: it never came. */
  readonly shownMs: number | undefined;
  /** Until the last byte of it. */
  readonly settledMs: number;
  readonly bytes: number;
}

interface Chunk {
  readonly atMs: number;
  readonly bytes: Buffer;
}

/** So long without output is the end of an answer. */
const quietMs = 25;
const patienceMs = 2_000;
/** xterm takes so much at once without complaint. */
const playedAtOnce = 500;
/** What a dark terminal says when asked for its background. */
const background = '\u001b]11;rgb:1c1c/1c1c/1c1c\u001b\\';

/**
 * The time of a chunk is when it came out of the pseudo-terminal. What it shows is found out later, by playing
 * the chunks to a screen model (`play`): so the model's work is in no figure.
 */
export class ObservedTerminal {
  readonly startedAtMs = performance.now();
  readonly scan = new OutputScan();
  readonly #pty: IPty;
  readonly #model = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  #chunks: Chunk[] = [];
  #lastAtMs = this.startedAtMs;
  #prompt = '';
  #hasEnded = false;
  #answersAtOnce = true;
  #wake = (): void => {};
  /** Called after each chunk that was played, with the time at which it came. */
  onPlayed: (atMs: number) => void = () => {};

  constructor({ program, args, env }: Launch) {
    this.#model.onData((answer) => this.#pty.write(answer));
    this.#model.parser.registerOscHandler(11, (asked) => {
      if (asked === '?') this.#pty.write(background);
      return true;
    });
    this.#pty = spawn(program, [...args], {
      name: 'xterm-256color',
      cols: columns,
      rows,
      env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', COLORTERM: 'truecolor', ...env },
      encoding: null,
    });
    // With no encoding they are bytes, whatever the types say.
    this.#pty.onData((bytes) => this.#receive(bytes as unknown as Buffer));
    this.#pty.onExit(() => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  get cpuSeconds(): number {
    return cpuSeconds(this.#pty.pid);
  }

  get waitSeconds(): number {
    return waitSeconds(this.#pty.pid);
  }

  get residentMiB(): number {
    const status = readFileSync(`/proc/${this.#pty.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }

  /** Of what was played. */
  get text(): string {
    const { active } = this.#model.buffer;
    const line = (row: number) => active.getLine(active.baseY + row)?.translateToString(true) ?? '';
    return Array.from({ length: rows }, (_, row) => line(row)).join('\n');
  }

  /** What stands in the input line up to the cursor, without the prompt. */
  get typed(): string {
    return this.#leftOfCursor().slice(this.#prompt.length);
  }

  write(keys: string): void {
    this.#pty.write(keys);
  }

  /** From now on nothing is played but by `play`, and what is left of the cursor is the prompt. */
  async begin(): Promise<void> {
    await this.quiet(300);
    await this.play();
    this.#answersAtOnce = false;
    this.#prompt = this.#leftOfCursor();
  }

  /** Shows the screen model all that has come. */
  async play(): Promise<void> {
    while (this.#chunks.length > 0) {
      const some = this.#chunks.splice(0, playedAtOnce);
      await Promise.all(some.map((chunk) => this.#playOne(chunk)));
    }
  }

  /** Presses a key and waits until `isShown`, and until nothing more comes. */
  async press(key: string, isShown: () => boolean): Promise<Echo> {
    await this.play();
    const bytesBefore = this.scan.bytes;
    let shownAtMs: number | undefined;
    let settledAtMs = 0;
    this.onPlayed = (atMs) => {
      settledAtMs = atMs;
      // What stands in a frame that is not finished is not seen yet.
      if (shownAtMs === undefined && !this.scan.isInFrame && isShown()) shownAtMs = atMs;
    };
    const pressedAtMs = performance.now();
    this.#pty.write(key);
    while (shownAtMs === undefined && performance.now() < pressedAtMs + patienceMs) {
      await this.#more(pressedAtMs + patienceMs);
      await this.quiet(quietMs);
      await this.play();
    }
    this.onPlayed = () => {};
    return {
      shownMs: shownAtMs === undefined ? undefined : shownAtMs - pressedAtMs,
      settledMs: settledAtMs - pressedAtMs,
      bytes: this.scan.bytes - bytesBefore,
    };
  }

  /** Waits until the screen shows it, with all that comes meanwhile played. */
  async shows(text: string, limitMs: number): Promise<void> {
    const endMs = performance.now() + limitMs;
    for (;;) {
      await this.play();
      if (this.text.includes(text)) return;
      if (this.#hasEnded || performance.now() > endMs) {
        throw new Error(`Waited to see ${text}. The screen:\n${this.text}`);
      }
      await this.#more(endMs);
      await delay(20);
    }
  }

  /** Waits until nothing has come for so long. */
  async quiet(ms: number): Promise<void> {
    for (;;) {
      const restMs = this.#lastAtMs + ms - performance.now();
      if (restMs <= 0 || this.#hasEnded) return;
      await delay(restMs);
    }
  }

  /** Ends it as a closed window does: Node keeps what it compiled only if it may end by itself. */
  async close(): Promise<void> {
    if (!this.#hasEnded) this.#pty.kill('SIGTERM');
    const endMs = performance.now() + patienceMs;
    while (!this.#hasEnded && performance.now() < endMs) {
      this.#chunks = [];
      await this.#more(endMs);
    }
    if (!this.#hasEnded) this.#pty.kill('SIGKILL');
    this.#model.dispose();
  }

  /** Waits for the next chunk; not at all if some have not been played. */
  async #more(untilMs: number): Promise<void> {
    if (this.#chunks.length > 0 || this.#hasEnded) return;
    const timer = setTimeout(() => this.#wake(), Math.max(0, untilMs - performance.now()));
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    clearTimeout(timer);
  }

  #receive(bytes: Buffer): void {
    const atMs = performance.now();
    this.#lastAtMs = atMs;
    this.#chunks.push({ atMs, bytes });
    if (this.#answersAtOnce) void this.play();
    this.#wake();
  }

  #playOne({ atMs, bytes }: Chunk): Promise<void> {
    return new Promise((resolve) => {
      this.#model.write(bytes, () => {
        this.scan.push(bytes);
        this.onPlayed(atMs);
        resolve();
      });
    });
  }

  #leftOfCursor(): string {
    const { active } = this.#model.buffer;
    const line = active.getLine(active.baseY + active.cursorY);
    return line?.translateToString(false, 0, active.cursorX) ?? '';
  }
}
