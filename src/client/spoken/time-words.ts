// When a time is said aloud: where it helps, which is after a pause and when another day has begun.
import { localTime, type OffsetMinutes, showDay } from '../../sdk/local-time.ts';
import { showTime, type TimeFormat } from '../../ui/time-format.ts';

/** So long nobody notices that time passes. */
const pauseMs = 10 * 60_000;

/** `at 14:02`, or the day with it; undefined: the one comes soon after the other. */
export function timeLine(
  beforeMs: number | undefined,
  atMs: number,
  offset: OffsetMinutes,
  format: TimeFormat,
): string | undefined {
  const local = localTime(atMs, offset);
  if (local === '') return undefined;
  const before = beforeMs === undefined ? '' : localTime(beforeMs, offset);
  const time = showTime(local.slice(11, 16), local.slice(17, 19), format);
  const day = local.slice(0, 10);
  if (before.slice(0, 10) !== day) return time === '' ? showDay(day) : `${showDay(day)}, ${time}`;
  const isPause = beforeMs === undefined || atMs - beforeMs >= pauseMs;
  return isPause && time !== '' ? `at ${time}` : undefined;
}
