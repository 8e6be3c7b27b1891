// What a connection's first bytes say: lines, the web, TLS, or nothing that is answered here.

/** `unclear`: so far it can be several; wait for more. */
export type Tongue = 'line' | 'http' | 'tls' | 'nothing' | 'unclear';

/** White space that may stand before the first line, bytes: a blank line or two, no flood of them. */
export const maxLeadingBytes = 256;

const brace = 0x7b;
const blanks: ReadonlySet<number | undefined> = new Set([0x09, 0x0a, 0x0d, 0x20]);
/** Some programs begin a text with it. */
const byteOrderMark = [0xef, 0xbb, 0xbf];
/** A handshake record of TLS 1.x; its hello has version 3.1 at first, whatever is spoken then. */
const handshake = [0x16, 0x03];
const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'CONNECT',
  'TRACE',
].map((method) => [...`${method} `].map((letter) => letter.charCodeAt(0)));

/** All that came so far, to what it is. Cheap for a line, which is the most common. */
export function tongueOf(bytes: Uint8Array): Tongue {
  if (bytes[0] === brace) return 'line';
  if (bytes.length === 0) return 'unclear';
  const http = methods.map((method) => compare(bytes, 0, method));
  if (http.includes('same')) return 'http';
  const tls = compare(bytes, 0, handshake);
  if (tls === 'same') return 'tls';
  if (tls === 'begun' || http.includes('begun')) return 'unclear';
  return lineOrNothing(bytes);
}

function lineOrNothing(bytes: Uint8Array): Tongue {
  let at = afterBlanks(bytes, 0);
  const mark = compare(bytes, at, byteOrderMark);
  if (mark === 'same') at = afterBlanks(bytes, at + byteOrderMark.length);
  if (at > maxLeadingBytes) return 'nothing';
  if (at === bytes.length || mark === 'begun') return 'unclear';
  return bytes[at] === brace ? 'line' : 'nothing';
}

function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (blanks.has(bytes[at])) at++;
  return at;
}

/** `begun`: the bytes end before the word does, and are the same so far. */
function compare(
  bytes: Uint8Array,
  at: number,
  word: readonly number[],
): 'same' | 'begun' | 'other' {
  for (const [index, byte] of word.entries()) {
    if (at + index === bytes.length) return index > 0 ? 'begun' : 'other';
    if (bytes[at + index] !== byte) return 'other';
  }
  return 'same';
}
