// `send`: says something in a room or to one person; the log answers it.
import {
  checkContent,
  checkRoomName,
  type Draft,
  directRoom,
  isDirectMember,
  isDirectRoom,
  isRefusal,
  type RequestOf,
} from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refusal, refused } from '../core/outcome.ts';
import { roomOf } from './room-of.ts';

/** What a message can do so far; the other kinds need an index of what they point at. */
const offered: ReadonlySet<string> = new Set(['text', 'action', 'topic']);

export function send(ask: Ask, request: RequestOf<'send'>): Outcome {
  const { chat, session } = ask;
  const id = request.id === undefined ? undefined : `${session.id}-${request.id}`;
  const repeated = id === undefined ? undefined : ofSameId(ask, id);
  if (repeated) return repeated;
  const kind = request.kind ?? 'text';
  if (!offered.has(kind)) {
    return refusal('unknown-type', `This server does not offer messages of kind "${kind}" yet.`);
  }
  const room = destination(ask, request);
  if (typeof room !== 'string') return room;
  const content = checkContent(kind, request.content ?? '');
  if (isRefusal(content)) return refused(content);
  const { target } = request;
  if (target !== undefined && target > (chat.log.known(room)?.last ?? 0)) {
    return refusal('no-such-message', `There is no message ${target} in that room.`);
  }
  const draft: Draft = { room, kind, sender: session.name, content };
  if (id === undefined && target === undefined) return { does: 'append', draft };
  return { does: 'append', draft: { ...draft, ...optional(id, target) } };
}

function optional(
  id: string | undefined,
  target: number | undefined,
): { id?: string; target?: number } {
  return {
    ...(id === undefined ? {} : { id }),
    ...(target === undefined ? {} : { target }),
  };
}

/** A send that was made before is answered as it was then. */
function ofSameId({ chat }: Ask, publicId: string): Outcome | undefined {
  const sending = chat.duplicates.find(publicId);
  if (!sending) return undefined;
  const { entry } = sending;
  return entry ? { does: 'acknowledge', entry } : { does: 'attach', sending };
}

function destination(ask: Ask, request: RequestOf<'send'>): string | Outcome {
  const { chat, session } = ask;
  if (request.room !== undefined && request.to !== undefined) {
    return refusal('bad-request', 'Give "room" or "to", not both.');
  }
  if (request.to !== undefined) return directTo(ask, request.to);
  if (request.room === undefined) return refusal('bad-request', '"room" of "send" is missing.');
  if (isDirectRoom(request.room)) return directOf(ask, request.room);
  const room = roomOf(chat, session, request.room);
  return 'does' in room ? room : room.name;
}

function directTo({ chat, session }: Ask, name: string): string | Outcome {
  const peer = chat.hub.sessionByName(name);
  if (!peer) return refusal('no-such-user', 'Nobody of that name is here.');
  const room = directRoom(session.name, peer.name);
  return isRefusal(room) ? refused(room) : room;
}

function directOf({ session }: Ask, raw: string): string | Outcome {
  const room = checkRoomName(raw);
  if (isRefusal(room)) return refused(room);
  if (isDirectMember(room, session.name)) return room;
  return refusal('forbidden', 'A direct room is for its two people alone.');
}
