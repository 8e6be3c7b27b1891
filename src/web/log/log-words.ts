// What the page of a log says about its lines: whether it follows, what is above, what is below.
import { maxLines } from './line-blocks.ts';
import type { StreamState } from './log-stream.ts';

export function stateWords(state: StreamState): string {
  if (state.at === 'reading') return 'reading …';
  if (state.at === 'following') return 'following';
  return state.at === 'ended' ? '' : state.why;
}

/** The server gives the room to nobody, or to members alone: it says neither. */
export function needsLogin(state: StreamState): boolean {
  return state.at === 'waiting' && state.isRefused === true;
}

/** When it is tried again; empty: it is not waiting. */
export function againWords(state: StreamState, nowMs: number): string {
  if (state.at !== 'waiting') return '';
  const seconds = Math.max(1, Math.ceil((state.untilMs - nowMs) / 1000));
  return `Asked again in ${seconds} s.`;
}

/** Of the lines on the page. */
export interface Above {
  readonly count: number;
  /** The oldest had to go for newer ones. */
  readonly hasDropped: boolean;
  /** Nothing older is in the log. */
  readonly hasBegin: boolean;
}

/** Whether older lines can come onto the page. */
export function hasOlder({ count, hasDropped, hasBegin }: Above): boolean {
  return count > 0 && count < maxLines && !hasDropped && !hasBegin;
}

const choice = 'Another room: write its name after the # in the address.';

export function topWords(above: Above & { readonly hasFailed: boolean }): string {
  if (above.count === 0) return choice;
  if (above.hasFailed) return 'What is older could not be read: scroll again.';
  if (!above.hasDropped && above.hasBegin) return `This is where it begins. ${choice}`;
  if (hasOlder(above)) return 'Scroll up for what is older.';
  return `This page holds ${maxLines.toLocaleString('en')} lines; the whole log: chat-server export.`;
}

/** Of the lines that came below while one was reading. */
export function newWords(count: number): string {
  return count === 1 ? '1 new line ↓' : `${count} new lines ↓`;
}
