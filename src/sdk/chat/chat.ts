// What `connect` gives: a chat as a program sees it, and the options of all that it can be asked for.
/// <reference lib="esnext.disposable" preserve="true" />
import type { Kind, ReplyOf, ReplyType } from '../../protocol/index.ts';
import type { Asked } from '../client.ts';
import type { Member, Message, RoomSummary } from '../state.ts';
import type { ChatEvent, ChatEvents, ConnectionEvent } from './events.ts';
import type { Keep } from './keep.ts';

/** How one comes in; all may be left out. */
export interface ChatOptions {
  /**
   * The wish. Where it is taken the server gives one like it: `chat.name` says which. With `password` it is
   * the account's.
   */
  readonly name?: string | undefined;
  /** Of the account `name`. It is said once and not kept; `keep` keeps what makes it needless. */
  readonly password?: string | undefined;
  /** Rooms to be in, before `connect` resolves. Others are joined when they are used. */
  readonly rooms?: readonly string[] | undefined;
  /** A program, not a person: shown as `bot`, comes and goes without a line. True unless it is set to false. */
  readonly bot?: boolean | undefined;
  /** Which program this is, for the operator: `deploy-notifier 1.2`. At most 200 characters. */
  readonly client?: string | undefined;
  /** Remembers session, unsent messages and places from one run to the next: see `fileKeep`. */
  readonly keep?: Keep | undefined;
  /** Where no server answers yet: true waits for it, else `connect` rejects with `no-server`. */
  readonly wait?: boolean | undefined;
  /** Ends `connect`, and later the chat, at once and without sending what waits. */
  readonly signal?: AbortSignal | undefined;
}

/** What can be said of a message that is sent. */
export interface SendOptions {
  /**
   * The same id in the same session is the same message: sent again, also by a later run with the same
   * `keep`, it is not said again. 1 to 64 of `A-Z a-z 0-9 . _ : -`. Without one each is a message of its own.
   */
  readonly id?: string | undefined;
  /** What it does: `text` unless told, `action`, `topic`; `edit`, `delete` and `reaction` need a `target`. */
  readonly kind?: Kind | undefined;
  /** The `seq` of the message that it edits, deletes, reacts or replies to. */
  readonly target?: number | undefined;
  /** Stops the waiting, and the message too where it was not written to the server yet. */
  readonly signal?: AbortSignal | undefined;
}

/** The server has the message in its log. */
export interface Ack {
  /** As on the wire. */
  readonly room: string;
  /** Its place in the log, by which it is edited, deleted, reacted and replied to. */
  readonly seq: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly timestamp: string;
  /** It was there already, by its `id`. */
  readonly duplicate?: true;
}

/** Where reading begins, and what stops it. */
export interface FollowOptions {
  /**
   * After that `seq` of the room, or with the first message of that time or later. `'kept'`: after the last
   * message whose turn of the loop ended, in this run or an earlier one with the same `keep`; where there is
   * none, from now on. Without it from now on.
   */
  readonly since?: number | Date | 'kept' | undefined;
  /** Ends the loop with `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Which stretch of a room is read. */
export interface HistoryOptions {
  /** After that `seq`, or from that time on; without it and `limit`, from the room's beginning. */
  readonly since?: number | Date | undefined;
  /** Up to the message before that `seq`; without it up to what is the newest when reading begins. */
  readonly before?: number | undefined;
  /** At most so many: the first after `since`, or, without that, the newest. */
  readonly limit?: number | undefined;
  /** Ends the loop with `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** One page, as the server gives it. */
export interface PageOptions {
  /** The newest before that `seq`. At most one of `before`, `after` and `at`; none: the newest of all. */
  readonly before?: number | undefined;
  /** The oldest after that `seq`. */
  readonly after?: number | undefined;
  /** The oldest of that time or later. */
  readonly at?: Date | undefined;
  /** 1 to 500; 50 unless told. */
  readonly limit?: number | undefined;
  /** Rejects with `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** A page of a room. */
export interface Page {
  /** Oldest first. Of what was deleted, the place without the words. */
  readonly messages: readonly Message[];
  /** Later edits, deletions and reactions of these messages that still count, oldest first. */
  readonly changes: readonly Message[];
  /** There is more in that direction. */
  readonly more: boolean;
}

/** Where is searched. */
export interface SearchOptions {
  /** Only there. */
  readonly room?: string | undefined;
  /** Only what that person said. */
  readonly sender?: string | undefined;
  /** Only before that `seq`: how one goes on after `Found.before`. */
  readonly before?: number | undefined;
  /** At most so many; 50 unless told. */
  readonly limit?: number | undefined;
  /** Rejects with `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** What a search found. */
export interface Found {
  /** Newest first. */
  readonly messages: readonly Message[];
  /** Later edits and reactions of these messages. */
  readonly changes: readonly Message[];
  /** There is more. */
  readonly more: boolean;
  /** With `more`: the `before` of the next search. */
  readonly before?: number | undefined;
  /** The server still reads its log: older messages are not found yet. */
  readonly partial?: true;
}

/** A room that one is in. */
export interface Room {
  /** As on the wire: `ops`, `@alice+bob`. */
  readonly name: string;
  /** Empty: none. */
  readonly topic: string;
  /** How many are in it. */
  readonly count: number;
  /** The `seq` of its newest message; 0: none. */
  readonly last: number;
}

/** Who is in a room. */
export interface Members {
  /** By name; `bot` is true of programs that said so, and left out of everybody else. */
  readonly members: readonly Member[];
  /** How many there are; more than are listed where there was a `limit`. */
  readonly count: number;
}

/** Rooms that one can join. */
export interface RoomList {
  /** By name. */
  readonly rooms: readonly RoomSummary[];
  /** There are more than the 500 that one answer holds: ask with a longer prefix. */
  readonly more: boolean;
}

/** Only what stops the waiting. */
export interface Abortable {
  /** Rejects with `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A chat one is in.
 * - Lost links are made again, questions asked again, and what was not acknowledged is sent again: nothing
 *   is said twice, nothing is missed. Waiting ends with the answer, with `signal`, or with the chat.
 * - A room is written `ops` or `#ops`; `@bob` is the direct room with bob.
 * - Rejects, and loops throw, with a `ChatError` alone.
 */
export interface Chat extends AsyncDisposable {
  /** The name one has now. */
  readonly name: string;
  /** Names the session in the ids of what one says: a message's `id` is `SESSION-ID`. */
  readonly session: string;
  /** Rooms that one is in, or is on the way into again. */
  readonly rooms: readonly string[];
  /** How the way to the server is now. */
  readonly connection: ConnectionEvent;

