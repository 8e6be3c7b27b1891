// Everything that can happen to the state: events as they came, and what the client did.
import type { ErrorCode, EventOf, ReplyOf } from '../protocol/index.ts';
import type { ConnectionState, Failed, Hit, Me, Pending, Quest, Search, State } from './state.ts';
import type { Direction } from './visit.ts';

/** What the client did, asked for or was told; the fields that go with each. */
interface OwnInputs {
  connection: { readonly connection: ConnectionState };
  asked: { readonly room: string; readonly what: Question; readonly is: boolean };
  entered: { readonly reply: ReplyOf<'joined'>; readonly since?: number };
  refused: { readonly room: string; readonly why: string; readonly code: ErrorCode };
  older: { readonly reply: ReplyOf<'history'> };
  newer: { readonly reply: ReplyOf<'history'> };
  listed: { readonly reply: ReplyOf<'members'> };
  directory: { readonly rooms: State['directory'] };
  submitted: { readonly pending: Pending };
  written: { readonly pending: Pending; readonly publicId: string };
  acked: { readonly pending: Pending; readonly seq: number };
  delayed: { readonly pending: Pending; readonly why: string };
  failed: { readonly pending: Pending; readonly cause: FailureCause };
  noticed: {
    readonly room: string;
    readonly kind: 'info' | 'problem';
    readonly text: string;
    readonly hits?: readonly Hit[];
  };
  searched: { readonly search: Search };
  sought: { readonly quest: Quest };
  /** Nothing was found, or it is of no use any more. */
  questEnded: object;
  /** The session is another one, on the same connection: it is in no room yet. */
  sessionEnded: object;
  /** The session of that account is over. */
  loggedOut: { readonly name: string };
  /** How a room is kept, as it was asked for. */
  /** Who somebody is was told: so is the colour of the name. */
  profiled: { readonly profile: ReplyOf<'profile'> };
  keeping: { readonly reply: ReplyOf<'room'> | EventOf<'room'> };
  visited: {
    readonly room: string;
    readonly seq: number;
    /** Stands above what is visited. */
    readonly note?: { readonly text: string; readonly at: number };
  };
  visitAsked: VisitPlace & { readonly is: boolean };
  visitPage: VisitPlace & { readonly reply: ReplyOf<'history'> };
  visitEnded: object;
  opened: { readonly room: string };
  reopened: { readonly room: string };
  shown: { readonly room: string };
  removed: { readonly room: string };
  /** Of that room no more than so many of the newest are needed. */
  trimmed: { readonly room: string; readonly most: number };
  readTold: { readonly room: string; readonly seq: number };
  expired: { readonly room: string };
  presenceHidden: { readonly isHidden: boolean };
  looked: { readonly isLooking: boolean };
  me: { readonly me: Partial<Me> };
}

/** Of another visit than the one under way it is of no use. */
interface VisitPlace {
  readonly room: string;
  readonly seq: number;
  readonly direction: Direction;
}

type OwnInput = {
  [Type in keyof OwnInputs]: { readonly type: Type } & OwnInputs[Type];
}[keyof OwnInputs];

/** What can happen: events as they came, the reply that opens a session, and the client's own. */
export type Input =
  | EventOf<'message' | 'presence' | 'renamed' | 'count' | 'typing' | 'read'>
  | EventOf<'invited' | 'kicked'>
  | ReplyOf<'welcome' | 'registered'>
  | OwnInput;

/** What a room can be waiting for. */
export type Question = 'isJoining' | 'isLoadingOlder' | 'isCatchingUp';
export type FailureCause = Pick<Failed, 'why' | 'code' | 'publicId'>;
