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
 * A Bloom filter of one size: four bytes an id, ten bits looked at. Of 200,000 ids one unused in 20,000
 * passes for used, nearly all of them because 32 bits of an id are all that is kept. Fewer bits were tried:
 * in a flood each mistake asks the index, and one in 70 cost a quarter of all deliveries.
 */
interface Part {
  readonly bits: Uint32Array;
  /** Ids that may still go in. */
  left: number;
}

const bitsEach = 32;
const looks = 10;
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
    const { bits } = part;
    const step = stepOf(hash);
    for (let look = 0, at = hash; look < looks; look++, at += step) {
      const bit = bitAt(bits, at);
      bits[bit >>> 5] = (bits[bit >>> 5] as number) | (1 << (bit & 31));
    }
  }

  /** Asked for every message: so no closures here, and no generators. */
  mayHold(hash: number): boolean {
    if (this.#count >= maxIds) return true;
    const step = stepOf(hash);
    for (const { bits } of this.#parts) if (holds(bits, hash, step)) return true;
    return false;
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

function holds(bits: Uint32Array, hash: number, step: number): boolean {
  for (let look = 0, at = hash; look < looks; look++, at += step) {
    const bit = bitAt(bits, at);
    if (((bits[bit >>> 5] as number) & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}

/** How far apart the bits of an id are: odd, so that they differ. */
function stepOf(hash: number): number {
  return mix(hash ^ 0x9e3779b9) | 1;
}

/** Every part has a power of two of bits. */
function bitAt(bits: Uint32Array, at: number): number {
  return at & (bits.length * 32 - 1);
}
