// Where somebody wants to go: to a hit by its number, to a day or a time, to what is unread, first or last.
import { fromLocal, localTime, months, type OffsetMinutes, weekdays } from './local-time.ts';

export type Where =
  | { readonly hit: number }
  | { readonly atMs: number }
  | { readonly to: 'first' | 'unread' | 'now' };

/** Of those that mean no number and no time. */
const words: Readonly<Record<string, Where>> = {
  first: { to: 'first' },
  start: { to: 'first' },
  unread: { to: 'unread' },
  new: { to: 'unread' },
  now: { to: 'now' },
  end: { to: 'now' },
};

/** All that it understands, for who typed something else. */
export const whereWords =
  'Say where to: the number of a hit, a day (2026-11-20, 20 Nov, yesterday, monday), a time of it (14:30), unread, first or now.';

const dayMs = 86_400_000;

/**
 * What was typed, by the clock on the wall there. A time alone is the last one of it, a weekday the last
 * one before today, a day of no year the last one of it. Undefined: nothing that is known.
 */
export function readWhere(typed: string, nowMs: number, offset: OffsetMinutes): Where | undefined {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  const [, digits] = /^\^?(\d{1,6})$/.exec(text) ?? [];
  if (digits !== undefined) return { hit: Number(digits) };
  if (Object.hasOwn(words, text)) return words[text];
  const now = Date.parse(localTime(nowMs, offset));
  const local = readLocal(text, now);
  if (local !== undefined) return { atMs: fromLocal(local, offset) };
  const utc = /^\d{4}-\d\d-\d\dt[\d:.]+z$/.test(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
  return Number.isNaN(utc) ? undefined : { atMs: utc };
}

/** A day, a time, or both; as milliseconds as if there were UTC. */
function readLocal(text: string, now: number): number | undefined {
  const [, dayText = '', hours, minutes, seconds = '0'] =
    /^(.*?)(?:(?:^|[ t])(\d{1,2}):(\d\d)(?::(\d\d))?)?$/.exec(text) ?? [];
  const today = now - (now % dayMs);
  if (hours === undefined) return readDay(dayText, today);
  const time = readTime(Number(hours), Number(minutes), Number(seconds));
  if (time === undefined) return undefined;
  if (dayText === '') return today + time > now ? today + time - dayMs : today + time;
  const day = readDay(dayText, today);
  return day === undefined ? undefined : day + time;
}

function readTime(hours: number, minutes: number, seconds: number): number | undefined {
  const isTime = hours < 24 && minutes < 60 && seconds < 60;
  return isTime ? ((hours * 60 + minutes) * 60 + seconds) * 1_000 : undefined;
}

function readDay(text: string, today: number): number | undefined {
  if (text === 'today') return today;
  if (text === 'yesterday') return today - dayMs;
  const weekday = indexOfName(weekdays, text);
  if (weekday !== undefined) {
    const back = (new Date(today).getUTCDay() - weekday + 7) % 7;
    return today - (back || 7) * dayMs;
  }
  const [, year, month, day] = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text) ?? [];
  if (day !== undefined) return dayOf(Number(year), Number(month) - 1, Number(day));
  return readNamed(text, today);
}

/** `20 nov`, `nov 20`, either with a year. */
function readNamed(text: string, today: number): number | undefined {
  const found =
    /^(?<day>\d\d?)\.? (?<month>[a-z]+)\.?(?: (?<year>\d{4}))?$/.exec(text) ??
    /^(?<month>[a-z]+)\.? (?<day>\d\d?)(?:,? (?<year>\d{4}))?$/.exec(text);
  const { day, month: name = '', year } = found?.groups ?? {};
  const month = indexOfName(months, name);
  if (day === undefined || month === undefined) return undefined;
  if (year !== undefined) return dayOf(Number(year), month, Number(day));
  const thisYear = new Date(today).getUTCFullYear();
  const ofThis = dayOf(thisYear, month, Number(day));
  return ofThis !== undefined && ofThis <= today ? ofThis : dayOf(thisYear - 1, month, Number(day));
}

/** By the whole name, or by three letters of it or more. */
function indexOfName(names: readonly string[], typed: string): number | undefined {
  const index = names.findIndex((name) => typed.length > 2 && name.toLowerCase().startsWith(typed));
  return index === -1 ? undefined : index;
}

function dayOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month, day));
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date.getTime() : undefined;
}
