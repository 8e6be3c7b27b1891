// The tokens that name a guest's session: signed with a key that lies beside the log, good for thirty days.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Tokens } from '../core/chat.ts';

const keyBytes = 32;
const signatureBytes = 16;
const dayMs = 86_400_000;
/** After the day on which it was signed; each hello gives a new one. */
const goodForDays = 30;

/**
 * Reads the key, or makes one (mode 0600). With the file gone, sessions can't be resumed: their
 * clients come in as new ones. Fails with the I/O error of a file that can't be read or made.
 */
export async function openTokens(path: string, now: () => number): Promise<Tokens> {
  return makeTokens(await readOrMakeKey(path), now);
}

async function readOrMakeKey(path: string): Promise<Buffer> {
  const key = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (key?.length === keyBytes) return key;
  const made = randomBytes(keyBytes);
  await writeFile(path, made, { mode: 0o600 });
  return made;
}

/**
 * `1.PAYLOAD.SIGNATURE`, each in base64url; the payload is the session, the name, the log's last seq at its birth,
 * and the day of signing, counted from 1970.
 */
export function makeTokens(key: Uint8Array, now: () => number = Date.now): Tokens {
  const today = () => Math.floor(now() / dayMs);
  const signatureOf = (payload: string) =>
    createHmac('sha256', key).update(`token 1 ${payload}`).digest().subarray(0, signatureBytes);

  return {
    sign(session, name, bornAfter) {
      const payload = Buffer.from(`${session} ${name} ${bornAfter} ${today()}`).toString(
        'base64url',
      );
      return `1.${payload}.${signatureOf(payload).toString('base64url')}`;
    },

    verify(token) {
      const [version, payload = '', signature = '', ...rest] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      if (version !== '1' || rest.length > 0 || given.length !== signatureBytes) return undefined;
      if (!timingSafeEqual(given, signatureOf(payload))) return undefined;
      const [session = '', name = '', born, day] = Buffer.from(payload, 'base64url')
        .toString()
        .split(' ');
      // Those signed before days were do not say theirs: with the next hello they have one.
      if (day !== undefined && today() - Number(day) > goodForDays) return undefined;
      // Tokens of the first version do not say it.
      return { session, name, bornAfter: Number(born ?? 0) };
    },
  };
}
