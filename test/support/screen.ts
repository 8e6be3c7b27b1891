// A person at a terminal: a program in a pseudo-terminal, and the screen as it would be seen.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import { type Cell, Glass, type Style } from './glass.ts';
import { patienceMs } from './patience.ts';

export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Counts cells by code point, as terminals did before they knew emoji. */
  readonly isOldTerminal?: boolean;
}

/** After so long without another byte a frame is shown as it is, as terminals do. */
const frameMs = 1_000;

export class PersonAtScreen {
  readonly exited: Promise<number>;
  readonly #pty: IPty;
  readonly #glass: Glass;
  /** Everything that came, as it came. */
  readonly #received: Buffer[] = [];
  #hasExited = false;
  #changed: (() => void) | undefined;
  #changedMs = 0;

  constructor(program: string, args: readonly string[], options: ScreenOptions = {}) {
    const { columns = 80, rows = 24, env = {}, cwd = process.cwd() } = options;
    this.#glass = new Glass(columns, rows, options.isOldTerminal);
    this.#pty = spawn(program, [...args], {
      name: env.TERM ?? 'xterm-256color',
      cols: columns,
      rows,
      cwd,
      env: { ...cleanEnvironment(), ...env },
      encoding: null,
    });
    // With that encoding it gives bytes, whatever its types say.
    this.#pty.onData((bytes) => this.#receive(bytes as unknown as Buffer));
    // What a terminal answers to questions.
    this.#glass.terminal.onData((answer) => this.#pty.write(answer));
    this.exited = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#hasExited = true;
        this.#glass.write('', () => {
          this.#changed?.();
          resolve(signal ? 128 + signal : exitCode);
        });
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  get receivedBytes(): Buffer {
    return Buffer.concat(this.#received);
  }

  get received(): string {
    return this.receivedBytes.toString();
  }

  /** Keys and text as the terminal sends them, all in one write. */
  type(keys: string | Buffer): void {
    // It takes bytes too, whatever its types say.
    this.#pty.write(keys as string);
  }

  resize(columns: number, rows: number): void {
    this.#glass.terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** Ends it, whatever it does. */
  close(): void {
    if (!this.#hasExited) this.#pty.kill('SIGKILL');
    this.#glass.terminal.dispose();
  }

  get lines(): string[] {
    return this.#glass.lines;
  }

  get text(): string {
    return this.#glass.text;
  }

  get cells(): Cell[][] {
    return this.#glass.cells;
  }

  get cursor(): { x: number; y: number } {
    return this.#glass.cursor;
  }

  /** The cursor is shown. */
  get hasCursor(): boolean {
    const { received } = this;
    return received.lastIndexOf('\u001b[?25h') >= received.lastIndexOf('\u001b[?25l');
  }

  get title(): string {
    return this.#glass.title;
  }

  /** How often the bell rang. */
  get bells(): number {
    return this.#glass.bells;
  }

  /** Notifications, the clipboard: `9;text`, `52;c;…`. */
  get commands(): readonly string[] {
    return this.#glass.commands;
  }

  /** How `text` looks, by its first cell. */
  styleOf(text: string): Style {
    return this.#glass.styleOf(text);
  }

  /** The column at which `text` begins in its line, in cells; -1 where it is not. */
  columnOf(text: string): number {
    return this.#glass.placeOf(text)?.x ?? -1;
  }

  /** What the program has made of the terminal. */
  get modes(): { isAlternate: boolean; pastes: boolean; wraps: boolean; tellsFocus: boolean } {
    const { modes, buffer } = this.#glass.terminal;
    const { bracketedPasteMode, wraparoundMode, sendFocusMode } = modes;
    return {
      isAlternate: buffer.active.type === 'alternate',
      pastes: bracketedPasteMode,
      wraps: wraparoundMode,
      tellsFocus: sendFocusMode,
    };
  }

  /** Waits until the screen shows all of these; fails with the screen as it is then. */
  async sees(...wanted: readonly (string | RegExp)[]): Promise<void> {
    await this.until(
      () => wanted.every((one) => isIn(this.text, one)),
      `to see ${wanted.map(String).join(' and ')}`,
    );
  }

  async seesNot(...unwanted: readonly (string | RegExp)[]): Promise<void> {
    await this.until(
      () => !unwanted.some((one) => isIn(this.text, one)),
      `not to see ${unwanted.map(String).join(' or ')}`,
    );
  }

  async until(isSo: () => boolean, what: string): Promise<void> {
    const patience = AbortSignal.timeout(patienceMs);
    while (!(this.#isWhole && isSo())) {
      if (patience.aborted) throw new Error(`Waited ${what}. The screen:\n${this.text}`);
      if (this.#hasExited)
        throw new Error(`Waited ${what}, but it has ended. The screen:\n${this.text}`);
      const change = new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
      await Promise.race([change, delay(100)]);
    }
  }

  /** What is seen is no half of a frame; whoever was killed in the middle of one ends none. */
  get #isWhole(): boolean {
    if (!this.#glass.isInFrame || this.#hasExited) return true;
    return performance.now() - this.#changedMs > frameMs;
  }

  #receive(bytes: Buffer): void {
    this.#received.push(bytes);
    this.#changedMs = performance.now();
    this.#glass.write(bytes, () => this.#changed?.());
  }
}

function isIn(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

/** Where those who sit at these screens have their files; each that should have some gets a folder of its own. */
const nobodysHome = mkdtempSync(join(tmpdir(), 'partyline-home-'));
process.on('exit', () => rmSync(nobodysHome, { recursive: true, force: true }));

/** Nothing of the tester's own terminal, settings or files. */
function cleanEnvironment(): Record<string, string> {
  const kept = ['PATH', 'LANG', 'TMPDIR', 'NODE_COMPILE_CACHE'];
  const given = kept.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  const own = { HOME: nobodysHome, LANG: 'C.UTF-8', COLORTERM: 'truecolor', TZ: 'UTC' };
  return { ...Object.fromEntries(given), ...own };
}
