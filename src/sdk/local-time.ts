// Times and days as people read them, by the clock on the wall where they are.

/** Minutes that local time is ahead of UTC at that moment: `-new Date(ms).getTimezoneOffset()`. */
export type OffsetMinutes = (atMs: number) => number;

/** `2026-11-20T14:02…`, by the clock on the wall there. */
export function localTime(atMs: number, offset: OffsetMinutes): string {
  const local = new Date(atMs + offset(atMs) * 60_000);
  return Number.isNaN(local.getTime()) ? '' : local.toISOString();
}

/** The moment at which clocks there show it. @param localMs as if that were UTC */
export function fromLocal(localMs: number, offset: OffsetMinutes): number {
  const near = localMs - offset(localMs) * 60_000;
  // Where clocks were put on or back in between, the offset there is another.
  return localMs - offset(near) * 60_000;
}

export const weekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-11-20` → `Friday 20 November 2026`. */
export function showDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = weekdays[date.getUTCDay()];
  return `${weekday} ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Both local: `14:02` of the same day, `3 Mar 14:02`, `3 Mar 2025` of another year. */
export function whenWords(local: string, now: string): string {
  if (local.slice(0, 10) === now.slice(0, 10)) return local.slice(11, 16);
  const month = months[Number(local.slice(5, 7)) - 1]?.slice(0, 3) ?? '';
  const isThisYear = local.slice(0, 4) === now.slice(0, 4);
  const rest = isThisYear ? local.slice(11, 16) : local.slice(0, 4);
  return `${Number(local.slice(8, 10))} ${month} ${rest}`;
}
