// The words that both sides use: the package's entry `partyline/protocol`.
export {
  type BadRequest,
  encode,
  isBadRequest,
  parseFromServer,
  parseRequest,
} from './codec.ts';
export { checkContent } from './content.ts';
export {
  closes,
  type ErrorCode,
  errors,
  isRefusal,
  isRetryable,
  type Refusal,
  refuse,
} from './errors.ts';
export {
  type ByeReason,
  byeReasons,
  type Event,
  type EventOf,
  type EventType,
  events,
} from './events.ts';
export { actions, colours, kinds } from './fields.ts';
export { heartbeat, limits } from './limits.ts';
export { type Line, LineSplitter } from './lines.ts';
export {
  escapeContent,
  formatEntry,
  formatPublic,
  logHeader,
  parseEntry,
  unescapeContent,
} from './log-line.ts';
export type { Draft, Entry, Kind, Message } from './messages.ts';
export {
  checkRoomName,
  checkUserName,
  directPeer,
  directRoom,
  foldName,
  isDirectMember,
  isDirectRoom,
  nameKeys,
  nameKeysVersion,
  showRoom,
} from './names.ts';
export { isOfAccount, ownerOfId, ownerOfSession } from './owners.ts';
export { type Reply, type ReplyOf, type ReplyType, replies } from './replies.ts';
export { type Request, type RequestOf, type RequestType, requests } from './requests.ts';
export { parseDuration, parseSince, type Since, sinceForms } from './since.ts';

/** The version of the protocol that this package speaks. */
export const protocolVersion = 1;
