// What somebody looks for: words and filters, read from any text; nothing in it can be wrong.
import { checkRoomName, foldName } from '../../protocol/index.ts';

/** A word or a phrase; of a prefix the last word may go on. */
export interface Term {
  readonly text: string;
  readonly isPrefix: boolean;
  /** Messages that hold it are left out. */
  readonly isExcluded: boolean;
}

export interface SearchQuery {
  readonly terms: readonly Term[];
  /** Room names; a message must be in one of them. Empty: anywhere. */
  readonly rooms: readonly string[];
  /** Folded names; one of them must have sent it. Empty: anybody. */
  readonly senders: readonly string[];
  /** Milliseconds since 1970: not before … */
  readonly fromMs?: number;
  /** … and before. */
  readonly untilMs?: number;
}

/** More than anybody types; what is left is not looked for. */
const maxTerms = 24;

const token = /(-?)(?:(from|in|before|after):)?(?:"([^"]*)"?|([^\s"]+))(\*?)/giu;

/**
 * `deploy "last night" serv* -test from:alice in:#ops before:2026-11-01 after:2026-10-01`
 *
 * A filter whose value makes no sense is looked for as words. Days are UTC; `after:` a day means from
 * the end of it, `before:` up to its beginning.
 */
export function readQuery(text: string): SearchQuery {
  const terms: Term[] = [];
  const rooms: string[] = [];
  const senders: string[] = [];
  const times: { fromMs?: number; untilMs?: number } = {};
  for (const [all, minus = '', filter, phrase, word, star = ''] of text.matchAll(token)) {
    const value = phrase ?? word ?? '';
    // What is not to be is a word; a filter that is turned about is none.
    const name = minus === '' ? filter?.toLowerCase() : undefined;
    const room = name === 'in' ? checkRoomName(value) : undefined;
    if (name === 'from' && value !== '') senders.push(foldName(value.replace(/^@/, '')));
    else if (typeof room === 'string') rooms.push(room);
    else if (name === 'before' && momentOf(value) !== undefined) {
      times.untilMs = Math.min(times.untilMs ?? Infinity, momentOf(value) as number);
    } else if (name === 'after' && dayEnd(value) !== undefined) {
      times.fromMs = Math.max(times.fromMs ?? 0, dayEnd(value) as number);
    } else if (terms.length < maxTerms) {
      terms.push(asTerm(filter === undefined ? value : all.slice(minus.length), minus, star));
    }
  }
  return { terms: terms.filter(({ text: words }) => words !== ''), rooms, senders, ...times };
}

function asTerm(value: string, minus: string, star: string): Term {
  const isPrefix = star === '*' || value.endsWith('*');
  return { text: value.replace(/\*+$/, ''), isPrefix, isExcluded: minus === '-' };
}

const day = /^\d{4}-\d\d-\d\d$/;
const dayMs = 86_400_000;

/** When a month, a day or a time of one begins, in UTC: `2026-11`, `2026-11-20`, `2026-11-20T14:30Z`. */
export function momentOf(value: string): number | undefined {
  const ms = /^\d{4}-\d\d(-\d\d(T[\d:.]+Z?)?)?$/.test(value)
    ? Date.parse(zoned(value))
    : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** A time without a zone is UTC, as a day is. */
function zoned(value: string): string {
  return value.includes('T') && !value.endsWith('Z') ? `${value}Z` : value;
}

function dayEnd(value: string): number | undefined {
  const ms = momentOf(value);
  if (ms === undefined) return undefined;
  if (value.includes('T')) return ms + 1;
  return day.test(value) ? ms + dayMs : nextMonth(ms);
}

function nextMonth(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
