// Which place each message of an import has in the log: nothing to keep as long as it is its own.

const firstPlaces = 1_024;

/** 16 bytes for each message from the first one on that has another place than before. */
export class Renumbering {
  /** Up to here all have kept their places. */
  #sameUntil = 0;
  #from = new Float64Array(firstPlaces);
  #to = new Float64Array(firstPlaces);
  #count = 0;

  /** All that was noted so far has kept its place. */
  get isNone(): boolean {
    return this.#count === 0;
  }

  /** To be called in the order of `from`. */
  note(from: number, to: number): void {
    if (from === to && this.isNone) {
      this.#sameUntil = from;
      return;
    }
    if (this.#count === this.#from.length) {
      this.#from = doubled(this.#from);
      this.#to = doubled(this.#to);
    }
    this.#from[this.#count] = from;
    this.#to[this.#count++] = to;
  }

  /** undefined: there was no such message. */
  find(seq: number): number | undefined {
    if (seq <= this.#sameUntil) return seq;
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#from[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low < this.#count && this.#from[low] === seq ? this.#to[low] : undefined;
  }
}

function doubled(numbers: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
