// From where on messages are wanted: after a seq, from a time on, or from so long ago.
import { InvalidArgumentError } from 'commander';
import type { Entry } from '../../protocol/messages.ts';

/** Whether an entry is wanted, at a time in milliseconds since 1970. */
export type Since = (nowMs: number) => (entry: Entry) => boolean;

const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const time = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** `1234`, `2026-11-20`, `2026-11-20T12:00`, `90m`. A time is UTC as in the log, unless it says otherwise. */
export function parseSince(text: string): Since {
  if (/^\d{1,15}$/.test(text)) return () => (entry) => entry.seq > Number(text);
  const [, count, unit = ''] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  if (count !== undefined) return (nowMs) => from(nowMs - Number(count) * (unitMs[unit] ?? 0));
  const [, zone] = time.exec(text) ?? [];
  const hasZone = zone !== undefined || text.length === '2026-11-20'.length;
  const ms = time.test(text) ? Date.parse(hasZone ? text : `${text}Z`) : Number.NaN;
  if (Number.isNaN(ms))
    throw new InvalidArgumentError('Give a seq, a time such as 2026-11-20T12:00, or 90m, 1h, 7d.');
  return () => from(ms);
}

/** Timestamps of one form and one zone sort as text. */
function from(ms: number): (entry: Entry) => boolean {
  const timestamp = new Date(Math.max(0, ms)).toISOString();
  return (entry) => entry.timestamp >= timestamp;
}
