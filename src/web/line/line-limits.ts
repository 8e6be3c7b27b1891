// How much a line may hold, and how much of what was sent in it is remembered.
import { limits } from '../../protocol/index.ts';

/** What a message may hold at most, in code points. */
export const maxCodePoints = limits.maxContentLength;

/** What a draft may, in UTF-16 units: more, so that a paste that is too long is shortened by its writer. */
export const maxDraftLength = 16_000;

/** How many texts of a room can be called back. */
export const maxHistory = 500;

/** Where the count of what is left begins to show. */
const tellFrom = 500;

/** How many characters are left, once that matters; below 0: too many. */
export function leftOf(text: string): number | undefined {
  if (text.length < maxCodePoints - tellFrom) return undefined;
  const left = maxCodePoints - codePoints(text);
  return left < tellFrom ? left : undefined;
}

/** How many characters a text has as limits count them. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
