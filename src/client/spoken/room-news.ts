// What of a room was not said yet: each message, notice and failure once, in the order of the timeline.
import type { Failed, Item, Message, Notice, RoomState } from '../../sdk/state.ts';
import { orderOf } from '../../sdk/timeline.ts';
import { type Presence, presenceNews } from './notice-words.ts';

/** Who came and who went, as far as it is news. */
export interface PresenceNews {
  readonly type: 'presence';
  readonly text: string;
}

export type News = Message | Failed | Notice | PresenceNews;

export class RoomNews {
  /** The newest `seq` that was taken; what was there at first is no news. */
  #taken: number | undefined;
  /** Notices and failures that were taken; those that have gone are held by nobody. */
  readonly #told = new WeakSet<Item>();
  /** The last item, if it tells of who comes and goes: it changes as long as it is the last. */
  #presence: Notice | undefined;
  /** What was said there before was told of, or was heard. */
  isKnown = false;

  /** The messages that `take` would give. */
  messages(room: RoomState): readonly Message[] {
    return this.#fresh(room).filter((item) => item.type === 'message');
  }

  /** Messages up to that one are no news any more. */
  skipTo({ seq }: Message): void {
    this.#taken = seq;
  }

  /** @param hasMessages false: they are left for later */
  take(room: RoomState, hasMessages: boolean): readonly News[] {
    const { newest, ahead } = room.timeline;
    // What was said live before the first page was there is news: so begins a talk between two.
    if (newest === undefined && ahead[0] !== undefined) this.#taken ??= ahead[0].seq - 1;
    if (newest === undefined) return [];
    this.#taken ??= newest;
    const news = this.#gonePresence(room);
    const fresh = this.#fresh(room);
    // What has changed already is said as it is by now, and that alone.
    const places = new Set(fresh.map((item) => (item.type === 'message' ? item.seq : undefined)));
    const isSaidSo = ({ kind, target }: Message) =>
      (kind === 'edit' || kind === 'delete') && target !== undefined && places.has(target);
    for (const item of fresh) {
      if (item.type === 'message' && hasMessages && isSaidSo(item)) continue;
      if (item.type !== 'message') news.push(...this.#other(item));
      else if (hasMessages) news.push(item);
    }
    if (hasMessages) this.#taken = newest;
    return news;
  }

  #fresh({ timeline: { items, changes } }: RoomState): Item[] {
    const taken = this.#taken ?? Number.POSITIVE_INFINITY;
    const fresh: Item[] = [];
    for (let index = items.length - 1; index >= 0; index -= 1) {
      const item = items.at(index);
      if (item === undefined || (item.type === 'message' && item.seq <= taken)) break;
      if (!this.#told.has(item)) fresh.push(item);
    }
    const changing: Item[] = changes.slice(changes.search(({ seq }) => seq > taken));
    const all = changing.concat(fresh.reverse());
    return all.sort((one, other) => orderOf(one) - orderOf(other));
  }

  #other(item: Notice | Failed): News[] {
    this.#told.add(item);
    if (item.type === 'failed' || (item.came === undefined && item.went === undefined))
      return [item];
    const before = this.#presence?.number === item.number ? this.#presence : {};
    this.#presence = item;
    return newsOf(before, item);
  }

  /** Who came and went again leaves no notice behind, but was heard to come. */
  #gonePresence({ timeline: { items } }: RoomState): News[] {
    const told = this.#presence;
    if (told === undefined) return [];
    const after = items.search((item) => orderOf(item) >= told.after);
    const isNotice = (item: Item) => item.type === 'notice' && item.number === told.number;
    if (items.slice(after).some(isNotice)) return [];
    this.#presence = undefined;
    return newsOf(told, {});
  }
}

function newsOf(before: Presence, now: Presence): PresenceNews[] {
  const text = presenceNews(before, now);
  return text === undefined ? [] : [{ type: 'presence', text }];
}
