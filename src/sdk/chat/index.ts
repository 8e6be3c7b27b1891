// What a program is given on every platform, for the package's entry `partyline`.
export type { Asked } from '../client.ts';
export type { Member, Message, RoomSummary } from '../state.ts';
export type {
  Abortable,
  Ack,
  Chat,
  ChatOptions,
  CloseOptions,
  FollowOptions,
  Found,
  HistoryOptions,
  Members,
  MembersOptions,
  Page,
  PageOptions,
  Room,
  RoomList,
  SearchOptions,
  SendOptions,
} from './chat.ts';
export { ChatError, type ChatErrorCode } from './chat-error.ts';
export type {
  ChatEvent,
  ChatEvents,
  ConnectionEvent,
  ErrorEvent,
  MissedEvent,
} from './events.ts';
export type { Keep, KeptChat } from './keep.ts';
