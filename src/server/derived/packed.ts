// Numbers as the index keeps them: few bytes, and a checksum that tells whether they are still the same.
import { crc32 } from 'node:zlib';

/** The index holds what it can't hold: it was damaged, or belongs to another log. */
export class IndexDamaged extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IndexDamaged';
  }
}

const checksumBytes = 4;

/** Whole numbers, seven bits a byte. */
export function pack(numbers: Iterable<number>, count: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(count * 8 + checksumBytes);
  let at = 0;
  for (const number of numbers) {
    let rest = number;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes[at++] = (rest % 0x80) | 0x80;
    bytes[at++] = rest;
  }
  return sealed(bytes, at);
}

/** Numbers that never go down: each as the difference to the one before. */
export function packGrowing(numbers: readonly number[]): Uint8Array {
  return pack(differences(numbers), numbers.length);
}

function* differences(numbers: readonly number[]): Generator<number> {
  let last = 0;
  for (const number of numbers) {
    yield number - last;
    last = number;
  }
}

/** Throws `IndexDamaged` where the bytes are not what `packGrowing` made. */
export function unpackGrowing(bytes: Uint8Array): Float64Array {
  const numbers = unpack(bytes);
  for (let index = 1; index < numbers.length; index++) {
    numbers[index] = (numbers[index] as number) + (numbers[index - 1] as number);
  }
  return numbers;
}

/** Throws `IndexDamaged` where the bytes are not what `pack` made. */
export function unpack(bytes: Uint8Array): Float64Array {
  const end = opened(bytes);
  let count = 0;
  for (let at = 0; at < end; at++) if ((bytes[at] as number) < 0x80) count++;
  const numbers = new Float64Array(count);
  let at = 0;
  for (let index = 0; index < count; index++) {
    let number = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[at++] as number;
      number += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
    }
    numbers[index] = number;
  }
  return numbers;
}

export function packHashes(hashes: readonly number[]): Uint8Array {
  const bytes = Buffer.allocUnsafe(hashes.length * 4 + checksumBytes);
  for (const [index, hash] of hashes.entries()) bytes.writeUInt32LE(hash, index * 4);
  return sealed(bytes, hashes.length * 4);
}

export function unpackHashes(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hashes = new Uint32Array(opened(bytes) / 4);
  for (let index = 0; index < hashes.length; index++)
    hashes[index] = view.getUint32(index * 4, true);
  return hashes;
}

function sealed(bytes: Buffer, end: number): Uint8Array {
  bytes.writeUInt32LE(crc32(bytes.subarray(0, end)), end);
  return bytes.subarray(0, end + checksumBytes);
}

/** Where the numbers end. */
function opened(bytes: Uint8Array): number {
  const end = bytes.length - checksumBytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (end >= 0 && view.getUint32(end, true) === crc32(bytes.subarray(0, end))) return end;
  throw new IndexDamaged('a list in the index has another checksum than it was written with');
}

/** The first index whose number is at least `least`; the length where there is none. */
export function lowerBound(numbers: ArrayLike<number>, least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
