// Rooms as a person moves through them: their order, their titles, which comes next.
import { directPeer, isDirectRoom, showRoom } from '../protocol/index.ts';
import { findMember } from '../sdk/members.ts';
import type { RoomState, State } from '../sdk/state.ts';

/** As the sidebar lists and numbers them: rooms, then direct rooms. */
export function roomOrder(state: Pick<State, 'rooms'>): RoomState[] {
  const all = [...state.rooms.values()];
  const direct = all.filter((room) => isDirectRoom(room.name));
  return [...all.filter((room) => !isDirectRoom(room.name)), ...direct];
}

/** What people call a room: `#general`, or the other person's name. */
export function roomTitle({ name, formerly }: TitledRoom, me: string): string {
  return isDirectRoom(name) ? directPeer(name, formerly ?? me) : showRoom(name);
}

type TitledRoom = Pick<RoomState, 'name' | 'formerly'>;

/** The title of the room on the screen. */
export function currentTitle({ rooms, current, me }: State): string {
  return roomTitle(rooms.get(current) ?? { name: current }, me.name);
}

/** Of a direct room: whether the other one is there to read, as far as is known. */
export function peerStatus(room: RoomState, me: string): 'here' | 'away' | 'not here' | undefined {
  if (!isDirectRoom(room.name) || !room.isJoined) return undefined;
  const peer = findMember(room.members, roomTitle(room, me));
  if (peer === undefined) return 'not here';
  return peer.status === 'away' ? 'away' : 'here';
}

/** The room `by` places on from the current one, round the ends. */
export function neighbour(state: State, by: 1 | -1): string {
  const names = roomOrder(state).map((room) => room.name);
  const at = names.indexOf(state.current);
  return names[(at + by + names.length) % names.length] ?? state.current;
}

/** The next room with something new; those where one was named come first, muted ones never. */
export function nextNews(state: State, isMuted: (room: string) => boolean): string | undefined {
  const rooms = roomOrder(state).filter(({ name }) => name !== state.current && !isMuted(name));
  return (rooms.find((room) => room.mentions > 0) ?? rooms.find((room) => room.unread > 0))?.name;
}
