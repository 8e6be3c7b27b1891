// How much of a room is read and written at once, so that who asks for much and takes little costs little.
import { formatPublic, limits, type Message } from '../../protocol/index.ts';
import type { Place } from '../core/history.ts';

/**
 * Characters that are written before some of it is taken, and a line more. One line can have 32 KiB: a page
 * of those, for everyone who asks and does not read, would be more than the machine has.
 */
const maxPartLength = 256 * 1024;
/** How many are read where lines are so long. */
export const fewLines = 20;

/** What of the room is read next. */
export interface Step {
  readonly place: Place;
  readonly limit: number;
  /** Nothing after this seq. */
  readonly upTo: number;
}

export interface Part {
  readonly lines: string;
  /** The seq of its last line; 0: it has none. */
  readonly newest: number;
  /** There was more. */
  readonly isCut: boolean;
}

export function stepAfter(after: number, limit: number = limits.maxPage): Step {
  return { place: { after }, limit, upTo: Number.POSITIVE_INFINITY };
}

/** The rest of a page of which the first lines were much. */
export function stepTo(newest: number, upTo: number): Step | 'over' {
  return newest > 0 && newest < upTo ? { ...stepAfter(newest, fewLines), upTo } : 'over';
}

/** The first of the messages that are not too much at once, as they stand in the log. */
export function partOf(messages: readonly Message[]): Part {
  let lines = '';
  let newest = 0;
  for (const message of messages) {
    if (lines.length >= maxPartLength) return { lines, newest, isCut: true };
    lines += `${formatPublic(message)}\n`;
    newest = message.seq;
  }
  return { lines, newest, isCut: false };
}
