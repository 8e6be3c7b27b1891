// A posted body: what it may be, and its bytes as far as they are bounded.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Denial, deny } from '../../web/denial.ts';
import { hookLimits } from '../limits.ts';
import type { BodyForm } from './said.ts';

const { maxBodyBytes } = hookLimits;

const tooLong = deny(413, `A body is at most ${maxBodyBytes / 1024} KiB here.`);
const packed = deny(415, 'Send the body as it is: neither compressed nor encoded.');
const cutOff = deny(400, 'The body did not come to its end.');
const ofAnotherType = deny(
  415,
  'Say what the body is: "Content-Type: text/plain", or application/json; in UTF-8.',
);

/** What it claims to be; looked at before anything of it is read. */
export function formOf(headers: IncomingHttpHeaders): BodyForm | Denial {
  const { 'content-encoding': encoding = 'identity', 'content-length': length = '0' } = headers;
  const { 'transfer-encoding': transfer = 'chunked' } = headers;
  const isPlain = encoding.toLowerCase() === 'identity' && transfer.toLowerCase() === 'chunked';
  if (!isPlain) return packed;
  if (Number(length) > maxBodyBytes) return tooLong;
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((each) => /^\s*charset="?([\w-]+)"?\s*$/.exec(each)?.[1]);
  if (charset.some((each) => each !== undefined && !/^(utf-?8|us-ascii)$/.test(each)))
    return ofAnotherType;
  if (type.trim() === 'text/plain') return 'text';
  return /^application\/(?:[\w.-]+\+)?json$/.test(type.trim()) ? 'json' : ofAnotherType;
}

/** Also of one that does not say how long it is. */
export async function readBody(request: IncomingMessage): Promise<Buffer | Denial> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += (chunk as Buffer).length;
      if (bytes > maxBodyBytes) return tooLong;
      chunks.push(chunk as Buffer);
    }
  } catch {
    return cutOff;
  }
  return request.complete ? Buffer.concat(chunks) : cutOff;
}

/** Whether somebody who asks first may send it: only then it does. */
export function isWaitingToSend({ headers }: IncomingMessage): boolean {
  return headers.expect?.toLowerCase() === '100-continue';
}
