// How a room comes to hold what the server has: joins, what was missed, older pages.
import {
  isDirectMember,
  isDirectRoom,
  isRetryable,
  limits,
  type ReplyOf,
  showRoom,
} from '../protocol/index.ts';
import type { Question } from './inputs.ts';
import { isShutOut } from './standing.ts';
import type { RoomState } from './state.ts';
import { askAgainMs, type Talk } from './talk.ts';
import { canHoldOlder, isBehind } from './timeline.ts';

/** Before asking again for what the server did not have; doubles. */
const stallMs = 250;
const olderPage = 100;

export const tooManyRooms = 'Too many rooms are open: /leave one first.';
const lastRoom = 'This is your only room: /join another first, or /quit.';

/**
 * What is asked follows from the state: a room that is not joined is joined, one that is behind asks
 * for what it missed. So nothing has to be remembered across a loss but the state itself.
 */
export class RoomSync {
  readonly #talk: Talk;

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  /** Enters a room, wherever one looks; one that was refused is tried again. */
  open(room: string): void {
    this.#talk.dispatch({ type: 'opened', room });
    if (this.#talk.getState().rooms.get(room)?.refusal !== undefined && this.mayEnter(room)) {
      this.#talk.dispatch({ type: 'reopened', room });
    }
  }

  /** Brings a room on the screen; one that was refused is tried again. */
  show(room: string): void {
    this.open(room);
    this.#talk.dispatch({ type: 'shown', room });
    const { current } = this.#talk.getState();
    if (current !== room) this.#talk.notice(current, 'problem', tooManyRooms);
  }

  /** @returns false if it can't be left; a notice says why */
  leave(room: string): boolean {
    const { rooms, current } = this.#talk.getState();
    const isHere = rooms.has(room);
    if (!isHere || (rooms.size === 1 && current === room)) {
      const why = isHere ? lastRoom : `You are not in ${showRoom(room)}.`;
      this.#talk.notice(current, 'problem', why);
      return false;
    }
    if (rooms.get(room)?.isJoined || rooms.get(room)?.isJoining) {
      this.#talk.ask({ type: 'leave', room }, { reply: 'left', done() {}, refused() {} });
    }
    this.#talk.dispatch({ type: 'removed', room });
    return true;
  }

  /** A direct room of a name that one had before is closed to one now. */
  mayEnter(room: string): boolean {
    return !isDirectRoom(room) || isDirectMember(room, this.#talk.getState().me.name);
  }

  /** Asks for what is missing in a room, if it is not asked for already. */
  sync(name: string): void {
    const room = this.#talk.getState().rooms.get(name);
    if (!room) return;
    const { timeline, isJoined, isJoining, isCatchingUp, refusal } = room;
    if (isJoining || refusal !== undefined || !this.mayEnter(name)) return;
    if (isShutOut(this.#talk.getState())) return;
    if (!isJoined || timeline.isForeign) this.#join(room);
    else if (isBehind(timeline) && !isCatchingUp) this.#catchUp(room);
  }

  loadOlder({ timeline, name, isJoined, isLoadingOlder }: RoomState): void {
    const can = timeline.hasOlder && canHoldOlder(timeline) && isJoined && this.#talk.isLive;
    if (!can || isLoadingOlder || timeline.newest === undefined) return;
    const before = timeline.oldest ?? timeline.newest + 1;
    const request = { type: 'history', room: name, before, limit: olderPage } as const;
    this.#asking(name, 'isLoadingOlder', true);
    this.#talk.ask(request, {
      reply: 'history',
      done: (reply) => this.#takeOlder(reply, before),
      refused: (error) => this.#askAgain(name, 'isLoadingOlder', error),
    });
  }

  /** Where the oldest were dropped meanwhile, the page would leave a hole behind it. */
  #takeOlder(reply: ReplyOf<'history'>, before: number): void {
    const oldest = this.#talk.getState().rooms.get(reply.room)?.timeline.oldest ?? before;
    if (oldest <= before) this.#talk.dispatch({ type: 'older', reply });
    else this.#asking(reply.room, 'isLoadingOlder', false);
  }

  #join({ name, timeline }: RoomState): void {
    const since = timeline.isForeign ? undefined : timeline.newest;
    // Who has no screen needs no backlog: it asks for what it wants to read.
    const first = this.#talk.getState().current === '' ? { limit: 0 } : {};
    const missed = since === undefined ? first : { since, limit: limits.maxPage };
    const entered = since === undefined ? {} : { since };
    this.#asking(name, 'isJoining', true);
    this.#talk.ask(
      { type: 'join', room: name, ...missed },
      {
        reply: 'joined',
        done: (reply) => this.#talk.dispatch({ type: 'entered', reply, ...entered }),
        refused: (error) => this.#refusedJoin(name, error),
      },
    );
  }

  #refusedJoin(room: string, error: ReplyOf<'error'>): void {
    const isForNow = isRetryable(error.code) && error.code !== 'too-many';
    if (isForNow) {
      this.#askAgain(room, 'isJoining', error);
      return;
    }
    this.#talk.dispatch({ type: 'refused', room, why: error.message, code: error.code });
    // Not one room is open: that is said once, where it is seen.
    const where = error.code === 'auth-required' ? this.#talk.getState().current : room;
    this.#talk.notice(where, 'problem', error.message);
  }

  #catchUp({ name, timeline }: RoomState): void {
    this.#asking(name, 'isCatchingUp', true);
    if (timeline.stalls === 0) this.#askNewer(name);
    else this.#talk.later(stallMs * 2 ** timeline.stalls, () => this.#askNewer(name));
  }

  #askNewer(room: string): void {
    const after = this.#talk.getState().rooms.get(room)?.timeline.newest ?? 0;
    const request = { type: 'history', room, after, limit: limits.maxPage } as const;
    this.#talk.ask(request, {
      reply: 'history',
      done: (reply) => this.#talk.dispatch({ type: 'newer', reply }),
      refused: (error) => this.#askAgain(room, 'isCatchingUp', error),
    });
  }

  /** The question counts as asked until then, so that it is not asked at once again. */
  #askAgain(room: string, what: Question, { retryAfterMs = askAgainMs }: ReplyOf<'error'>): void {
    this.#talk.later(retryAfterMs, () => this.#asking(room, what, false));
  }

  #asking(room: string, what: Question, is: boolean): void {
    this.#talk.dispatch({ type: 'asked', room, what, is });
  }
}
