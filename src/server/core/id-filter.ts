// Which ids a session has used, in few bytes: it may take an unused one for used, never the other way.

/** 32 bits of an id (FNV-1a, then mixed); the index beside the log keeps the same. */
export function hashOfId(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

function mix(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}

/**
 * A Bloom filter of one size: two bytes an id, four bits looked at. One unused id in 400 passes for used
 * in each that is full: of 200,000 ids, one in 70.
 */
interface Part {
  readonly bits: Uint32Array;
  /** Ids that may still go in. */
  left: number;
}

const bitsEach = 16;
const looks = 4;
const firstSize = 64;
/** A part takes four times as many as the one before: 12 of them hold a thousand million. */
const growth = 4;
/** Beyond, every id may have been used: then the index is asked for each. */
const maxIds = 4_194_304;

export class IdFilter {
  readonly #parts: Part[] = [];
  #count = 0;

  add(hash: number): void {
    if (this.#count >= maxIds) return;
    this.#count++;
    const part = this.#open();
    part.left--;
    for (const bit of bitsOf(hash, part)) {
      part.bits[bit >>> 5] = (part.bits[bit >>> 5] as number) | (1 << (bit & 31));
    }
  }

  mayHold(hash: number): boolean {
    if (this.#count >= maxIds) return true;
    return this.#parts.some((part) => {
      for (const bit of bitsOf(hash, part)) {
        if (((part.bits[bit >>> 5] as number) & (1 << (bit & 31))) === 0) return false;
      }
      return true;
    });
  }

  #open(): Part {
    const last = this.#parts.at(-1);
    if (last !== undefined && last.left > 0) return last;
    const size = firstSize * growth ** this.#parts.length;
    const part = { bits: new Uint32Array((size * bitsEach) / 32), left: size };
    this.#parts.push(part);
    return part;
  }
}

function* bitsOf(hash: number, { bits }: Part): Generator<number> {
  const step = mix(hash ^ 0x9e3779b9) | 1;
  for (let look = 0, at = hash; look < looks; look++, at += step)
    yield (at >>> 0) % (bits.length * 32);
}
