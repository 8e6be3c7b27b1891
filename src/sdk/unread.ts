// What one has not seen of a room: how much of it, how much names one, where it begins.
import { foldName, isDirectRoom } from '../protocol/index.ts';
import { isSaid } from './fold.ts';
import { isMention } from './mentions.ts';
import type { Me, Message, RoomState } from './state.ts';
import { messagesAfter, orderOf } from './timeline.ts';

/** Who looks: whose messages are one's own, and whether what comes is seen at once. */
export interface Viewer {
  readonly me: Me;
  readonly isSeen: boolean;
  /** The room is on the screen, and what is looked at may be older: all of it stays. */
  readonly isReadBack: boolean;
}

/** With messages that came: they are seen at once, or counted and marked. */
export function counted(room: RoomState, fresh: readonly Message[], viewer: Viewer): RoomState {
  const newest = room.timeline.newest ?? 0;
  if (viewer.isSeen) return { ...room, lastRead: newest };
  const news = newsOf(fresh, viewer.me);
  if (news.length === 0) return room;
  const mentions = room.mentions + mentionsIn(room, news, viewer.me);
  const unread = room.unread + news.length;
  const after = room.unread > 0 && room.mark ? room.mark.after : room.lastRead;
  return { ...room, unread, mentions, mark: { after, count: unread } };
}

/** What others said. */
function newsOf(messages: readonly Message[], me: Me): readonly Message[] {
  const isNews = (message: Message) =>
    isSaid(message) && foldName(message.sender) !== foldName(me.name);
  return messages.filter(isNews);
}

function mentionsIn({ name }: RoomState, news: readonly Message[], me: Me): number {
  if (isDirectRoom(name)) return news.length;
  return news.filter(({ content }) => isMention(content, me.name)).length;
}

/** Another device of the person has shown it up to there. */
export function readUpTo(room: RoomState, seq: number, me: Me): RoomState {
  const told = seq > room.readTold ? { ...room, readTold: seq } : room;
  if (seq <= room.lastRead) return told;
  const news = newsOf(messagesAfter(room.timeline, seq), me);
  if (news.length === 0) return withoutMark(seen(told));
  const unread = Math.min(room.unread, news.length);
  const mentions = Math.min(room.mentions, mentionsIn(room, news, me));
  return withUnread({ ...told, lastRead: seq, unread, mentions }, unread, seq);
}

/** The person sees it: nothing is unread, and the mark stays where it is. */
export function seen(room: RoomState): RoomState {
  const lastRead = Math.max(room.lastRead, room.timeline.newest ?? 0);
  if (room.unread === 0 && room.lastRead === lastRead) return room;
  return { ...room, unread: 0, mentions: 0, lastRead };
}

/** The mark has served once its room is left, or one has written below it. */
export function withoutMark(room: RoomState): RoomState {
  if (!room.mark || room.unread > 0) return room;
  const { mark: _, ...rest } = room;
  return rest;
}

/** More may be unread than are held: the server has counted them. */
export function withUnread(room: RoomState, unread: number, after: number): RoomState {
  return unread === 0 ? room : { ...room, unread, mark: { after, count: unread } };
}

/** Where what one has not seen begins: a message that is held, or one that is to be asked for. */
export type UnreadPlace = { readonly held: number } | { readonly after: number };

/** Where the mark stands; undefined: there is none. */
export function unreadPlace({ mark, timeline }: RoomState): UnreadPlace | undefined {
  if (!mark || mark.count === 0 || timeline.newest === undefined) return undefined;
  if (timeline.floor > mark.after) return { after: mark.after };
  const { items } = timeline;
  for (let at = items.search((item) => orderOf(item) > mark.after); at < items.length; at += 1) {
    const item = items.at(at);
    if (item?.type === 'message') return { held: item.seq };
  }
  return undefined;
}
