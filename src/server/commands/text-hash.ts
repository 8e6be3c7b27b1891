// Hashes of many short texts, for tables that could not hold the texts themselves.

/** 96 bits of hash as three numbers of 32 bits, which stay until the next text is read. */
export class TextHash {
  a = 0;
  b = 0;
  c = 0;
  readonly #seed: number;

  /** @param seed a random one where somebody could gain by texts of one hash */
  constructor(seed = 0) {
    this.#seed = seed;
  }

  /** Multiply and rotate by UTF-16 unit, each part with constants of its own; then MurmurHash3's last step. */
  read(text: string): this {
    let a = 0x9e3779b9 ^ this.#seed;
    let b = 0x41c6ce57 ^ this.#seed;
    let c = 0x27d4eb2f ^ this.#seed;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      a = Math.imul(a ^ unit, 0x9e3779b1);
      a = (a << 13) | (a >>> 19);
      b = Math.imul(b ^ unit, 0x5f356495);
      b = (b << 15) | (b >>> 17);
      c = Math.imul(c ^ unit, 0x2c1b3c6d);
      c = (c << 17) | (c >>> 15);
    }
    this.a = finished(a ^ text.length);
    this.b = finished(b ^ text.length);
    this.c = finished(c ^ text.length);
    return this;
  }

  /** 53 of the bits, as one number. */
  get bits53(): number {
    return (this.b >>> 11) * 0x1_0000_0000 + this.a;
  }
}

function finished(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
