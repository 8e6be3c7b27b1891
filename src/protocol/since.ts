// From where on messages are wanted, as people write it: after a seq, from a time on, or from so long ago.

export type Since =
  | { readonly after: number }
  /** Milliseconds since 1970. */
  | { readonly atMs: number }
  | { readonly agoMs: number };

export const sinceForms = 'Give a seq, a time such as 2026-11-20T12:00, or 90m, 1h, 7d.';

const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const time = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * `1234`, `2026-11-20`, `2026-11-20T12:00`, `90m`. A time is UTC as in the log, unless it says otherwise.
 * Undefined: it is none of these (`sinceForms`).
 */
export function parseSince(text: string): Since | undefined {
  if (/^\d{1,15}$/.test(text)) return { after: Number(text) };
  const agoMs = parseDuration(text);
  if (agoMs !== undefined) return { agoMs };
  const [, zone] = time.exec(text) ?? [];
  const hasZone = zone !== undefined || text.length === '2026-11-20'.length;
  const atMs = time.test(text) ? Date.parse(hasZone ? text : `${text}Z`) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : { atMs };
}

/** `90m` in milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (unitMs[unit] ?? 0);
}