  /**
   * Says something; joins the room if need be. Messages go out in the order of the calls, one a round trip.
   * @returns the ack, once it is in the log: exactly once, across lost links
   * @throws the server's refusal (`content-too-long`, `forbidden`, …), `bad-request`, `outbox-full`, `uncertain`, `aborted`
   */
  send(room: string, content: string, options?: SendOptions): Promise<Ack>;
  /** Gives a message of one's own another text. As `send` of kind `edit`. */
  edit(room: string, seq: number, content: string, options?: SendOptions): Promise<Ack>;
  /** Deletes a message of one's own, or takes back a reaction by its `seq`. As `send` of kind `delete`. */
  delete(room: string, seq: number, options?: SendOptions): Promise<Ack>;
  /** Reacts with one emoji; the same one twice counts once. As `send` of kind `reaction`. */
  react(room: string, seq: number, emoji: string, options?: SendOptions): Promise<Ack>;
  /** Answers a message. As `send` with a `target`. */
  reply(room: string, seq: number, content: string, options?: SendOptions): Promise<Ack>;

  /**
   * All that is said in a room from now on, or from a place: in the log's order, no gaps, each once, through
   * lost links. Also edits, deletions and reactions, by their `kind`, and what one says oneself. A slow loop
   * holds nothing up: what it has not come to is asked for again. Ends when the room is left or the chat closed.
   * @throws why one can't be in the room (`kicked`, `forbidden`, …), `log-changed`, `aborted`
   */
  messages(room: string, options?: FollowOptions): AsyncGenerator<Message, void, undefined>;
  /**
   * What was said: oldest first, then it ends. Pages are asked for as the loop goes on.
   * @throws what `messages` throws
   */
  history(room: string, options?: HistoryOptions): AsyncGenerator<Message, void, undefined>;
  /** One page of what was said, with what became of it. @throws what `messages` throws */
  page(room: string, options?: PageOptions): Promise<Page>;
  /**
   * Finds messages by words, `"phrases"`, `prefix*`, `from:`, `in:`, `before:`, `after:`.
   * @throws `unknown-type` where the server does not search, `aborted`
   */
  search(query: string, options?: SearchOptions): Promise<Found>;

  /** Enters a room. @throws `room-invalid`, `forbidden`, `no-such-room`, `too-many`, `aborted` */
  join(room: string, options?: Abortable): Promise<Room>;
  /** Goes out of a room: loops over it end. */
  leave(room: string): void;
  /** Rooms that can be joined, of all names or those that begin so. */
  listRooms(prefix?: string, options?: Abortable): Promise<RoomList>;
  /** Who is in a room; joins it if need be. */
  members(room: string, options?: MembersOptions): Promise<Members>;
  /**
   * Any other question of the protocol, with the type of its reply: `ask({ type: 'whois', name: 'bob' }, 'profile')`.
   * Where the link is lost before the answer, it is asked again.
   */
  ask<Type extends ReplyType>(
    request: Asked,
    reply: Type,
    options?: Abortable,
  ): Promise<ReplyOf<Type>>;
  /** Says whether one is there, with a line to it: `('away', 'updating')`. */
  setStatus(status: 'online' | 'away', text?: string): void;
  /** Tells the room that one is writing; at most every three seconds. */
  typing(room: string): void;
  /** Whether one said it oneself: in this session, or in another one of the same account. */
  isOwn(message: Pick<Message, 'id'>): boolean;

  /**
   * Calls the listener for each such event, in order. One that throws, or whose promise rejects, is told of
   * as `error`; where nobody listens to that, as an unhandled rejection.
   * @returns what ends it
   */
  on<Type extends keyof ChatEvents>(
    type: Type,
    listener: (event: ChatEvents[Type]) => unknown,
  ): () => void;
  /**
   * All events in one order. Of those that wait at most 2,000 are held: beyond that the oldest are left out, and `missed`
   * says how many. Ends when the chat is closed.
   */
  events(signal?: AbortSignal): AsyncGenerator<ChatEvent, void, undefined>;

  /**
   * Waits until what was sent is acknowledged, at most `drainMs` (2,000), then leaves. What was not sent by
   * then rejects with `closed`, and goes out in the next run where there is a `keep`. Never rejects.
   */
  close(options?: CloseOptions): Promise<void>;
}

/** Who is listed. */
export interface MembersOptions extends Abortable {
  /** Only names that begin so. */
  readonly prefix?: string | undefined;
  /** At most so many; all unless told. */
  readonly limit?: number | undefined;
}

/** How long one waits at the end. */
export interface CloseOptions {
  /** Milliseconds. */
  readonly drainMs?: number | undefined;
}
