// What is new in a room, for eyes and for ears.
import type { RoomState } from '../../sdk/state.ts';

type News = Pick<RoomState, 'unread' | 'mentions'>;

/** `@2`, `17`, `99+`; empty: nothing. */
export function badgeOf({ unread, mentions }: News): string {
  if (mentions > 0) return `@${short(mentions)}`;
  return unread > 0 ? short(unread) : '';
}

/** `3 unread, 1 for you`; empty: nothing. */
export function badgeWords({ unread, mentions }: News): string {
  if (unread === 0 && mentions === 0) return '';
  const forMe = mentions > 0 ? `, ${mentions} for you` : '';
  return `${Math.max(unread, mentions)} unread${forMe}`;
}

function short(count: number): string {
  return count > 99 ? '99+' : String(count);
}
