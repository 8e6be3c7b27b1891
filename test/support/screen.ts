// A person at a terminal: a program in a pseudo-terminal, and the screen as it would be seen.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { graphemeWidths } from './grapheme-widths.ts';

const { Terminal } = headless;
type Terminal = InstanceType<typeof Terminal>;

export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Counts cells by code point, as terminals did before they knew emoji. */
  readonly isOldTerminal?: boolean;
}

/** One limit for everything that is waited for: not a pause, only the end of patience. */
const patienceMs = 20_000;

export class PersonAtScreen {
  readonly exited: Promise<number>;
  readonly #pty: IPty;
  readonly #terminal: Terminal;
  /** Everything that came, as it came. */
  #received = '';
  #hasExited = false;
  #changed: (() => void) | undefined;

  constructor(program: string, args: readonly string[], options: ScreenOptions = {}) {
    const { columns = 80, rows = 24, env = {}, cwd = process.cwd() } = options;
    this.#terminal = new Terminal({
      cols: columns,
      rows,
      allowProposedApi: true,
      scrollback: 1000,
    });
    if (options.isOldTerminal !== true) {
      this.#terminal.unicode.register(graphemeWidths);
      this.#terminal.unicode.activeVersion = graphemeWidths.version;
    }
    this.#pty = spawn(program, [...args], {
      name: 'xterm-256color',
      cols: columns,
      rows,
      cwd,
      env: { ...cleanEnvironment(), ...env },
    });
    this.#pty.onData((bytes) => this.#receive(bytes));
    // What a terminal answers to questions.
    this.#terminal.onData((answer) => this.#pty.write(answer));
    this.exited = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#hasExited = true;
        this.#terminal.write('', () => {
          this.#changed?.();
          resolve(signal ? 128 + signal : exitCode);
        });
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  get received(): string {
    return this.#received;
  }

  /** Keys and text as the terminal sends them, all in one write. */
  type(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** Ends it, whatever it does. */
  close(): void {
    if (!this.#hasExited) this.#pty.kill('SIGKILL');
    this.#terminal.dispose();
  }

  /** The lines that are seen, without the blanks at their ends. */
  get lines(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, row) => {
      return active.getLine(active.baseY + row)?.translateToString(true) ?? '';
    });
  }

  get text(): string {
    return this.lines.join('\n');
  }

  get cursor(): { x: number; y: number } {
    const { active } = this.#terminal.buffer;
    return { x: active.cursorX, y: active.cursorY };
  }

  /** The column at which `text` begins in its line, in cells; -1 where it is not. */
  columnOf(text: string): number {
    const { active } = this.#terminal.buffer;
    for (let row = 0; row < this.#terminal.rows; row += 1) {
      const line = active.getLine(active.baseY + row);
      const shown = line?.translateToString(true) ?? '';
      const index = shown.indexOf(text);
      if (line === undefined || index === -1) continue;
      let seen = '';
      for (let column = 0; column < this.#terminal.cols; column += 1) {
        if (seen.length >= index) return column;
        const cell = line.getCell(column);
        if (cell !== undefined && cell.getWidth() > 0) seen += cell.getChars() || ' ';
      }
    }
    return -1;
  }

  /** What the program has made of the terminal. */
  get modes(): { isAlternate: boolean; pastes: boolean; wraps: boolean; tellsFocus: boolean } {
    const { bracketedPasteMode, wraparoundMode, sendFocusMode } = this.#terminal.modes;
    return {
      isAlternate: this.#terminal.buffer.active.type === 'alternate',
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
    while (!isSo()) {
      if (patience.aborted) throw new Error(`Waited ${what}. The screen:\n${this.text}`);
      if (this.#hasExited)
        throw new Error(`Waited ${what}, but it has ended. The screen:\n${this.text}`);
      const change = new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
      await Promise.race([change, delay(100)]);
    }
  }

  #receive(bytes: string): void {
    this.#received += bytes;
    this.#terminal.write(bytes, () => this.#changed?.());
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
