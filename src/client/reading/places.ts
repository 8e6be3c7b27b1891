// Where reading begins and ends, as the command line says it.
import { InvalidArgumentError } from 'commander';
import {
  checkRoomName,
  isRefusal,
  parseSince,
  type Since,
  sinceForms,
} from '../../protocol/index.ts';
import type { Chat } from '../../sdk/chat/chat.ts';

/** An option's value. */
export function placeOption(text: string): Since {
  const since = parseSince(text);
  if (since === undefined) throw new InvalidArgumentError(sinceForms);
  return since;
}

/** An option that may be given several times; `@bob` is the direct room with bob. */
export function roomsOption(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, roomOption(text)];
}

export function roomOption(text: string): string {
  if (text.startsWith('@')) return text;
  const room = checkRoomName(text);
  if (isRefusal(room)) throw new InvalidArgumentError(room.message);
  return room;
}

export function since(place: Since): number | Date {
  if ('after' in place) return place.after;
  return new Date('atMs' in place ? place.atMs : Math.max(0, Date.now() - place.agoMs));
}

/** The `seq` before which that is; undefined: nothing is that new. */
export async function before(talk: Chat, room: string, place: Since): Promise<number | undefined> {
  const from = since(place);
  if (typeof from === 'number') return from;
  const { messages } = await talk.page(room, { at: from, limit: 1 });
  return messages[0]?.seq;
}
