// Which messages a log has: by id, or, where they have none, by all that they say; in typed arrays.
import type { Entry } from '../../protocol/messages.ts';
import { TextHash } from './text-hash.ts';

/** Places that are in use before there are twice as many: more, and searching gets long. */
const maxLoad = 0.7;
const firstPlaces = 1_024;

/**
 * 20 bytes a place, so 29 to 57 for a message, and for a moment half as much again while it grows.
 * Messages count as the same where 96 bits of a hash with a random seed agree: among 100 million, by
 * chance once in 10^13 logs.
 */
export class KnownMessages {
  readonly #hash: TextHash;
  #places = newPlaces(firstPlaces);
  #count = 0;

  constructor(seed: number) {
    this.#hash = new TextHash(seed);
  }

  add(entry: Entry): void {
    if (entry.id !== undefined) this.#insert(entry.id, 1, entry.seq);
    else {
      const text = identity(entry);
      this.#insert(text, this.#free(text), entry.seq);
    }
  }

  /** The `seq` of the message with this id; undefined: it is not there. */
  ofId(id: string): number | undefined {
    return this.#find(id, 1);
  }

  /**
   * The `seq` of a message without an id that says the same in the same room at the same time. Each is
   * given once: two that are alike are two messages.
   */
  takeAlike(entry: Entry): number | undefined {
    const text = identity(entry);
    const nth = this.#first(text, (seq) => seq === undefined || seq > 0);
    const seq = this.#find(text, nth);
    if (seq !== undefined) this.#insert(text, nth, -seq);
    return seq;
  }

  #free(text: string): number {
    return this.#first(text, (seq) => seq === undefined);
  }

  /** The number of the first among those alike for which it is so, as for all after it: 1, 2, 4, …, then halving. */
  #first(text: string, isSo: (seq: number | undefined) => boolean): number {
    let high = 1;
    while (!isSo(this.#find(text, high))) high *= 2;
    let low = Math.floor(high / 2);
    while (high - low > 1) {
      const middle = low + Math.floor((high - low) / 2);
      if (isSo(this.#find(text, middle))) high = middle;
      else low = middle;
    }
    return high;
  }

  #find(text: string, nth: number): number | undefined {
    const seq = this.#places.seq[this.#placeOf(text, nth)];
    return seq === 0 ? undefined : seq;
  }

  #insert(text: string, nth: number, seq: number): void {
    if (this.#count > maxLoad * this.#places.seq.length) this.#places = grown(this.#places);
    const place = this.#placeOf(text, nth);
    const { a, b, c, seq: seqs } = this.#places;
    if (seqs[place] === 0) this.#count++;
    a[place] = this.#hash.a;
    b[place] = this.#hash.b;
    c[place] = this.#hash.c ^ nth;
    seqs[place] = seq;
  }

  #placeOf(text: string, nth: number): number {
    const { a, b, c } = this.#hash.read(text);
    return placeIn(this.#places, a, b, (c ^ nth) >>> 0);
  }
}

/** Open addressing: a message stands in the first free place from where its hash points. */
interface Places {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly c: Uint32Array;
  /** 0: free. */
  readonly seq: Float64Array;
}

function newPlaces(length: number): Places {
  return {
    a: new Uint32Array(length),
    b: new Uint32Array(length),
    c: new Uint32Array(length),
    seq: new Float64Array(length),
  };
}

function placeIn(places: Places, a: number, b: number, c: number): number {
  const mask = places.seq.length - 1;
  for (let place = (a ^ c) & mask; ; place = (place + 1) & mask) {
    if (places.seq[place] === 0) return place;
    if (places.a[place] === a && places.b[place] === b && places.c[place] === c) return place;
  }
}

function grown(old: Places): Places {
  const places = newPlaces(2 * old.seq.length);
  for (let from = 0; from < old.seq.length; from++) {
    if (old.seq[from] === 0) continue;
    const [a = 0, b = 0, c = 0] = [old.a[from], old.b[from], old.c[from]];
    const to = placeIn(places, a, b, c);
    places.a[to] = a;
    places.b[to] = b;
    places.c[to] = c;
    places.seq[to] = old.seq[from] ?? 0;
  }
  return places;
}

/** No id has a newline, so that none is like this. */
function identity({ room, kind, sender, content, timestamp, target }: Entry): string {
  return `${room}\n${kind}\n${sender}\n${timestamp}\n${target ?? ''}\n${content}`;
}
