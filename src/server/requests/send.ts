// `send`: says something in a room or to one person; the log answers it.
import {
  checkContent,
  checkRoomName,
  checkUserName,
  type Draft,
  directRoom,
  isDirectMember,
  isDirectRoom,
  isRefusal,
  type RequestOf,
} from '../../protocol/index.ts';
import type { Page } from '../core/changes.ts';
import type { Ask } from '../core/chat.ts';
import { betweenIn, noSuchUser } from '../core/direct.ts';
import { type Outcome, refusal, refused } from '../core/outcome.ts';
import { roomOf } from './room-of.ts';
import { checkSpeech } from './speech.ts';
import { checkTarget, noteDeletion, readTarget } from './target.ts';

export function send(ask: Ask, request: RequestOf<'send'>): Outcome {
  const id = request.id === undefined ? undefined : `${ask.session.id}-${request.id}`;
  return id === undefined ? sendNew(ask, request, id) : sendOnce(ask, request, id);
}

/** Whoever sends the same again is answered as the first time, however long ago that was. */
function sendOnce(ask: Ask, request: RequestOf<'send'>, id: string): Outcome {
  const { session, chat } = ask;
  const repeated = ofSameId(ask, id);
  if (repeated) return repeated;
  if (!session.sent.isKnown) {
    const later = chat.log.idsOf(session.id, session.bornAfter).then((hashes) => () => {
      session.sent.learn(hashes);
      return sendOnce(ask, request, id);
    });
    return { does: 'wait', later };
  }
  if (!session.sent.mayHold(id)) return sendNew(ask, request, id);
  const later = chat.log.findId(id, session.bornAfter).then((entry) => (): Outcome => {
    return entry ? { does: 'acknowledge', entry } : sendNew(ask, request, id);
  });
  return { does: 'wait', later };
}

function sendNew(ask: Ask, request: RequestOf<'send'>, id: string | undefined): Outcome {
  const { kind = 'text', target } = request;
  const place = destination(ask, request);
  if ('does' in place) return place;
  const content = checkContent(kind, request.content ?? '');
  if (isRefusal(content)) return refused(content);
  const draft = { ...place, kind, sender: ask.session.name, content, ...optional(id, target) };
  if (target !== undefined) return whenAllowed(ask, draft, target);
  if (kind === 'text' || kind === 'action' || kind === 'topic') return addressed(ask, draft);
  return refusal('bad-request', `"target" of "${kind}" is missing: say which message.`);
}

function whenAllowed(ask: Ask, draft: Draft, target: number): Outcome {
  const { room, kind } = draft;
  if (kind === 'action' || kind === 'topic') {
    return refusal('bad-request', `A message of kind "${kind}" has no "target".`);
  }
  const check = (page: Page): Outcome => {
    const { chat, session } = ask;
    const refusal = checkTarget(chat, session, room, kind, page);
    if (refusal) return refused(refusal);
    const outcome = kind === 'text' ? addressed(ask, draft) : ofSameTwo(ask, draft, page);
    if (kind === 'delete' && outcome.does === 'append') noteDeletion(chat, session, page);
    return outcome;
  };
  const read = readTarget(ask.chat, room, target);
  if ('ready' in read) return check(read.ready);
  return { does: 'wait', later: read.later.then((page) => () => check(page())) };
}

/** In a direct room with the two whom it is for, as they are now. */
function addressed(ask: Ask, draft: Draft): Outcome {
  if (!isDirectRoom(draft.room)) return whenFree(ask, draft);
  const between = betweenIn(ask.chat, ask.session, draft.room);
  return isRefusal(between) ? refused(between) : whenFree(ask, { ...draft, between });
}

/** A change is for those who have what it changes: another one may bear the name by now. */
function ofSameTwo(ask: Ask, draft: Draft, { messages: [changed] }: Page): Outcome {
  const { between } = changed ?? {};
  return whenFree(ask, between === undefined ? draft : { ...draft, between });
}

function optional(
  id: string | undefined,
  target: number | undefined,
): { id?: string; target?: number } {
  return {
    ...(id === undefined ? {} : { id }),
    ...(target === undefined ? {} : { target }),
  };
}

/** At the last moment: the person may have been put out or muted while its target was looked for. */
function whenFree({ chat, session }: Ask, draft: Draft): Outcome {
  const refusal = checkSpeech(chat, session, draft);
  return refusal ? refused(refusal) : { does: 'append', draft };
}

/** A send that was made before is answered as it was then. */
function ofSameId({ chat }: Ask, publicId: string): Outcome | undefined {
  const sending = chat.duplicates.find(publicId);
  if (!sending) return undefined;
  const { entry } = sending;
  return entry ? { does: 'acknowledge', entry } : { does: 'attach', sending };
}

type Place = Pick<Draft, 'room'>;

function destination(ask: Ask, request: RequestOf<'send'>): Place | Outcome {
  const { chat, session } = ask;
  if (request.room !== undefined && request.to !== undefined) {
    return refusal('bad-request', 'Give "room" or "to", not both.');
  }
  if (request.to !== undefined) return directTo(ask, request.to);
  if (request.room === undefined) return refusal('bad-request', '"room" of "send" is missing.');
  if (isDirectRoom(request.room)) return directOf(ask, request.room);
  const room = roomOf(chat, session, request.room);
  return 'does' in room ? room : { room: room.name };
}

function directTo({ session }: Ask, raw: string): Place | Outcome {
  const name = checkUserName(raw);
  if (isRefusal(name)) return refused(noSuchUser);
  const room = directRoom(session.name, name);
  return isRefusal(room) ? refused(room) : { room };
}

function directOf({ session }: Ask, raw: string): Place | Outcome {
  const room = checkRoomName(raw);
  if (isRefusal(room)) return refused(room);
  if (isDirectMember(room, session.name)) return { room };
  return refusal('forbidden', 'A direct room is for its two people alone.');
}
