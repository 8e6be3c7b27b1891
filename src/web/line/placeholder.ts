// What the line says while nothing is written in it.
import { isDirectRoom } from '../../protocol/index.ts';
import { isLoggedOut } from '../../sdk/standing.ts';
import type { State } from '../../sdk/state.ts';
import { currentTitle, peerStatus } from '../../ui/rooms.ts';
import { safeText } from '../../ui/safe-text.ts';
import { useChat, useUi } from '../hooks.ts';

export function usePlaceholder(): string {
  const words = useChat(placeholderWords);
  const room = useChat((state) => state.current);
  const does = useUi((ui) => ui.composing.get(room)?.does);
  return does === 'reply' ? 'your answer' : does === 'edit' ? 'the new text' : words;
}

function placeholderWords(state: State): string {
  const { connection, rooms, current, me } = state;
  if (isLoggedOut(state)) return 'Logged out';
  if (connection.status !== 'live') return 'Not connected: what you write is sent later';
  const room = rooms.get(current);
  const title = safeText(currentTitle(state));
  if (room?.refusal !== undefined && !isDirectRoom(room.name))
    return `Not in ${title} now: /join ${title} tries again`;
  const isAlone = room !== undefined && peerStatus(room, me.name) === 'not here';
  if (isAlone) return `${title} is not here now, and can read it later`;
  return `Message ${title}`;
}
