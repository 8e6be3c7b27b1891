// How a receiver knows that a message is from here: signed as Standard Webhooks says (standardwebhooks.com).
import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';
const newBytes = 32;
/** As the specification has it. */
const leastBytes = 24;
const mostBytes = 64;

export function newSigningSecret(): string {
  return `${prefix}${randomBytes(newBytes).toString('base64')}`;
}

/** Undefined: the text is no such secret. */
function keyOf(secret: string): Buffer | undefined {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const key = Buffer.from(base64, 'base64');
  return key.length >= leastBytes && key.length <= mostBytes ? key : undefined;
}

export function isSigningSecret(secret: string): boolean {
  return keyOf(secret) !== undefined;
}

/** @param id the same each time that the same is sent; without a full stop, which ends it in what is signed */
export function signed(secret: string, id: string, nowMs: number, body: string) {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = createHmac('sha256', keyOf(secret) ?? '')
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
