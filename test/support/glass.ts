// A terminal's screen as a person sees it: text, colours and cursor, and what else the terminal was told.
import headless, { type IBufferCell } from '@xterm/headless';
import { graphemeWidths } from './grapheme-widths.ts';

type Terminal = InstanceType<typeof headless.Terminal>;
type Buffer = Terminal['buffer']['active'];

/** How a cell looks; a colour is `#rrggbb`, the number of one of the terminal's 256, or its own (undefined). */
export interface Style {
  readonly fg: string | number | undefined;
  readonly bg: string | number | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isItalic: boolean;
  readonly isUnderlined: boolean;
  readonly isInverse: boolean;
  readonly isStruck: boolean;
}

export interface Cell {
  /** Empty: the second half of a wide one. */
  readonly text: string;
  readonly style: Style;
}

/** Notifications, the clipboard, questions about colours: the sequences that show nothing. */
const watchedCodes = [4, 9, 10, 11, 12, 52, 99, 777, 1337];

/** DEC's private mode of synchronized output. */
const frameMode = 2026;

export class Glass {
  readonly terminal: Terminal;
  /** The operating system commands that were received, as `9;text`. */
  readonly commands: string[] = [];
  bells = 0;
  title = '';
  /** Half of a frame may be there: terminals show it once it is whole. */
  isInFrame = false;

  /** @param isOld counts cells by code point, as terminals did before they knew emoji */
  constructor(columns: number, rows: number, isOld = false) {
    const size = { cols: columns, rows };
    this.terminal = new headless.Terminal({ ...size, allowProposedApi: true, scrollback: 1000 });
    if (!isOld) {
      this.terminal.unicode.register(graphemeWidths);
      this.terminal.unicode.activeVersion = graphemeWidths.version;
    }
    this.terminal.onBell(() => {
      this.bells += 1;
    });
    this.terminal.onTitleChange((title) => {
      this.title = title;
    });
    for (const final of ['h', 'l']) {
      this.terminal.parser.registerCsiHandler({ prefix: '?', final }, (modes) => {
        if (modes.includes(frameMode)) this.isInFrame = final === 'h';
        return false;
      });
    }
    for (const code of watchedCodes) {
      this.terminal.parser.registerOscHandler(code, (text) => {
        this.commands.push(`${code};${text}`);
        return false;
      });
    }
  }

  /** @param onShown it is on the screen now */
  write(output: string | Uint8Array, onShown: () => void = () => {}): void {
    this.terminal.write(output, onShown);
  }

  /** All that was written is on the screen. */
  settled(): Promise<void> {
    return new Promise((resolve) => this.terminal.write('', resolve));
  }

  /** The lines that are seen, without the blanks at their ends. */
  get lines(): string[] {
    const { active } = this.terminal.buffer;
    return Array.from(
      { length: this.terminal.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
  }

  get text(): string {
    return this.lines.join('\n');
  }

  get cursor(): { x: number; y: number } {
    const { active } = this.terminal.buffer;
    return { x: active.cursorX, y: active.cursorY };
  }

  /** Every cell, row by row. */
  get cells(): Cell[][] {
    return Array.from({ length: this.terminal.rows }, (_, y) => cellsOf(this.#active, y));
  }

  /** The cell at which `text` begins; undefined where it is not on the screen. */
  placeOf(text: string): { x: number; y: number } | undefined {
    for (let y = 0; y < this.terminal.rows; y += 1) {
      const index = (this.lines[y] ?? '').indexOf(text);
      if (index === -1) continue;
      let seen = '';
      const x = cellsOf(this.#active, y).findIndex((cell) => {
        if (seen.length >= index && cell.text !== '') return true;
        seen += cell.text;
        return false;
      });
      return { x, y };
    }
    return undefined;
  }

  /** How `text` looks, by its first cell. */
  styleOf(text: string): Style {
    const place = this.placeOf(text);
    const cell = place && cellsOf(this.#active, place.y)[place.x];
    if (cell === undefined) throw new Error(`There is no “${text}” on the screen:\n${this.text}`);
    return cell.style;
  }

  get #active(): Buffer {
    return this.terminal.buffer.active;
  }
}

function cellsOf(buffer: Buffer, y: number): Cell[] {
  const line = buffer.getLine(buffer.baseY + y);
  return Array.from({ length: line?.length ?? 0 }, (_, x) => {
    const cell = line?.getCell(x) as IBufferCell; // x is in the line
    return { text: cell.getWidth() === 0 ? '' : cell.getChars() || ' ', style: styleIn(cell) };
  });
}

function styleIn(cell: IBufferCell): Style {
  return {
    fg: colorOf(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor()),
    bg: colorOf(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor()),
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isItalic: cell.isItalic() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
    isInverse: cell.isInverse() !== 0,
    isStruck: cell.isStrikethrough() !== 0,
  };
}

function colorOf(isRgb: boolean, isPalette: boolean, value: number): string | number | undefined {
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`;
  return isPalette ? value : undefined;
}
