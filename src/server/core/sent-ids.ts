// Which messages are a session's own, beyond what memory holds of the log.
import { hashOfId, IdFilter } from './id-filter.ts';

/** Messages without an id that a session can still change. */
const maxUnnamed = 1_000;

/** Lives as long as the session is connected, and is handed on when another connection takes it over. */
export class SentIds {
  readonly #left = new IdFilter();
  readonly #unnamed = new Set<number>();
  #isKnown: boolean;

  /** @param isKnown none of the session's ids has left memory yet */
  constructor(isKnown: boolean) {
    this.#isKnown = isKnown;
  }

  /** Whether all ids that left memory are in; if not, the log has to be asked once. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  learn(hashes: Iterable<number>): void {
    for (const hash of hashes) this.#left.add(hash);
    this.#isKnown = true;
  }

  /** The message of that public id is not in memory any more. */
  leave(publicId: string): void {
    this.#left.add(hashOfId(publicId));
  }

  /** Whether that public id may be in the log beyond what memory holds. Rarely yes for one that is not. */
  mayHold(publicId: string): boolean {
    return this.#left.mayHold(hashOfId(publicId));
  }

  /** Said without an id, so that nothing but memory knows whose it is. */
  addUnnamed(seq: number): void {
    this.#unnamed.add(seq);
    if (this.#unnamed.size > maxUnnamed)
      this.#unnamed.delete(this.#unnamed.keys().next().value as number);
  }

  hasUnnamed(seq: number): boolean {
    return this.#unnamed.has(seq);
  }
}
