// A message's way from here into the log: kept, written, acknowledged; or failed, and why.
import {
  type ErrorCode,
  errors,
  foldName,
  isDirectRoom,
  isRetryable,
  ownerOfSession,
  type Refusal,
  type ReplyOf,
} from '../protocol/index.ts';
import { backoffMs } from './backoff.ts';
import { isChange } from './fold.ts';
import type { KeptMessage } from './kept.ts';
import { aGuest, type Entry, Outbox, type Written } from './outbox.ts';
import { tooManyRooms } from './room-sync.ts';
import type { Pending, RoomState } from './state.ts';
import type { Talk } from './talk.ts';
import { heldFrom, isBehind } from './timeline.ts';

/** Items of a room that are read back for the trace of one message. */
const maxLookedThrough = 2_000;

/** What sending needs of the rooms. */
interface RoomsOfDelivery {
  /** Whether a room is open to one. */
  mayEnter(room: string): boolean;
  loadOlder(room: RoomState): void;
}

/** What comes after waits with it, in whatever room: in one that is slowed down that may be hours. */
const maxPatienceMs = 10_000;

/** What became of a message: it is in the log, or it isn't, or nobody can tell (`uncertain`). */
export type Settled =
  | { readonly ack: Omit<ReplyOf<'ack'>, 'type' | 'id'> }
  | {
      readonly code: FailureCode;
      readonly why: string;
      readonly retryAfterMs?: number;
      /** It is in the log, but there is no saying where. */
      readonly isLogged?: true;
    };

export type FailureCode =
  | ErrorCode
  | 'outbox-full'
  | 'room-left'
  | 'another-writer'
  | 'uncertain'
  | 'aborted';

interface DeliveryOptions {
  readonly random: () => number;
  /** Called before one is written, which is in `kept` as written then. */
  readonly onWrite?: (() => void) | undefined;
  /** Hears of each message once what became of it. */
  readonly onSettled?: ((id: string, settled: Settled) => void) | undefined;
}

export class Delivery {
  readonly #outbox = new Outbox();
  readonly #talk: Talk;
  readonly #options: DeliveryOptions;
  /** How often in a row a message was refused for now. */
  #refusals = 0;
  #kept: readonly KeptMessage[] = [];
  #keptOf: readonly Entry[] | undefined;

  constructor(talk: Talk, options: DeliveryOptions) {
    this.#talk = talk;
    this.#options = options;
  }

  /** Nothing waits. */
  get isDone(): boolean {
    return this.#outbox.size === 0;
  }

  /** Puts a message on its way; it is sent once its room is joined. */
  submit(pending: Pending): void {
    this.#add({ pending, writer: this.#talk.writer });
  }

