// What is said aloud of a room that one comes into: where one is, who is there, what was said before.
import { foldName, isDirectRoom } from '../../protocol/index.ts';
import type { Me, Member, RoomState } from '../../sdk/state.ts';
import { listNames } from '../../sdk/words.ts';
import { safeText } from '../../ui/safe-text.ts';
import { peerOf } from './message-words.ts';

/** Messages that /history reads unless told. */
export const usualCount = 10;

/** @param isNew one was not in it before: what was said there is not known yet */
export function placeLines(room: RoomState, me: Me, isNew: boolean): string[] {
  const lines = [whereWords(room, me)];
  if (room.topic !== '') lines.push(`The topic is: ${room.topic}`);
  const before = beforeWords(room);
  if (isNew && before !== undefined) lines.push(before);
  return lines.map(safeText);
}

function whereWords(room: RoomState, me: Me): string {
  const others = room.members.filter(({ name }) => !isSame(name, me.name));
  if (isDirectRoom(room.name)) {
    const peer = peerOf(room, { me });
    const isHere = others.some(({ name }) => isSame(name, peer));
    return `You talk to ${peer} alone${isHere ? '' : `, who is not here now`}.`;
  }
  const known = others.length > 0 ? `with ${listNames(others.map(nameOf))}` : 'alone';
  const isAll = room.count <= room.members.length;
  const who = isAll ? known : `with ${room.count - 1} others`;
  return `You are in the room ${room.name} as ${me.name}, ${who}.`;
}

function nameOf({ name, bot }: Member): string {
  return bot ? `${name} (bot)` : name;
}

/** Undefined: nothing was said. */
function beforeWords({ timeline, mark, unread }: RoomState): string | undefined {
  const held = timeline.items.slice(0).filter(({ type }) => type === 'message').length;
  const news = mark?.count ?? unread;
  if (news > 0) return `${counted(news)} ${news === 1 ? 'is' : 'are'} new to you, ${reads(news)}.`;
  if (held === 0) return undefined;
  const were = held === 1 ? 'was' : 'were';
  const more = timeline.hasOlder ? 'More than ' : '';
  const which =
    held === 1 ? 'it' : held > usualCount || timeline.hasOlder ? 'the last of them' : 'them';
  return `${more}${counted(held)} ${were} said before, /history reads ${which}.`;
}

/** As many as are read at once. */
const mostRead = 50;

function reads(count: number): string {
  if (count === 1) return '/history 1 reads it';
  return count > mostRead
    ? `/history ${mostRead} reads the last ${mostRead}`
    : `/history ${count} reads them`;
}

export function counted(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}

function isSame(one: string, other: string): boolean {
  return foldName(one) === foldName(other);
}
