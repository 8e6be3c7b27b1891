// Where reading begins and ends, as the command line says it.
import { InvalidArgumentError } from 'commander';
import { type KeyedOption, option } from '../../command-line/option.ts';
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

/** The room that a command is about: by a flag, PARTYLINE_ROOM or a file. */
export function roomOf(about = 'the room; @bob: between you and bob'): KeyedOption {
  return option<string | undefined>('-r, --room <room>', about, undefined, roomOption);
}

/** The same where it may be given several times. */
export function roomsOf(): KeyedOption {
  const about = 'the room; may be given several times';
  return option<readonly string[]>('-r, --room <room>', about, [], (text, before) => [
    ...before,
    roomOption(text),
  ]);
}

/** Where nobody says it, that is misuse. */
export const noRoom = 'where? Give --room ROOM';

/** `@bob` is the direct room with bob. */
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
