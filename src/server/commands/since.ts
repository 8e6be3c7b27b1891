// `--since`: which messages are wanted, as an option of a command.
import { InvalidArgumentError } from 'commander';
import { type Entry, sinceForms } from '../../protocol/index.ts';
import { placeSince, type Since } from '../core/since.ts';

export function sinceOption(text: string): Since {
  const since = placeSince(text);
  if (since === undefined) throw new InvalidArgumentError(sinceForms);
  return since;
}

/** Whether an entry is wanted, at a time in milliseconds since 1970. */
export function isSince(since: Since, nowMs: number): (entry: Entry) => boolean {
  const place = since(nowMs);
  if ('after' in place) return ({ seq }) => seq > place.after;
  return ({ timestamp }) => timestamp >= place.since;
}
