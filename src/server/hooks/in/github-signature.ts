// How GitHub shows that it knows the secret: it can bear no token, so it signs each body (`X-Hub-Signature-256`).
import { createHmac, timingSafeEqual } from 'node:crypto';

const form = /^sha256=([0-9a-f]{64})$/;

/** @param signature as it stands in the header */
export function isSignedBy(secret: string, body: Uint8Array, signature: string): boolean {
  const [, hex] = form.exec(signature.trim()) ?? [];
  if (hex === undefined) return false;
  const right = createHmac('sha256', secret).update(body).digest();
  return timingSafeEqual(right, Buffer.from(hex, 'hex'));
}
