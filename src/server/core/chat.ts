// What every request's handler can see of the server: its state, its settings, its time and chance.
import type { Accounts } from './accounts.ts';
import type { Bans } from './bans.ts';
import type { DirectRooms } from './direct-rooms.ts';
import type { Duplicates } from './duplicates.ts';
import type { LogReader } from './history.ts';
import type { Hub } from './hub.ts';
import type { ModerationNote } from './moderation-note.ts';
import type { Names } from './names.ts';
import type { ReadMarkers } from './read-markers.ts';
import type { Recent } from './recent.ts';
import type { RoomBook } from './room-book.ts';
import type { RoomList } from './room-list.ts';
import type { Sends } from './sends.ts';
import type { Origin, Peer, Session } from './session.ts';
import type { Settings } from './settings.ts';
import type { SharedRates } from './shared-rates.ts';
import type { SlowMode } from './slow-mode.ts';

/** What a token says. */
export interface SignedSession {
  readonly session: string;
  readonly name: string;
  readonly bornAfter: number;
}

/** Signs what names a session, and knows its own signature again. */
export interface Tokens {
  /** @param bornAfter the log's last seq when the session began */
  sign(session: string, name: string, bornAfter: number): string;
  /** Undefined for a token that this server did not sign. */
  verify(token: string): SignedSession | undefined;
}

/** What the operator hears of the chat; never what anyone said. */
export type Note =
  | {
      readonly event: 'came';
      readonly session: string;
      readonly name: string;
      readonly client: string;
    }
  | {
      readonly event: 'renamed';
      readonly session: string;
      readonly from: string;
      readonly name: string;
    }
  | { readonly event: 'joined' | 'left'; readonly name: string; readonly room: string }
  | {
      readonly event: 'refused';
      readonly code: string;
      readonly name: string;
      /** Where nobody has a name yet. */
      readonly address?: string;
    }
  | {
      readonly event: 'registered' | 'logged-in' | 'logged-out' | 'session-revoked';
      readonly name: string;
      readonly session: string;
      readonly address: string;
    }
  | {
      readonly event: 'login-failed';
      /** Empty: there is no such account, and what was typed is not for the operator. */
      readonly name: string;
      readonly address: string;
    }
  | {
      readonly event: 'password-changed' | 'unregistered';
      readonly name: string;
      readonly address: string;
      /** How many other sessions that ended. */
      readonly ended: number;
    }
  | ModerationNote;

export interface Chat {
  readonly hub: Hub;
  readonly names: Names;
  readonly accounts: Accounts;
  readonly rooms: RoomBook;
  readonly bans: Bans;
  readonly slowMode: SlowMode;
  readonly directRooms: DirectRooms;
  readonly recent: Recent;
  readonly log: LogReader;
  readonly tokens: Tokens;
  readonly settings: Settings;
  readonly serverVersion: string;
  readonly sends: Sends;
  readonly duplicates: Duplicates;
  readonly roomList: RoomList;
  readonly readMarkers: ReadMarkers;
  readonly rates: SharedRates;
  readonly now: () => number;
  readonly random: () => number;
  readonly note: (note: Note) => void;
}

/** One connection, as a handler sees it. */
export interface Asker {
  readonly peer: Peer;
  readonly origin: Origin;
}

/** What a handler gets, besides the request. */
export interface Ask {
  readonly chat: Chat;
  readonly asker: Asker;
  readonly session: Session;
}
