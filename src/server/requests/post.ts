// What a webhook says: a message by somebody who is in no room, under the rules of a `send`.
import {
  checkContent,
  checkRoomName,
  type Draft,
  type Entry,
  isDirectRoom,
  isRefusal,
  type Refusal,
  refuse,
  showRoom,
} from '../../protocol/index.ts';
import { bannedFromRoom } from '../core/ban-text.ts';
import type { Suspect } from '../core/bans.ts';
import type { Chat } from '../core/chat.ts';
import type { Sender } from '../core/duplicates.ts';
import type { RateLimit } from '../core/rate-limit.ts';
import { tooBusy, tooFast, unreadable } from './conversation-words.ts';
import { checkVoice } from './speech.ts';

export interface Poster extends Suspect {
  readonly name: string;
  /** What its messages are named by. */
  readonly session: string;
  /** Empty: every open room. A private one has to be named, whoever is asked into it. */
  readonly rooms: readonly string[];
  readonly rate: RateLimit;
}

export interface Post {
  /** As `roomToPost` has checked it. */
  readonly room: string;
  readonly kind: 'text' | 'action' | 'topic';
  readonly content: string;
  /** By it the message belongs to the poster. */
  readonly id: string;
  /** It may have been posted before, however long ago: then that is the answer. */
  readonly mayBeKnown: boolean;
  /** The id that it had a moment ago: if a message has that, it is the same one. */
  readonly idBefore?: string;
}

export interface Posted {
  readonly entry: Entry;
  readonly isDuplicate: boolean;
}

/** The room's plain name, where this poster may post to it. One sentence whether there is such a room or not. */
export function roomToPost({ rooms }: Chat, poster: Poster, raw: string): string | Refusal {
  const room = checkRoomName(raw);
  if (isRefusal(room)) return room;
  const isNamed = poster.rooms.includes(room);
  const isOpen = poster.rooms.length === 0 && (rooms.find(room)?.visibility ?? 'open') === 'open';
  if (!isDirectRoom(room) && (isNamed || isOpen)) return room;
  return refuse('forbidden', `The token is not for ${showRoom(room)}.`);
}

/** Resolves once the message is in the log, or with why it is not. */
export async function post(chat: Chat, poster: Poster, given: Post): Promise<Posted | Refusal> {
  const tooMuch = whyTooMuch(chat, poster);
  if (tooMuch) return tooMuch;
  let asked = given;
  try {
    asked = await underItsId(chat, poster, given);
    const earlier = await earlierOf(chat, poster, asked);
    if (earlier) return { entry: earlier, isDuplicate: true };
    if (chat.log.known(asked.room) === undefined) await chat.log.find(asked.room);
  } catch {
    return unreadable;
  }
  return append(chat, poster, asked);
}

function whyTooMuch({ settings, rates, now }: Chat, { rate }: Poster): Refusal | undefined {
  const waitMs = rate.take(settings.costs.send ?? 1, now());
  if (waitMs > 0) return tooFast(waitMs);
  const busyMs = rates.load.take(1, now());
  return busyMs > 0 ? tooBusy(busyMs) : undefined;
}

function publicId({ session }: Poster, id: string): string {
  return `${session}-${id}`;
}

async function underItsId(chat: Chat, poster: Poster, asked: Post): Promise<Post> {
  const { idBefore: id } = asked;
  if (id === undefined) return asked;
  const before = { ...asked, id };
  const isHeld = chat.duplicates.find(publicId(poster, id)) !== undefined;
  return isHeld || (await earlierOf(chat, poster, before)) ? before : asked;
}

/** Of those that memory holds no more. */
async function earlierOf(
  { duplicates, log }: Chat,
  poster: Poster,
  { id, mayBeKnown }: Post,
): Promise<Entry | undefined> {
  const named = publicId(poster, id);
  return mayBeKnown && !duplicates.find(named) ? log.findId(named, 0) : undefined;
}

/** In one turn: what was posted twice at once is one message, and who was muted meanwhile says nothing. */
function append(chat: Chat, poster: Poster, asked: Post): Promise<Posted | Refusal> | Refusal {
  const { room, kind } = asked;
  const id = publicId(poster, asked.id);
  const { answer, sender } = waiting();
  const sending = chat.duplicates.find(id);
  if (sending) {
    if (sending.entry) return Promise.resolve({ entry: sending.entry, isDuplicate: true });
    chat.sends.attach(sending, sender, undefined);
    return answer;
  }
  const content = checkContent(kind, asked.content);
  if (isRefusal(content)) return content;
  const draft: Draft = { room, kind, sender: poster.name, content, id };
  const refusal = whyNotHere(chat, poster, draft) ?? chat.sends.append(draft, sender, undefined);
  return refusal ?? answer;
}

function whyNotHere(chat: Chat, poster: Poster, draft: Draft): Refusal | undefined {
  const allowed = roomToPost(chat, poster, draft.room);
  if (isRefusal(allowed)) return allowed;
  const ban = chat.bans.find('ban', poster, draft.room, chat.now());
  return ban ? bannedFromRoom(ban) : checkVoice(chat, poster, draft);
}

function waiting(): { answer: Promise<Posted | Refusal>; sender: Sender } {
  const { promise, resolve } = Promise.withResolvers<Posted | Refusal>();
  const sender: Sender = {
    acknowledge: (_id, entry, isDuplicate) => resolve({ entry, isDuplicate }),
    fail: (_id, refusal) => resolve(refusal),
    goOn: () => {},
  };
  return { answer: promise, sender };
}
