// The end of the live file in memory: full parts that wait for the index, and the one that grows.
import { GrowingPart } from './growing-part.ts';
import type { IndexedPart } from './indexed.ts';
import { lineStartBefore } from './lines.ts';
import { seqBefore } from './seek.ts';
import { beforeFirst, type Source } from './source.ts';

/** Full parts that may wait in memory while the index can't be written. */
const maxWaitingParts = 4;

export class GrowingParts {
  readonly #partBytes: number;
  #parts: GrowingPart[] = [];

  /** @param partBytes what a part grows to before another one begins */
  constructor(partBytes: number) {
    this.#partBytes = partBytes;
  }

  /** The oldest first. */
  get all(): readonly GrowingPart[] {
    return this.#parts;
  }

  /** The one that grows. */
  get last(): GrowingPart | undefined {
    return this.#parts.at(-1);
  }

  /** The oldest that is full. */
  get full(): GrowingPart | undefined {
    return this.#parts.length > 1 ? this.#parts[0] : undefined;
  }

  /** What the live file has after the indexed parts is held in memory, as far as it is not too much. */
  start(source: Source, indexed: readonly IndexedPart[]): void {
    if (this.#parts.length > 0) return;
    const from = Math.max(0, ...indexed.map((part) => part.end));
    const isLong = source.size - from > this.#partBytes;
    const middle = source.size - Math.floor(this.#partBytes / 2);
    const range = { source, start: from, end: source.size };
    const after = Math.max(beforeFirst(source), ...indexed.map((part) => part.last));
    const start = isLong ? lineStartBefore(range, middle) : from;
    const growing = new GrowingPart(source, start, isLong ? seqBefore(range, start) : after);
    this.#parts = [growing];
    while (growing.behind > 0 && growing.takeNext());
  }

  /** It is in the index now. */
  release(full: GrowingPart): void {
    if (this.#parts[0] !== full) return;
    this.#parts.shift();
    full.close();
  }

  drop(): void {
    for (const part of this.#parts) part.close();
    this.#parts = [];
  }

  /** Takes in what the file has after it. After each slice, and at the end, the parts may be others. */
  *grow(growing: GrowingPart): Generator<number, void> {
    const start = this.#startOfNext(growing);
    if (start > growing.end) {
      this.#beginNext(growing, start);
      return;
    }
    while (growing === this.last && growing.behind > 0) {
      // The file may be shorter than it was said to be: somebody cut it, and there is nothing to wait for.
      if (!growing.takeNext()) growing.source.size = growing.end;
      if (growing.end - growing.start >= this.#partBytes) this.#beginNext(growing, growing.end);
      yield 0;
    }
  }

  /** Where the part has fallen far behind, another one begins; what is between is left like any other gap. */
  #startOfNext({ source, end, behind }: GrowingPart): number {
    if (behind <= 2 * this.#partBytes) return end;
    const middle = source.size - Math.floor(this.#partBytes / 2);
    return lineStartBefore({ source, start: end, end: source.size }, middle);
  }

  #beginNext(full: GrowingPart, start: number): void {
    this.#parts.push(new GrowingPart(full.source, start, full.judge.last));
    // It can't be written, or not so fast: it is read through until it is.
    if (this.#parts.length > maxWaitingParts) this.#parts.shift()?.close();
  }
}
