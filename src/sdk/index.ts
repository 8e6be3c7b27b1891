// The client core for programs: the package's entry `partyline/sdk`.

export { nearest } from '../protocol/nearest.ts';
export type { Credentials, Outcome, Refused } from './account.ts';
export {
  type Asked,
  type Client,
  type ClientOptions,
  createClient,
  type SendOptions,
} from './client.ts';
export type { CancelTimer, Clock } from './clock.ts';
export { emojiNamed, emojiOf, type NamedEmoji, withEmoji } from './emoji.ts';
export { isPrivate } from './keeping.ts';
export { type Kept, type KeptMessage, readKept } from './kept.ts';
export { List } from './list.ts';
export { type OffsetMinutes, showDay } from './local-time.ts';
export { isMention } from './mentions.ts';
export { openRooms, readOpenRooms } from './open-rooms.ts';
export type { Quote, Row, RowHit } from './row.ts';
export { createRowMaker, type RowMaker, type Rows } from './rows.ts';
export {
  type Actions,
  type Command,
  commands,
  findCommand,
  helpFor,
  readTyped,
  type Typed,
} from './slash.ts';
export { isShutOut, shutOutWords } from './standing.ts';
export type {
  ConnectionState,
  Failed,
  Hit,
  Item,
  Keeping,
  Me,
  Member,
  Message,
  Notice,
  Pending,
  Quest,
  RoomState,
  RoomSummary,
  Search,
  ServerInfo,
  State,
  Tally,
  Timeline,
  UnreadMark,
  Visit,
} from './state.ts';
export { awayMembers, type News, newsElsewhere, unsentCount } from './summary.ts';
export type { Link, Transport, TransportHandlers } from './transport.ts';
export { type UnreadPlace, unreadPlace } from './unread.ts';
export { type Direction, isAtNow, type Shown, shownIn, visitShown } from './visit.ts';
