// A notification as bytes: the bell, and the sequences by which terminals show one; safe whatever was said.
import { isDirectRoom, showRoom } from '../protocol/index.ts';
import type { Attention } from '../ui/attention.ts';
import { graphemes } from '../ui/graphemes.ts';
import { safeText } from '../ui/safe-text.ts';
import { passedThrough } from './multiplexer.ts';
import type { Multiplexer } from './terminal-abilities.ts';

export const bell = '\u0007';

/** More is not read in a corner of the screen. */
const maxLength = 100;

export interface Notification {
  /** Who, and where: `alice in #general`. */
  readonly title: string;
  readonly text: string;
}

/** What is told of it, in words without anything that a terminal or a shell acts on. */
export function notificationOf({ room, sender, text, count }: Attention): Notification {
  const place = isDirectRoom(room) ? '' : ` in ${showRoom(room)}`;
  const more = count > 1 ? ` (${count} messages)` : '';
  return { title: shown(sender + place + more), text: shown(text.replaceAll('\n', ' ')) };
}

/** By iTerm2's sequence, or by that of rxvt. */
export function notificationSequence(
  { title, text }: Notification,
  how: 'osc9' | 'osc777',
  multiplexer: Multiplexer,
): string {
  const sequence =
    how === 'osc9'
      ? `\u001b]9;${field(`${title}: ${text}`)}${bell}`
      : `\u001b]777;notify;${field(title)};${field(text)}\u001b\\`;
  return passedThrough(sequence, multiplexer);
}

/** A semicolon ends a field; a number before one would make it a command of ConEmu's. */
const field = (text: string): string => text.replaceAll(';', ',');

function shown(text: string): string {
  const safe = safeText(text);
  const parts = safe.length > maxLength ? graphemes(safe) : [];
  return parts.length > maxLength ? `${parts.slice(0, maxLength - 1).join('')}…` : safe;
}
