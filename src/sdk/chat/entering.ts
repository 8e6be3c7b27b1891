// Coming into rooms: a name as people write it, the answer to joining, and why there is none.
import {
  checkRoomName,
  checkUserName,
  directRoom,
  isRefusal,
  type Refusal,
} from '../../protocol/index.ts';
import { tooManyRooms } from '../room-sync.ts';
import { isShutOut, shutOutWords } from '../standing.ts';
import type { RoomState, State } from '../state.ts';
import { ChatError, refusedBy } from './chat-error.ts';
import type { Core } from './core.ts';

/**
 * As on the wire: `ops` for `#Ops`, `@alice+bob` for `@bob`.
 * @throws `room-invalid`, `name-invalid`
 */
export function roomNamed(state: State, written: string): string {
  const isPerson = written.startsWith('@') && !written.includes('+');
  if (!isPerson) return accepted(checkRoomName(written));
  return accepted(directRoom(state.me.name, accepted(checkUserName(written.slice(1)))));
}

/** @throws the refusal */
export function accepted(checked: string | Refusal): string {
  if (isRefusal(checked)) throw refusedBy(checked);
  return checked;
}

/**
 * Joins the room, unless one is in it.
 * @throws (rejects) why one can't be, `aborted`, or why all is over
 */
export function enter(
  core: Core,
  room: string,
  signal?: AbortSignal | undefined,
): Promise<RoomState> {
  core.client.join(room);
  return core.until((state) => entered(state, room), signal);
}

/** @returns undefined while one is on the way in */
function entered(state: State, name: string): RoomState | undefined {
  if (isShutOut(state)) throw new ChatError('auth-required', shutOutWords(state));
  const room = state.rooms.get(name);
  if (!room) throw new ChatError('too-many', tooManyRooms);
  throwIfRefused(room);
  return room.isJoined && room.timeline.newest !== undefined ? room : undefined;
}

/** @throws why one can't be in it */
export function throwIfRefused({ refusal, refusalCode = 'forbidden' }: RoomState): void {
  if (refusal !== undefined) throw new ChatError(refusalCode, refusal);
}
