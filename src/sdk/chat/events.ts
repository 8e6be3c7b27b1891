// What a chat tells of as it happens: the server's events as they are on the wire, and the client's own.
import type { EventOf } from '../../protocol/index.ts';
import type { Message } from '../state.ts';
import type { ChatError, ChatErrorCode } from './chat-error.ts';

/** By the name that `on` takes. Those of the server have the fields of the protocol's §4. */
export interface ChatEvents {
  /** Something was said in a room one is in, by oneself too: in order, each once, none missing. */
  readonly message: Message;
  /** Somebody came, went, or changed status. */
  readonly presence: EventOf<'presence'>;
  /** Somebody, or oneself, has another name. */
  readonly renamed: EventOf<'renamed'>;
  /** Somebody is writing. */
  readonly typing: EventOf<'typing'>;
  /** How many are in a room of more than 500. */
  readonly count: EventOf<'count'>;
  /** Another device of the account has read so far. */
  readonly read: EventOf<'read'>;
  /** Somebody asks one into a room. */
  readonly invited: EventOf<'invited'>;
  /** One was put out of a room, which is not joined again by itself. */
  readonly kicked: EventOf<'kicked'>;
  /** Somebody was put out, banned or muted, or let go again. */
  readonly moderated: EventOf<'moderated'>;
  /** A room is kept in another way now. */
  readonly room: EventOf<'room'>;
  /** The way to the server is there, or was lost and is looked for again. */
  readonly connection: ConnectionEvent;
  /** Something went wrong that no promise tells of: a listener threw, `keep` failed, the server ended the chat. */
  readonly error: ErrorEvent;
  /** Only for `events()`: it was read too slowly, and so many events were left out here. */
  readonly missed: MissedEvent;
}

/** Any of them; `type` says which. */
export type ChatEvent = ChatEvents[keyof ChatEvents];

/** How the way to the server is. */
export interface ConnectionEvent {
  /** By which it is told from other events. */
  readonly type: 'connection';
  /** `live`: one is in. `waiting`: until the next try. `offline`: for good, or not yet begun. */
  readonly status: 'connecting' | 'live' | 'waiting' | 'offline';
  /** Tries since it was last live, this one included. */
  readonly attempt: number;
  /** When `waiting`: the time of the next try, in milliseconds since 1970. */
  readonly retryAt?: number;
  /** Why it is not live, in a sentence. */
  readonly why?: string;
  /** The same for programs, where the server said it, or did not prove who it is. */
  readonly code?: ChatErrorCode;
}

/** What went wrong, where no promise could say it. */
export interface ErrorEvent {
  /** By which it is told from other events. */
  readonly type: 'error';
  /** Its code is `listener-failed`, `keep-failed`, or why the chat is over. */
  readonly error: ChatError;
}

/** A place where events were left out. */
export interface MissedEvent {
  /** By which it is told from other events. */
  readonly type: 'missed';
  /** How many. */
  readonly count: number;
}
