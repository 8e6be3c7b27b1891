// Where the pane stood in each room, and where it begins in one that it comes to.
import { messageKey } from '../../sdk/row.ts';
import type { Rows } from '../../sdk/rows.ts';
import type { State } from '../../sdk/state.ts';
import { unreadPlace } from '../../sdk/unread.ts';
import { visitShown } from '../../sdk/visit.ts';
import type { Place } from './place.ts';

/** More rooms than anybody reads; the one that was left longest ago is forgotten first. */
const maxPlaces = 200;

/** A line of what was read before is seen above what is new. */
export const aboveNews = -28;

/** A room, or a visit to it: each has a place of its own. */
export function placeName(state: Pick<State, 'visit' | 'current'>): string {
  const visit = visitShown(state);
  return visit === undefined ? state.current : `${visit.room} ${visit.seq}`;
}

export class Places {
  readonly #places = new Map<string, Place>();
  /** By room, the mark that was shown: one goes to it once. */
  readonly #marksSeen = new Map<string, number>();

  keep(name: string, place: Place | undefined): void {
    if (place !== undefined) put(this.#places, name, place);
  }

  /** Where the room's unread messages begin has been seen. */
  sawMark({ rooms }: State, room: string): void {
    const mark = rooms.get(room)?.mark;
    if (mark) put(this.#marksSeen, room, mark.after);
  }

  hasSeenMark({ rooms }: State, room: string): boolean {
    const mark = rooms.get(room)?.mark;
    return mark === undefined || this.#marksSeen.get(room) === mark.after;
  }

  /** Undefined as long as there is nothing to begin at. */
  start(state: State, rows: Rows): Place | undefined {
    const visit = visitShown(state);
    const kept = this.#places.get(placeName(state));
    if (kept !== undefined && kept !== 'newest') return kept;
    if (visit !== undefined) {
      const key = messageKey(visit.seq);
      return rows.indexOf(key) === -1 ? undefined : { key, order: visit.seq, at: 'middle' };
    }
    const room = state.rooms.get(state.current);
    if (room?.timeline.newest === undefined) return undefined;
    const news = this.hasSeenMark(state, room.name) ? undefined : unreadPlace(room);
    if (news === undefined || !('held' in news)) return 'newest';
    this.sawMark(state, room.name);
    return { key: messageKey(news.held), order: news.held, at: aboveNews };
  }
}

function put<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > maxPlaces && oldest !== undefined) map.delete(oldest);
}
