// `read`: keeps how far one has read; and what a join says of that.
import { isDirectRoom, type ReplyOf, type RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, reply } from '../core/outcome.ts';
import { type Count, countUnread } from '../core/unread.ts';
import { echo } from './echo.ts';
import { roomOf } from './room-of.ts';

/** Answered with the marker as it is kept; the person's other sessions hear of it where it moved. */
export function read({ chat, session }: Ask, request: RequestOf<'read'>): Outcome {
  const found = roomOf(chat, session, request.room);
  if ('does' in found) return found;
  const room = found.name;
  const { owner } = session;
  // Of a direct room nobody hears more than what is theirs, and be it that there is more.
  const known = isDirectRoom(room) ? found.told.get(session) : chat.log.known(room)?.last;
  const last = known ?? 0;
  const marker = chat.readMarkers.advance(owner, room, request.seq, last, chat.now());
  const { seq } = marker;
  if (marker.hasMoved) chat.hub.tellOwner(owner, { type: 'read', room, seq }, session);
  return reply({ type: 'read', ...echo(request), room, seq });
}

/** `read` and `unread` of a `joined`, where they are known: counted in the turn in which it's called. */
export type ReadFields = () => Pick<ReplyOf<'joined'>, 'read' | 'unread'>;

/** The room has to be known; that the log can't be read is no reason to keep anyone out of it. */
export function readFields({ chat, session }: Ask, room: string): ReadFields | Promise<ReadFields> {
  const last = chat.log.known(room)?.last ?? 0;
  const seq = chat.readMarkers.find(session.owner, room, last, chat.now());
  if (seq === undefined) return () => ({});
  const fields = (count: Count) => () => {
    const unread = count();
    return unread === undefined ? { read: seq } : { read: seq, unread };
  };
  const count = countUnread(chat.recent, chat.log, room, seq, session);
  return count instanceof Promise ? count.then(fields) : fields(count);
}
