// Who may read a room over HTTP: whoever the chat lets in, by the token of a session that is connected.
import { isDirectRoom } from '../../protocol/index.ts';
import type { Chat } from '../core/chat.ts';
import { isGuest, type Session } from '../core/session.ts';

type Doors = Pick<Chat, 'accounts' | 'hub' | 'rooms' | 'settings' | 'tokens'>;

/** Looked at again with every line: sessions end, names and rooms change. */
export interface LogRight {
  /** Whose words of a direct room are given; nobody's: empty. */
  readonly owner: string;
  /**
   * - `log-in`: nothing here is for strangers, whatever they ask for.
   * - `none`: for this one there is no such room.
   */
  now(): 'may' | 'none' | 'log-in';
}

/** @param token as it was given: neither is a session opened by it, nor does one live longer for it */
export function rightTo(chat: Doors, room: string, token: string | undefined): LogRight {
  const id = token === undefined ? undefined : sessionOf(chat, token);
  const session = () => (id === undefined ? undefined : chat.hub.sessionById(id));
  return {
    owner: session()?.owner ?? '',
    now: () => rightNow(chat, room, session()),
  };
}

function sessionOf({ tokens, accounts }: Doors, token: string): string | undefined {
  return tokens.verify(token)?.session ?? accounts.sessionOf(token);
}

function rightNow(
  { rooms, settings }: Doors,
  room: string,
  session: Session | undefined,
): ReturnType<LogRight['now']> {
  const isStranger = session === undefined || isGuest(session);
  if (settings.auth !== 'open' && isStranger) return 'log-in';
  const may = session
    ? rooms.mayRead(session, room)
    : !isDirectRoom(room) && rooms.isOpenTo('', room);
  return may ? 'may' : 'none';
}
