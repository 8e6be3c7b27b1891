// When the page is kept: soon after it changed, not at every key; and at once when it is left.
import type { CancelTimer, Clock } from '../../sdk/clock.ts';
import { type KeptPage, type Part, parts, sourcesOf, writePart } from './kept-page.ts';
import type { Shelf } from './shelf.ts';

export const keepEveryMs = 250;

export class Keeper {
  readonly #shelf: Shelf;
  readonly #clock: Clock;
  readonly #page: () => KeptPage;
  readonly #written = new Map<Part, readonly unknown[]>();
  #cancel: CancelTimer | undefined;

  /** @param page as it is now */
  constructor(shelf: Shelf, clock: Clock, page: () => KeptPage) {
    this.#shelf = shelf;
    this.#clock = clock;
    this.#page = page;
  }

  /** To be called whenever something may have changed. */
  see(): void {
    this.#cancel ??= this.#clock.setTimer(keepEveryMs, () => this.flush());
  }

  /** Writes now what has changed. What can't be kept is tried again with the next change. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const page = this.#page();
    for (const part of parts) {
      const sources = sourcesOf(part, page);
      if (isSame(sources, this.#written.get(part))) continue;
      if (this.#shelf.set(part, writePart(part, page))) this.#written.set(part, sources);
    }
  }
}

function isSame(some: readonly unknown[], others: readonly unknown[] | undefined): boolean {
  return others?.length === some.length && some.every((one, index) => one === others[index]);
}
