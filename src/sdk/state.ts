// All that a client knows: its connection, itself, its rooms and what was said in them.
import type { ByeReason, ErrorCode, EventOf, Kind, ReplyOf } from '../protocol/index.ts';
import type { List } from './list.ts';
import type { SeqMap } from './seq-map.ts';

/**
 * A message of the log, as the server delivers it: the fields of the protocol's event `message`, such as `room`,
 * `seq`, `kind`, `sender`, `content`, `timestamp`, and `id` and `target` where it has them.
 */
export type Message = EventOf<'message'>;
/** Somebody in a room: `name`, `status`, `role`, and `colour` where one was chosen. */
export type Member = ReplyOf<'joined'>['members'][number];
/** A room in a list: `name`, `topic`, `count`, and what else the protocol's reply `rooms` has of it. */
export type RoomSummary = ReplyOf<'rooms'>['rooms'][number];

export interface State {
  readonly connection: ConnectionState;
  readonly me: Me;
  readonly server?: ServerInfo;
  /** In the order in which they were joined. Holds the current one. */
  readonly rooms: ReadonlyMap<string, RoomState>;
  /** The room on the screen: a key of `rooms`; empty in a program, which has no screen. */
  readonly current: string;
  /** Whether the person sees the screen (the terminal has the focus): what comes then is read. */
  readonly isLooking: boolean;
  /** Of those who chose one, by their folded names; the same object while nothing has changed. */
  readonly colours: ReadonlyMap<string, string>;
  /** Rooms that the server told of, for completion; not only one's own. */
  readonly directory: readonly RoomSummary[];
  /** The last search, and what it found so far. */
  readonly search?: Search;
  /** A room as it was around a message, in place of what it says now. */
  readonly visit?: Visit;
  /** A place that is looked for, to be visited once it is found. */
  readonly quest?: Quest;
  /** Who comes, goes and takes another name is told in no notices. */
  readonly hidesPresence: boolean;
  /** How many notices there were; numbers the next one. */
  readonly noticeNumber: number;
  /** It won't connect again by itself: after `/quit`, or a `bye` that says so. */
  readonly isEnded: boolean;
}

export interface Search {
  readonly query: string;
  /** Newest first: the one numbered N is at N - 1. */
  readonly hits: readonly Hit[];
  /** Where older ones are to be looked for; undefined: there are none. */
  readonly before?: number;
  /** It has not read all of the log yet. */
  readonly isPartial: boolean;
  readonly isAsking: boolean;
}

/** A message that was found, and what it says now. */
export interface Hit {
  /** 1: the newest. */
  readonly number: number;
  readonly message: Message;
  readonly text: string;
}

/** A message that is known by what it comes after alone. */
export interface Quest {
  readonly room: string;
  /** The first after that `seq`, or of that time (milliseconds since 1970) or later. */
  readonly from: { readonly after: number } | { readonly atMs: number };
  readonly isAsking: boolean;
}

export interface Visit {
  readonly room: string;
  /** The message that is visited. */
  readonly seq: number;
  /** Without notices but one about itself, and apart from the room's own, which goes on. */
  readonly timeline: Timeline;
  /** Notices of this number and later came to the room while it was visited. */
  readonly noticesFrom: number;
  /** Undefined until the first page after the message is there. */
  readonly hasNewer?: boolean;
  readonly isLoadingOlder: boolean;
  readonly isLoadingNewer: boolean;
}

export interface ConnectionState {
  readonly status: 'connecting' | 'live' | 'waiting' | 'offline';
  /** Tries since it was last live, this one included. */
  readonly attempt: number;
  /** When `waiting`: the time (by the clock given) of the next try. */
  readonly retryAt?: number;
  /** When `live`: of the last ping, there and back. */
  readonly latencyMs?: number;
  /** A sentence: why it is not live. */
  readonly why?: string;
  /** The same for programs, where the server said it, or did not show who it is. */
  readonly code?: LossCode;
}

export type LossCode = ErrorCode | ByeReason | 'untrusted';

export interface Me {
  /** The name wished for, until the server has said which it is; empty: none. */
  readonly name: string;
  readonly session?: string;
  /** On the whole server. */
  readonly role?: Member['role'];
  /** The name is one's own; else one is a guest. */
  readonly isAccount?: boolean;
  /** The account that one was here until its session ended; undefined: none since one came in. */
  readonly loggedOut?: string | undefined;
  /** The session that one had as a guest, before one registered: what it said stays one's own. */
  readonly earlier?: string;
  readonly status: Member['status'];
  readonly statusText?: string;
}

export interface ServerInfo {
  readonly name: string;
  readonly version: string;
  readonly durability: 'os' | 'disk';
  /** Who may come in; `open` where the server does not say. */
  readonly auth?: 'open' | 'members' | 'invite';
  readonly limits: Readonly<Record<string, number>>;
}

