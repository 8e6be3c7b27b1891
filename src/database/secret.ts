// Random ids and secrets, and what a file keeps of a secret: its hash.
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
const secretBytes = 32;

/** So many of 0-9a-z, by chance. */
export function randomId(length: number): string {
  let id = '';
  while (id.length < length) id += alphabet[randomInt(alphabet.length)];
  return id;
}

export function newSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

/** What is kept of a secret: as it is random and long, one fast hash hides it. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function isSecret(secret: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashOf(secret), hash);
}
