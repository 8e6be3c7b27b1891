// `welcome`: the first word to a session, with all that its client has to know of the server.
import { limits, protocolVersion, type ReplyOf } from '../../protocol/index.ts';
import type { Chat } from '../core/chat.ts';
import type { Session } from '../core/session.ts';
import { waitingRooms } from '../core/waiting.ts';
import { isInLobby } from './admission.ts';
import { type Echo, echo } from './echo.ts';

/** Rooms that a welcome names; the others are a `rooms` away. */
const maxRoomsTold = 100;

function listed(chat: Chat, session: Session): ReplyOf<'welcome'>['rooms'] {
  const { rooms } = chat.roomList.page(session.owner, '', maxRoomsTold, chat.now());
  return [...waitingRooms(chat, session), ...rooms];
}

/** @param token as it names the session */
export function welcome(
  chat: Chat,
  session: Session,
  token: string,
  request: Echo,
): ReplyOf<'welcome'> {
  const { settings } = chat;
  return {
    type: 'welcome',
    ...echo(request),
    version: protocolVersion,
    name: session.name,
    token,
    session: session.id,
    role: session.role,
    server: {
      name: 'partyline',
      version: chat.serverVersion,
      timestamp: session.since,
      durability: settings.durability,
      auth: settings.auth,
    },
    rooms: isInLobby(chat, session) ? [] : listed(chat, session),
    limits: {
      maxRequestLineBytes: limits.maxRequestLineBytes,
      maxContentLength: limits.maxContentLength,
      maxPage: limits.maxPage,
      maxRoomsPerSession: settings.maxRoomsPerSession,
      messagesPerSecond: settings.messagesPerSecond,
    },
    heartbeat: settings.pingAfterMs / 1000,
  };
}
