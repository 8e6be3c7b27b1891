// A notification as bytes: the bell, and the sequences by which terminals show one.
import type { Notification } from '../ui/notification.ts';
import { passedThrough } from './multiplexer.ts';
import type { Multiplexer } from './terminal-abilities.ts';

export const bell = '\u0007';

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
