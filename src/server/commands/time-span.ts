// A time as an option of a command gives it: 90m, 12h, 7d, 4w.
import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../../protocol/index.ts';

const dayMs = 86_400_000;

/** In milliseconds. */
export function timeSpan(longestDays: number): (text: string) => number {
  return (text) => {
    const ms = parseDuration(text) ?? 0;
    if (ms > 0 && ms <= longestDays * dayMs) return ms;
    throw new InvalidArgumentError(`Give a time such as 90m, 12h, 7d; ${longestDays}d at most.`);
  };
}

/** 2026-11-27 12:00 UTC */
export function shortTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
