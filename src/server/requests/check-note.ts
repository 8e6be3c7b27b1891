// A short text that others get to see beside a name: one line, under the rules of content.
import { checkContent, isRefusal } from '../../protocol/index.ts';
import { type Outcome, refused } from '../core/outcome.ts';

export function checkNote(raw: string): string | Outcome {
  const text = checkContent('topic', raw);
  return isRefusal(text) ? refused(text) : text;
}
