// What was sent in a room, gone through with Up and Down; what stood in the line meanwhile comes back.
import { maxHistory } from './line-limits.ts';

/** How far back one is. */
export interface Recall {
  /** 0: in the line is what is being written; 1: what was sent last. */
  readonly back: number;
  /** What was being written when history was called. */
  readonly draft: string;
}

export const noRecall: Recall = { back: 0, draft: '' };

export interface Recalled extends Recall {
  readonly text: string;
  readonly sent: readonly string[];
}

/**
 * A step through what was sent: `by` 1 is older. What was changed of an older text becomes the draft; the
 * draft before it can be called back like what was sent. Undefined: there is nothing further.
 */
export function recalled(
  sent: readonly string[],
  { back, draft }: Recall,
  text: string,
  by: 1 | -1,
): Recalled | undefined {
  const next = back + by;
  if (next < 0 || next > sent.length) return undefined;
  const isChanged = back > 0 && text.trim() !== '' && text !== sent.at(-back);
  const longer = isChanged ? withSent(sent, draft) : sent;
  const written = back === 0 || isChanged ? text : draft;
  // Counted from the end, where one more may stand now.
  const moved = next > 0 && longer !== sent ? next + 1 : next;
  const place = Math.min(moved, longer.length);
  return { back: place, draft: written, text: textAt(longer, place, written), sent: longer };
}

/**
 * A text of the history by itself, the newest where it stands there more than once.
 * @param written what is in the line now
 */
export function calledBack(
  sent: readonly string[],
  { back, draft }: Recall,
  written: string,
  text: string,
): Recall {
  const index = sent.lastIndexOf(text);
  return { back: index === -1 ? 0 : sent.length - index, draft: back === 0 ? written : draft };
}

/** With what was sent, and before it what was being written meanwhile. */
export function withSubmitted(
  sent: readonly string[],
  { back, draft }: Recall,
  text: string,
): readonly string[] {
  const waiting = back > 0 && draft !== text ? draft : '';
  return withSent(withSent(sent, waiting), text);
}

function withSent(sent: readonly string[], text: string): readonly string[] {
  const isNew = text.trim() !== '' && text !== sent.at(-1);
  return isNew ? [...sent, text].slice(-maxHistory) : sent;
}

function textAt(sent: readonly string[], back: number, draft: string): string {
  return back === 0 ? draft : (sent.at(-back) ?? '');
}
