// A line of the file of read markers: who has read how far in which room, and when.
import type { Line } from '../../protocol/index.ts';

export interface SavedMarker {
  readonly owner: string;
  readonly room: string;
  readonly seq: number;
  readonly usedMs: number;
}

/** More than any of ours takes. */
export const maxMarkerLineBytes = 1024;

/** With its end. */
export function formatMarker({ owner, room, seq, usedMs }: SavedMarker): string {
  return `${JSON.stringify({ owner, room, seq, at: new Date(usedMs).toISOString() })}\n`;
}

/** Undefined for what is no such line: torn, or written by somebody else. */
export function parseMarker(line: Line): SavedMarker | undefined {
  if (typeof line !== 'string') return undefined;
  try {
    const { owner, room, seq, at } = JSON.parse(line) as Record<string, unknown>;
    const usedMs = Date.parse(String(at));
    const isMarker = typeof owner === 'string' && typeof room === 'string' && isSeq(seq);
    return isMarker && !Number.isNaN(usedMs) ? { owner, room, seq, usedMs } : undefined;
  } catch {
    return undefined;
  }
}

function isSeq(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
