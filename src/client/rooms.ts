// Rooms as a person moves through them: their order, their titles, which comes next.
import { directPeer, isDirectRoom, showRoom } from '../protocol/index.ts';
import type { RoomState, State } from '../sdk/state.ts';

/** As the sidebar lists and numbers them: rooms, then direct rooms. */
export function roomOrder(state: State): RoomState[] {
  const all = [...state.rooms.values()];
  const direct = all.filter((room) => isDirectRoom(room.name));
  return [...all.filter((room) => !isDirectRoom(room.name)), ...direct];
}

/** What people call a room: `#general`, or the other person's name. */
export function roomTitle(room: string, me: string): string {
  return isDirectRoom(room) ? directPeer(room, me) : showRoom(room);
}

/** The room `by` places on from the current one, round the ends. */
export function neighbour(state: State, by: 1 | -1): string {
  const names = roomOrder(state).map((room) => room.name);
  const at = names.indexOf(state.current);
  return names[(at + by + names.length) % names.length] ?? state.current;
}

/** The next room with something new; those where one was named come first. */
export function nextNews(state: State): string | undefined {
  const rooms = roomOrder(state).filter((room) => room.name !== state.current);
  return (rooms.find((room) => room.mentions > 0) ?? rooms.find((room) => room.unread > 0))?.name;
}
