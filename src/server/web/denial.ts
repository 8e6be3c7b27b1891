// An answer over HTTP that says no: its status, a sentence for people, and what goes with it.
import type { ErrorCode } from '../../protocol/index.ts';

export interface Denial {
  readonly status: number;
  readonly sentence: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** By which it is counted, where floods of them are worth a look. */
  readonly code?: ErrorCode;
}

export function deny(
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): Denial {
  return { status, sentence, headers };
}

/** In whole seconds, as HTTP has it. */
export function retryAfter(waitMs: number): Readonly<Record<string, string>> {
  return { 'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1000))) };
}