  #add(entry: Entry): void {
    const { pending } = entry;
    this.#talk.dispatch({ type: 'submitted', pending });
    if (!this.#talk.getState().rooms.has(pending.room)) {
      this.#talk.notice(pending.room, 'problem', tooManyRooms);
      this.#told(pending.id, { code: 'too-many', why: tooManyRooms });
    } else if (!this.#outbox.add(entry)) {
      this.#fail(pending, 'Too many messages wait to be sent already.', 'outbox-full');
    }
  }

  /** What another run left: shown, and on its way as if that run went on. */
  restore(messages: readonly KeptMessage[]): void {
    for (const { written, account = aGuest, ...message } of messages) {
      const publicId = written && `${written.session}-${message.id}`;
      const named = publicId === undefined ? {} : { publicId };
      const pending: Pending = { ...message, ...named, type: 'pending', delivery: 'pending' };
      this.#add({ pending, written, writer: account });
    }
  }

  /** What is to be sent by another run, should this one end now; the same array while nothing has changed. */
  get kept(): readonly KeptMessage[] {
    const { entries } = this.#outbox;
    if (this.#keptOf !== entries) this.#kept = entries.map(keptMessage);
    this.#keptOf = entries;
    return this.#kept;
  }

  /** Shows a message that the rules forbid to send. */
  refuse(pending: Pending, { code, message }: Refusal): void {
    this.#talk.dispatch({ type: 'submitted', pending });
    this.#fail(pending, message, code);
  }

  disconnected(): void {
    this.#outbox.disconnect();
  }

  /** Takes one back that was not written yet. @returns false where it was: it may be in the log */
  cancel(id: string): boolean {
    const pending = this.#outbox.cancel(id);
    if (pending) this.#fail(pending, 'It was taken back.', 'aborted');
    return pending !== undefined;
  }

  /** What waits for this room never gets there. */
  closeRoom(room: string, why: string, code: FailureCode = 'room-left'): void {
    for (const { pending, written } of this.#outbox.removeRoom(room)) {
      if (written) this.#failUncertain(pending, written);
      else this.#fail(pending, why, code);
    }
  }

  /** Writes what is next, if it can be written. */
  sync(rooms: RoomsOfDelivery): void {
    for (let next = this.#outbox.next(); next; next = this.#outbox.next()) {
      const { rooms: held, me } = this.#talk.getState();
      const room = held.get(next.room);
      const closed = rooms.mayEnter(next.room) ? room?.refusal : 'This room is not yours any more.';
      const code = room?.refusalCode === 'kicked' ? 'forbidden' : room?.refusalCode;
      if (!room || closed !== undefined) {
        this.closeRoom(next.room, closed ?? 'The room was left.', code);
      } else if (!room.isJoined || me.session === undefined) return;
      else if (!this.#isSettled(next, room, me.session, rooms)) return;
    }
  }

  /** @returns false where one has to wait: for an answer, or to see what became of it */
  #isSettled(pending: Pending, room: RoomState, session: string, rooms: RoomsOfDelivery): boolean {
    const written = this.#outbox.doubt(session);
    if (!written && !this.#isWriter()) {
      const writer = this.#outbox.writer;
      this.#outbox.settle(pending.id);
      this.#fail(
        pending,
        writer ? `This was written as ${writer}.` : 'This was written as a guest.',
        'another-writer',
      );
      return true;
    }
    if (!written) {
      this.#send(pending, session, room.timeline.newest ?? 0);
      return false;
    }
    // Who wrote it has another log open now, or the same one anew: what is not in it never will be.
    const found = traceOf(pending, written, room, session);
    if (found === 'further back') rooms.loadOlder(room);
    if (found === 'further back' || found === 'unknown') return false;
    if (found === 'missing') this.#outbox.dispel();
    else this.#outbox.settle(pending.id);
    if (found === 'out of reach') this.#failUncertain(pending, written);
    if (found === 'logged') this.#told(pending.id, settledAs(room, publicIdOf(pending, written)));
    return true;
  }

  /** What alice wrote is not for whoever sits here after her, nor a guest's for her. */
  #isWriter(): boolean {
    const { writer } = this.#outbox;
    const { name, isAccount } = this.#talk.getState().me;
    return writer === undefined || foldName(writer) === (isAccount ? foldName(name) : aGuest);
  }

  #send(pending: Pending, session: string, after: number): void {
    const { id, room, kind, content, target } = pending;
    const how = kind === 'text' ? {} : { kind };
    const toWhat = target === undefined ? {} : { target };
    this.#outbox.write(session, after);
    this.#talk.dispatch({ type: 'written', pending, publicId: `${session}-${id}` });
    this.#options.onWrite?.();
    this.#talk.ask(
      { type: 'send', id, room, content, ...how, ...toWhat },
      {
        reply: 'ack',
        done: (reply) => this.#acknowledged(pending, reply),
        refused: (error) => this.#refused(pending, error),
      },
    );
  }

  #acknowledged(pending: Pending, { type: _, id: __, ...ack }: ReplyOf<'ack'>): void {
    const { seq } = ack;
    this.#refusals = 0;
    this.#outbox.settle(pending.id);
    this.#talk.dispatch({ type: 'acked', pending, seq });
    this.#told(pending.id, { ack });
  }

  #refused(pending: Pending, error: ReplyOf<'error'>): void {
    const isLong = (error.retryAfterMs ?? 0) > maxPatienceMs;
    if (!isRetryable(error.code) || isLong) {
      this.#outbox.settle(pending.id);
      this.#fail(pending, error.message, error.code, error.retryAfterMs);
      return;
    }
    this.#refusals += 1;
    this.#outbox.pause();
    this.#talk.dispatch({ type: 'delayed', pending, why: error.message });
    const delayMs = error.retryAfterMs ?? backoffMs(this.#refusals + 1, this.#options.random);
    this.#talk.later(delayMs, () => this.#outbox.resume());
  }

  #told(id: string, settled: Settled): void {
    this.#options.onSettled?.(id, settled);
  }

  #fail(pending: Pending, why: string, code: FailureCode, retryAfterMs?: number): void {
    const cause = { why, ...(isErrorCode(code) ? { code } : {}) };
    this.#talk.dispatch({ type: 'failed', pending, cause });
    this.#told(pending.id, { code, why, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  }

  #failUncertain(pending: Pending, written: Written): void {
    const why = 'The connection was lost: this may have been sent, or not.';
    const cause = { why, publicId: publicIdOf(pending, written) };
    this.#talk.dispatch({ type: 'failed', pending, cause });
    this.#told(pending.id, { code: 'uncertain', why });
  }
}

function publicIdOf({ id }: Pending, { session }: Written): string {
  return `${session}-${id}`;
}

function isErrorCode(code: FailureCode): code is ErrorCode {
  return Object.hasOwn(errors, code);
}

/** Where it was read in the log; what changes another message leaves no place behind. */
function settledAs({ name, timeline }: RoomState, publicId: string): Settled {
  const found =
    timeline.items.slice(0).findLast((item) => item.type === 'message' && item.id === publicId) ??
    timeline.changes.slice(0).findLast(({ id }) => id === publicId);
  if (found?.type !== 'message')
    return { code: 'uncertain', why: 'It is logged, nobody knows where.', isLogged: true };
  const { seq, timestamp } = found;
  return { ack: { room: name, seq, timestamp, duplicate: true } };
}

function keptMessage({ pending, written, writer }: Entry): KeptMessage {
  const { id, room, kind, content, target, at } = pending;
  const toWhat = target === undefined ? {} : { target };
  return {
    id,
    room,
    kind,
    content,
    ...toWhat,
    at,
    ...(writer ? { account: writer } : {}),
    ...(written ? { written } : {}),
  };
}

type Trace = 'unknown' | 'logged' | 'missing' | 'further back' | 'out of reach';

/** What the log says of a message that another session wrote: nothing before all of it is there. */
function traceOf(sought: Pending, written: Written, room: RoomState, session: string): Trace {
  const { pending, timeline, name } = room;
  if (!pending.some(({ id }) => id === sought.id)) return 'logged';
  if (timeline.isForeign || timeline.newest === undefined || isBehind(timeline)) return 'unknown';
  // What was said in a direct room as somebody else is not given any more, whether it is there or not.
  const isOwn = ownerOfSession(written.session) === ownerOfSession(session);
  if (isDirectRoom(name) && !isOwn) return 'out of reach';
  if (timeline.floor <= written.after) {
    // Of what changes others only the newest are held, and no page brings back the rest.
    const isHeld = !isChange(sought) || heldFrom(timeline) <= written.after;
    return isHeld ? 'missing' : 'out of reach';
  }
  return timeline.hasOlder && timeline.items.length < maxLookedThrough
    ? 'further back'
    : 'out of reach';
}
