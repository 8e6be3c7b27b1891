// What outlives the program that held a session: its token, and the messages that were not acknowledged.
import {
  checkContent,
  checkRoomName,
  checkUserName,
  isRefusal,
  type Kind,
  kinds,
} from '../protocol/index.ts';
import { maxOutbox, type Written } from './outbox.ts';
import type { Pending } from './state.ts';

/**
 * With it another run goes on where this one ended. It is plain data, to be kept as JSON, by whoever
 * keeps secrets well: who has the token is the person.
 */
export interface Kept {
  readonly token?: string;
  /** The name of the account whose token it is; without one it is a guest's. */
  readonly account?: string;
  /** In the order in which they are to be sent. */
  readonly pending: readonly KeptMessage[];
}

export interface KeptMessage
  extends Pick<Pending, 'id' | 'room' | 'kind' | 'content' | 'target' | 'at'> {
  /** It goes out as that account alone; without one as a guest's. */
  readonly account?: string;
  /** It may be in the log. */
  readonly written?: Written;
}

const maxTokenLength = 500;
const idPattern = /^[A-Za-z0-9._:-]{1,64}$/;

/** What was kept, whatever became of it since: what is damaged is left out, the rest is of use. */
export function readKept(raw: unknown): Kept {
  const { token, account, pending } = fieldsOf(raw);
  const messages = Array.isArray(pending) ? pending.slice(0, maxOutbox).flatMap(readMessage) : [];
  const isToken = typeof token === 'string' && token !== '' && token.length <= maxTokenLength;
  return {
    ...(isToken ? { token } : {}),
    ...(isToken && isName(account) ? { account } : {}),
    pending: withoutRepeated(messages),
  };
}

function readMessage(raw: unknown): KeptMessage[] {
  const { id, room, kind, content, target, at, account, written } = fieldsOf(raw);
  if (typeof id !== 'string' || !idPattern.test(id) || !isKind(kind) || !isCount(at)) return [];
  if (typeof room !== 'string' || checkRoomName(room) !== room) return [];
  if (typeof content !== 'string' || isRefusal(checkContent(kind, content))) return [];
  if (target !== undefined && !isCount(target)) return [];
  const toWhat = target === undefined ? {} : { target };
  const owned = isName(account) ? { account } : {};
  return [{ id, room, kind, content, ...toWhat, at, ...owned, ...readWritten(written) }];
}

function readWritten(raw: unknown): Pick<KeptMessage, 'written'> {
  const { session, after } = fieldsOf(raw);
  const isWritten = typeof session === 'string' && idPattern.test(session) && isCount(after);
  return isWritten ? { written: { session, after } } : {};
}

/** Two of one id would be one message to the server. */
function withoutRepeated(messages: readonly KeptMessage[]): readonly KeptMessage[] {
  return [...new Map(messages.map((message) => [message.id, message])).values()];
}

/** Of what may be anything. */
export function fieldsOf(raw: unknown): Record<string, unknown> {
  return typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
}

function isName(raw: unknown): raw is string {
  return typeof raw === 'string' && checkUserName(raw) === raw;
}

function isKind(raw: unknown): raw is Kind {
  return kinds.some((kind) => kind === raw);
}

function isCount(raw: unknown): raw is number {
  return Number.isSafeInteger(raw) && Number(raw) >= 0;
}