export interface RoomState {
  /** As on the wire: `general`, `@alice+bob`. */
  readonly name: string;
  readonly topic: string;
  /** How many are in it; may be more than are known by name. */
  readonly count: number;
  /** At most 200, sorted by name, programs after people. */
  readonly members: readonly Member[];
  readonly timeline: Timeline;
  /** One's own on their way, in order; they stand after the timeline's end. */
  readonly pending: readonly Pending[];
  /** Public ids of those failed that may have been sent. */
  readonly uncertain: readonly string[];
  /** What others said that one has not seen. */
  readonly unread: number;
  /** Those of them that name one; in a direct room all. */
  readonly mentions: number;
  /** The newest `seq` seen. */
  readonly lastRead: number;
  /** The same, as the server knows it. */
  readonly readTold: number;
  /** Where the "N new" line stands: before the first message after that `seq`. */
  readonly mark?: UnreadMark;
  /** Who is writing, in the order in which they began. */
  readonly typing: readonly string[];
  /** When each of those is forgotten. */
  readonly typingUntil: readonly number[];
  /** The server counts one in, on this connection. */
  readonly isJoined: boolean;
  readonly isJoining: boolean;
  readonly isLoadingOlder: boolean;
  /** A page of missed messages is asked for. */
  readonly isCatchingUp: boolean;
  /** Why it can't be joined, in a sentence; it isn't tried again by itself. */
  readonly refusal?: string;
  /** The same for programs. */
  readonly refusalCode?: ErrorCode | 'kicked';
  /** How it is kept, as far as it was told. */
  readonly keeping?: Keeping;
  /** Of a direct room: the name one had in it, if one has another now. */
  readonly formerly?: string;
  /** Who was there when the connection was lost: that they come back is no news. */
  readonly awaited?: Awaited;
}

/** Who may come into a room, and who keeps it. */
export type Keeping = Omit<ReplyOf<'room'>, 'type' | 'id' | 'room' | 'by'>;

export interface Awaited {
  readonly names: readonly string[];
  readonly until: number;
}

export interface UnreadMark {
  readonly after: number;
  readonly count: number;
}

/** What a screen holds of a room: messages without a hole, and notices where they appeared. */
export interface Timeline {
  /** Oldest first; without the messages that change others. */
  readonly items: List<Item>;
  /** What became of the messages, by their `seq`. */
  readonly fold: Fold;
  /** The newest edits, deletions and reactions, for who tells of each as it comes. */
  readonly changes: List<Message>;
  /** Nothing is missing after that `seq`; 0: from the room's beginning. */
  readonly floor: number;
  /** The newest `seq` up to which nothing is missing; undefined before the first backlog. */
  readonly newest?: number;
  /** The oldest `seq` held; undefined while no message is. */
  readonly oldest?: number;
  /** The server has messages before these. */
  readonly hasOlder: boolean;
  /** Messages that came after a gap, oldest first; shown once it is filled. */
  readonly ahead: readonly Message[];
  /** The newest `seq` that was ever heard of; above `newest` while something is missing. */
  readonly tip: number;
  /** How often asking brought nothing though something is missing. */
  readonly stalls: number;
  /** The server's log is not the one that these messages came from. */
  readonly isForeign: boolean;
  /** How many items are no messages of the log. */
  readonly noticeCount: number;
}

export type Item = Message | Notice | Failed;

export type Fold = SeqMap<Revision>;

/** What later messages have made of one. */
export interface Revision {
  /** The newest edit. */
  readonly edit?: { readonly seq: number; readonly content: string };
  readonly isDeleted: boolean;
  /** Those that were not taken back, in the order of the log. */
  readonly reactions: readonly Reaction[];
  /** Of a reaction: the `seq` of the message that it belongs to. */
  readonly reactionTo?: number;
}

export interface Reaction {
  readonly seq: number;
  readonly sender: string;
  readonly content: string;
  /** Its public id, which says whose session gave it. */
  readonly id?: string;
}

/** One emoji under a message, and who gave it. */
export interface Tally {
  readonly content: string;
  readonly count: number;
  readonly names: readonly string[];
  readonly isOwn: boolean;
}

/** A line that only this client shows: an answer to a command, someone came, something failed. */
export interface Notice {
  readonly type: 'notice';
  /** Unique in this client. */
  readonly number: number;
  readonly kind: 'info' | 'problem' | 'presence';
  /** May hold several lines. */
  readonly text: string;
  /** What a search found, oldest first; stands above the text. */
  readonly hits?: readonly Hit[];
  readonly at: number;
  /** The newest `seq` held when it appeared. */
  readonly after: number;
  /** Of `presence`: who came and who went, so that the next one can be told in the same line. */
  readonly came?: readonly string[];
  readonly went?: readonly string[];
}

/** A message of one's own on its way. */
export interface Pending {
  readonly type: 'pending';
  readonly id: string;
  readonly room: string;
  readonly kind: Kind;
  readonly content: string;
  readonly target?: number;
  readonly at: number;
  /** `sent`: acknowledged, its copy is about to come. */
  readonly delivery: 'pending' | 'sent';
  /** Its place in the log, once that is acknowledged. */
  readonly seq?: number;
  /** Its public id, since it was written to the wire; its copy bears it. */
  readonly publicId?: string;
  /** Why it takes longer, in a sentence. */
  readonly why?: string;
}

/** A message of one's own that did not get into the log, as far as is known. */
export interface Failed extends Omit<Pending, 'type' | 'delivery' | 'seq' | 'publicId' | 'why'> {
  readonly type: 'failed';
  readonly why: string;
  /** By the server's word, or by the rules that both sides share. */
  readonly code?: ErrorCode;
  /** Its public id, if it may be in the log all the same: its copy then takes its place. */
  readonly publicId?: string;
  /** The newest `seq` held when it failed. */
  readonly after: number;
}
