// What a connection is told that can't be heard, or not now: the refusals that are about no request in particular.
import { type Refusal, refuse } from '../../protocol/index.ts';

export const helloRequired = refuse('hello-required', 'Say {"type":"hello"} first.');
export const helloTwice = refuse('bad-request', 'This connection has said hello already.');
export const unreadable = refuse(
  'storage-unavailable',
  'The log could not be read: ask again later.',
);
export const faults = {
  'line-too-long': refuse('line-too-long', 'A line is at most 64 KiB: the rest was skipped.'),
  'bad-utf8': refuse('bad-json', 'The line is not valid UTF-8: send one JSON object a line.'),
  binary: refuse('bad-json', 'The message is binary: send one JSON object a text message.'),
} as const;

export function tooFast(retryAfterMs: number): Refusal {
  return { code: 'rate-limited', message: 'Too many requests: slow down.', retryAfterMs };
}

/** It is nobody's fault in particular: who is answered nothing does without. */
export function tooBusy(retryAfterMs: number): Refusal {
  const message = 'The server has too much to do: try again in a moment.';
  return { code: 'rate-limited', message, retryAfterMs };
}

export function tooManyHellos(retryAfterMs: number): Refusal {
  const message = 'Too many come in from your address in a minute: wait a moment.';
  return { code: 'rate-limited', message, retryAfterMs };
}
