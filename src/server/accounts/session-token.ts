// The tokens of accounts' sessions: `2.SESSION.SECRET`. The file keeps the secret's hash alone.
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
const secretBytes = 32;
const form = /^2\.([0-9a-z]{10}\.[0-9a-z]{8})\.([\w-]{43})$/;

/** So many of 0-9a-z, by chance. */
export function randomId(length: number): string {
  let id = '';
  while (id.length < length) id += alphabet[randomInt(alphabet.length)];
  return id;
}

export function newSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

export function formatToken(session: string, secret: string): string {
  return `2.${session}.${secret}`;
}

export function parseToken(token: string): { session: string; secret: string } | undefined {
  const [, session, secret] = form.exec(token) ?? [];
  return session === undefined || secret === undefined ? undefined : { session, secret };
}

/** What is kept of a secret: as it is random and long, one fast hash hides it. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function isSecret(secret: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashOf(secret), hash);
}
