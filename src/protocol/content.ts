// What a message may hold: the rules for its text, by kind.
import { type Refusal, refuse } from './errors.ts';
import { limits } from './limits.ts';
import type { Kind } from './messages.ts';

/** Anything that needs a closer look; most texts hold none of it. */
const suspicious = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** The content as it is stored (trailing white space trimmed), or why it is refused. */
export function checkContent(kind: Kind, raw: string): string | Refusal {
  const content = raw.trimEnd();
  const invalid = checkCharacters(content);
  if (invalid) return invalid;
  if (kind === 'topic') return checkTopic(content);
  if (kind === 'delete') return '';
  if (content === '') return refuse('content-empty', 'Write something: the message is empty.');
  if (kind === 'reaction') return checkReaction(content);
  if (isLongerThan(content, limits.maxContentLength)) {
    return refuse('content-too-long', 'A message is at most 4,000 characters: send it in parts.');
  }
  return content;
}

function checkCharacters(content: string): Refusal | undefined {
  if (!content.isWellFormed()) {
    return refuse('content-invalid', 'The text is not valid Unicode: it holds half a character.');
  }
  if (!suspicious.test(content)) return undefined;
  if (control.test(content)) {
    return refuse('content-invalid', 'Take out the control characters; only \\n and \\t may stay.');
  }
  if (!content.split('\n').every(isBidiClosed)) {
    return refuse(
      'content-invalid',
      'Take out what turns the direction of the text and does not turn it back.',
    );
  }
  return undefined;
}

/** Whether each embedding, override and isolate of a line is closed in it, in order (UAX #9). */
function isBidiClosed(line: string): boolean {
  const open: string[] = [];
  for (const character of line) {
    if (/[\u202a\u202b\u202d\u202e]/.test(character)) open.push('\u202c');
    else if (/[\u2066-\u2068]/.test(character)) open.push('\u2069');
    else if (/[\u202c\u2069]/.test(character) && open.pop() !== character) return false;
  }
  return open.length === 0;
}

function checkTopic(content: string): string | Refusal {
  // The separators end a line for some who read the operator's log.
  if (/[\n\u2028\u2029]/.test(content)) {
    return refuse('content-invalid', 'A topic is one line.');
  }
  if (isLongerThan(content, limits.maxTopicLength)) {
    return refuse('content-too-long', 'A topic is at most 300 characters.');
  }
  return content;
}

function checkReaction(content: string): string | Refusal {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const [first, second] = graphemes.segment(content);
  if (first && !second && !isLongerThan(content, limits.maxNameLength)) return content;
  return refuse('content-invalid', 'A reaction is one character or emoji.');
}

/** In code points; a string has at most as many as it has units, which settles most. */
function isLongerThan(text: string, codePoints: number): boolean {
  if (text.length <= codePoints) return false;
  if (text.length > 2 * codePoints) return true;
  return [...text].length > codePoints;
}
