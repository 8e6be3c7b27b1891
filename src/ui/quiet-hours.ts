// Quiet hours: the part of the day in which nothing rings or notifies, as people write it.
import { localTime, type OffsetMinutes } from '../sdk/local-time.ts';

/** `22:00-07:00`, local time: from the first minute up to the second, also over midnight; or `off`. */
export type QuietHours = string;

export const notQuiet: QuietHours = 'off';

const span = /^(\d{1,2})(?::(\d\d))?\s*(?:-|–|to)\s*(\d{1,2})(?::(\d\d))?$/i;

/** `22-7` is `22:00-07:00`. Undefined: it is no such time, or as long as no time at all. */
export function readQuietHours(text: string): QuietHours | undefined {
  const typed = text.trim().toLowerCase();
  if (['off', 'none', ''].includes(typed)) return notQuiet;
  const [, fromHour, fromMinute, toHour, toMinute] = span.exec(typed) ?? [];
  const from = timeOf(fromHour, fromMinute);
  const to = timeOf(toHour, toMinute);
  return from === undefined || to === undefined || from === to ? undefined : `${from}-${to}`;
}

/** @param quiet as `readQuietHours` gives it */
export function isQuietAt(quiet: QuietHours, atMs: number, offset: OffsetMinutes): boolean {
  if (quiet === notQuiet) return false;
  const [from = '', to = ''] = quiet.split('-');
  const now = localTime(atMs, offset).slice(11, 16);
  return from < to ? from <= now && now < to : from <= now || now < to;
}

/** Such times stand in the order of their letters. Midnight may be 24:00. */
function timeOf(hour = '', minute = '00'): string | undefined {
  if (hour === '24' && minute === '00') return '00:00';
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute}`;
}
