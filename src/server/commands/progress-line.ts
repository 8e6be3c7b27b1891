// How far a long work is, as one line of a terminal, and the time that it will still take.
import type { Screen } from './command.ts';

export interface Progress {
  readonly doneBytes: number;
  readonly allBytes: number;
  readonly elapsedMs: number;
}

const drawEveryMs = 100;
/** Before that a rate is a guess. */
const guessMs = 500;
const widestBar = 40;
const narrowestBar = 8;
/** At the right: a terminal that writes ^C there must not go to the next line. */
const freeCells = 3;
const mega = 1_000_000;
const toBeginning = '\r\u001b[K';

/** In at most so many cells: what does not fit is left out, the least important first. */
export function progressLine(title: string, progress: Progress, columns: number): string {
  const { doneBytes, allBytes, elapsedMs } = progress;
  const part = allBytes === 0 ? 1 : Math.min(1, doneBytes / allBytes);
  const percent = `${String(Math.floor(part * 100)).padStart(3)}%`;
  const amount = `${megabytes(doneBytes)} of ${megabytes(allBytes)} MB`;
  const isGuess = elapsedMs < guessMs || doneBytes === 0;
  const rate = isGuess ? '' : `${megabytes((doneBytes / elapsedMs) * 1000)} MB/s`;
  const left = isGuess ? '' : `${duration((elapsedMs / part) * (1 - part))} left`;
  const words = [amount, rate, left].filter((word) => word !== '');
  for (;;) {
    const text = [`${title} ${percent}`, ...words].join('  ');
    const barCells = Math.min(widestBar, columns - text.length - 2);
    if (barCells >= narrowestBar) {
      const full = Math.floor(part * barCells);
      const bar = '█'.repeat(full) + '░'.repeat(barCells - full);
      return [`${title} ${percent}`, bar, ...words].join('  ');
    }
    if (words.length === 0) return text.length <= columns ? text : percent.trim().slice(0, columns);
    // The time left is what people look for; so it goes last.
    words.shift();
  }
}

export function megabytes(bytes: number): string {
  const count = bytes / mega;
  const digits = count < 100 ? 1 : 0;
  return count.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Draws it in one line, over and over; `clear` leaves the line as it was. */
export class ProgressLine {
  readonly #title: string;
  readonly #screen: Screen | undefined;
  #drawnMs = Number.NEGATIVE_INFINITY;

  /** @param screen undefined: nobody looks, and nothing is drawn */
  constructor(title: string, screen: Screen | undefined) {
    this.#title = title;
    this.#screen = screen;
  }

  show(progress: Progress): void {
    const { elapsedMs } = progress;
    if (this.#screen === undefined || elapsedMs - this.#drawnMs < drawEveryMs) return;
    this.#drawnMs = elapsedMs;
    const columns = Math.max(1, this.#screen.columns() - freeCells);
    this.#screen.write(`${toBeginning}${progressLine(this.#title, progress, columns)}`);
  }

  clear(): void {
    if (this.#drawnMs !== Number.NEGATIVE_INFINITY) this.#screen?.write(toBeginning);
  }
}
