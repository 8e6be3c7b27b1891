// From where on messages are wanted, as a place in the log: so long ago is another one every moment.
import { parseSince } from '../../protocol/index.ts';
import type { Place } from './history.ts';

/** Where that is, at a time in milliseconds since 1970. */
export type Since = (nowMs: number) => Exclude<Place, { readonly before: number }>;

/** Undefined where it is none of the forms (`sinceForms`). */
export function placeSince(text: string): Since | undefined {
  const since = parseSince(text);
  if (since === undefined) return undefined;
  if ('after' in since) return () => since;
  return (nowMs) => from('atMs' in since ? since.atMs : nowMs - since.agoMs);
}

/** Timestamps of one form and one zone sort as text. */
function from(ms: number): { since: string } {
  return { since: new Date(Math.max(0, ms)).toISOString() };
}
