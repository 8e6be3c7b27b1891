// Which of many million ids occur twice: their hashes sorted, and only what is doubtful looked at again.
import { ownCopy } from '../log/own-copy.ts';
import { TextHash } from './text-hash.ts';

/** The shortest line that has an id: `TIMESTAMP 1 #a <b> c`, a tab and `{"id":"d"}`. */
const leastLineBytes = 46;
/** Ids whose lines are named; where there are more, the rest is only counted. */
const maxDoubtful = 100_000;

/** First `add` every id; then `findDoubtful`, and `repeats` with every id again. 8 bytes an id. */
export class RepeatedIds {
  readonly #hash = new TextHash();
  /** Memory is taken as it is filled. */
  readonly #hashes: Float64Array;
  #count = 0;
  readonly #firstLines = new Map<string, number>();
  #doubtful: ReadonlySet<number> = new Set();

  /** @param logBytes how long the log is: so many ids can be in it */
  constructor(logBytes: number) {
    this.#hashes = new Float64Array(Math.ceil(logBytes / leastLineBytes));
  }

  add(id: string): void {
    this.#hashes[this.#count++] = this.#hash.read(id).bits53;
  }

  /** Sets out the hashes that occur twice, and returns how many repetitions there are beyond those. */
  findDoubtful(): number {
    const hashes = this.#hashes.subarray(0, this.#count).sort();
    const doubtful = new Set<number>();
    let beyond = 0;
    for (let at = 1; at < hashes.length; at++) {
      const hash = hashes[at] ?? 0;
      if (hash !== hashes[at - 1]) continue;
      if (doubtful.size < maxDoubtful || doubtful.has(hash)) doubtful.add(hash);
      else beyond++;
    }
    this.#doubtful = doubtful;
    return beyond;
  }

  get hasDoubtful(): boolean {
    return this.#doubtful.size > 0;
  }

  /** The line in which the id stood before; undefined where it has not, whatever its hash. */
  repeats(id: string, line: number): number | undefined {
    if (!this.#doubtful.has(this.#hash.read(id).bits53)) return undefined;
    const first = this.#firstLines.get(id);
    if (first === undefined) this.#firstLines.set(ownCopy(id), line);
    return first;
  }
}
