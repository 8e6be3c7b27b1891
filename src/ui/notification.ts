// What a notification says of what was said to the person.
import { isDirectRoom, showRoom } from '../protocol/index.ts';
import type { Attention } from './attention.ts';
import { graphemes } from './graphemes.ts';
import { safeText } from './safe-text.ts';

/** More is not read in a corner of the screen. */
const maxLength = 100;

export interface Notification {
  /** Who, and where: `alice in #general`. */
  readonly title: string;
  readonly text: string;
}

/** In words without anything that a terminal or a shell acts on. */
export function notificationOf({ room, sender, text, count }: Attention): Notification {
  const place = isDirectRoom(room) ? '' : ` in ${showRoom(room)}`;
  const more = count > 1 ? ` (${count} messages)` : '';
  return { title: shown(sender + place + more), text: shown(text.replaceAll('\n', ' ')) };
}

function shown(text: string): string {
  const safe = safeText(text);
  const parts = safe.length > maxLength ? graphemes(safe) : [];
  return parts.length > maxLength ? `${parts.slice(0, maxLength - 1).join('')}…` : safe;
}
