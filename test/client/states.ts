// States of the client core as the tests of the views need them.
import { initialState } from '../../src/sdk/reduce.ts';
import { newRoom } from '../../src/sdk/room.ts';
import type { RoomState, State } from '../../src/sdk/state.ts';

export function room(name: string, more: Partial<RoomState> = {}): RoomState {
  return { ...newRoom(name), isJoined: true, ...more };
}

/** alice, live, in the first of these rooms. */
export function stateOf(
  more: Partial<State>,
  rooms: readonly RoomState[] = [room('general')],
): State {
  return {
    ...initialState('alice', 'general'),
    connection: { status: 'live', attempt: 0 },
    rooms: new Map(rooms.map((one) => [one.name, one])),
    current: rooms[0]?.name ?? 'general',
    ...more,
  };
}
