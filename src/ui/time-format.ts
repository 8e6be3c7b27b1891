// How times of day are shown beside messages, and how many cells that takes.
import type { Row } from '../sdk/row.ts';

export const timeFormats = ['HH:mm', 'HH:mm:ss', 'h:mm a', 'h:mm:ss a', 'none'] as const;

export type TimeFormat = (typeof timeFormats)[number];

/** The cells of the longest time in that format. */
export function timeWidth(format: TimeFormat): number {
  return showTime('12:00', '00', format).length;
}

/** `14:02` and `07`, both local, in the format; never wider than its column. */
export function showTime(time: string, seconds: string, format: TimeFormat): string {
  if (format === 'none') return '';
  const exact = format.includes('ss') ? `${time}:${seconds}` : time;
  if (!format.endsWith('a')) return exact;
  const hour = Number.parseInt(time, 10) || 0;
  const rest = exact.slice(2);
  return `${hour % 12 === 0 ? 12 : hour % 12}${rest} ${hour < 12 ? 'am' : 'pm'}`;
}

/** Whether the row's time reads differently from that of the row above. */
export function isNewTime(row: Row, format: TimeFormat): boolean {
  return format.includes('ss') ? row.isNewSecond : row.isNewMinute;
}
