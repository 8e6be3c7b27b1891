// What a status line says of all rooms together, and of who is there.
import type { Member, RoomState, State } from './state.ts';

/** Messages of one's own that are not in the log yet, over all rooms. */
export function unsentCount({ rooms }: State): number {
  let count = 0;
  for (const { pending } of rooms.values()) {
    for (const { delivery } of pending) if (delivery === 'pending') count += 1;
  }
  return count;
}

/** What one has not seen in rooms that are not on the screen. */
export interface News {
  readonly unread: number;
  readonly mentions: number;
  /** How many rooms have any of it. */
  readonly rooms: number;
}

/** @param muted rooms, by their names, that do not count */
export function newsElsewhere({ rooms, current }: State, muted: ReadonlySet<string>): News {
  let news: News = { unread: 0, mentions: 0, rooms: 0 };
  for (const { name, unread, mentions } of rooms.values()) {
    if (name === current || unread === 0 || muted.has(name)) continue;
    news = {
      unread: news.unread + unread,
      mentions: news.mentions + mentions,
      rooms: news.rooms + 1,
    };
  }
  return news;
}

/** As far as they are known by name. */
export function awayMembers({ members }: RoomState): readonly Member[] {
  return members.filter(({ status }) => status === 'away');
}
