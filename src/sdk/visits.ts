// How a visit gets its pages: the first two by itself, the others as somebody scrolls.
import type { ReplyOf } from '../protocol/index.ts';
import type { Visit } from './state.ts';
import { askAgainMs, type Talk } from './talk.ts';
import { canHoldOlder } from './timeline.ts';
import { type Direction, isAtNow } from './visit.ts';

/** Messages of a page: more than a screen on either side. */
const pageSize = 50;

export class Visits {
  readonly #talk: Talk;

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  /** Asks for what is around the message, once its room is joined. */
  sync(): void {
    const { visit } = this.#talk.getState();
    if (!visit) return;
    if (visit.timeline.newest === undefined) this.load('older');
    else if (visit.hasNewer === undefined) this.load('newer');
  }

  /** The next page in that direction, unless it is asked for already or there is none. */
  load(direction: Direction): void {
    const { visit, rooms } = this.#talk.getState();
    const room = visit && rooms.get(visit.room);
    if (!visit || !room?.isJoined || !this.#talk.isLive) return;
    const { timeline, seq, isLoadingOlder, isLoadingNewer } = visit;
    if (direction === 'older') {
      const isFirst = timeline.newest === undefined;
      if (isLoadingOlder || (!isFirst && !(timeline.hasOlder && canHoldOlder(timeline)))) return;
      this.#ask(visit, direction, { before: isFirst ? seq + 1 : (timeline.oldest ?? seq) });
    } else if (timeline.newest !== undefined && !isLoadingNewer && !isAtNow(visit, room)) {
      this.#ask(visit, direction, { after: timeline.newest });
    }
  }

  #ask(visit: Visit, direction: Direction, from: { before: number } | { after: number }): void {
    const { room, seq } = visit;
    this.#talk.dispatch({ type: 'visitAsked', room, seq, direction, is: true });
    this.#talk.ask(
      { type: 'history', room, ...from, limit: pageSize },
      {
        reply: 'history',
        done: (reply) => this.#talk.dispatch({ type: 'visitPage', room, seq, direction, reply }),
        refused: (error) => this.#askAgain(visit, direction, error),
      },
    );
  }

  /** It counts as asked until then, so that it is not asked at once again. */
  #askAgain(
    { room, seq }: Visit,
    direction: Direction,
    { retryAfterMs = askAgainMs }: ReplyOf<'error'>,
  ): void {
    this.#talk.later(retryAfterMs, () => {
      this.#talk.dispatch({ type: 'visitAsked', room, seq, direction, is: false });
    });
  }
}
