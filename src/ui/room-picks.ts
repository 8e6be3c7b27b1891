// Where one can go by a part of a name: one's own rooms, other rooms, people; best first.
import { directPeer, foldName, isDirectRoom } from '../protocol/index.ts';
import type { RoomState, State } from '../sdk/state.ts';
import type { MenuItem } from './completion.ts';
import { fuzzyFind } from './fuzzy.ts';
import { roomOrder, roomTitle } from './rooms.ts';

export interface PickerItem extends MenuItem {
  /** A room, `@name` for a person, a text, an emoji, an address: what the list is of. */
  readonly value: string;
}

export function findRooms(query: string, state: State): PickerItem[] {
  return fuzzyFind(query, roomItems(state), ({ label }) => label);
}

/** One's own rooms, those with news first; then other rooms; then people. */
function roomItems(state: State): PickerItem[] {
  const order = roomOrder(state).filter(({ name }) => name !== state.current);
  const byNews = order.toSorted((one, other) => newsRank(other) - newsRank(one));
  const joined = byNews.map((room) => ({
    label: roomTitle(room, state.me.name),
    note: newsWords(room) || room.topic,
    value: room.name,
  }));
  const others = state.directory
    .filter(({ name }) => !state.rooms.has(name))
    .map(({ name, topic = '' }) => ({ label: `#${name}`, note: topic || 'join', value: name }));
  return [...joined, ...others, ...peopleItems(state)];
}

function newsRank({ mentions, unread }: RoomState): number {
  return mentions > 0 ? 2 : Math.min(1, unread);
}

function newsWords({ mentions, unread }: RoomState): string {
  if (mentions > 0) return `${mentions} for you`;
  return unread > 0 ? `${unread} new` : '';
}

function peopleItems(state: State): PickerItem[] {
  const open = [...state.rooms.values()]
    .filter(({ name }) => isDirectRoom(name))
    .map(({ name }) => foldName(directPeer(name, state.me.name)));
  const left = new Set([...open, foldName(state.me.name)]);
  const people = [...state.rooms.values()].flatMap(({ members }) => members);
  const items: PickerItem[] = [];
  // Most are in several rooms, and to fold a name takes longer than to know it again.
  for (const { name, status } of new Map(people.map((one) => [one.name, one])).values()) {
    if (left.has(foldName(name))) continue;
    left.add(foldName(name));
    const note = status === 'away' ? 'away, talk alone' : 'talk alone';
    items.push({ label: name, note, value: `@${name}` });
  }
  return items;
}
