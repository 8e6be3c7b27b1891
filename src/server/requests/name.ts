// `name`: takes another name, everywhere at once.
import { foldName, isRefusal, nameKeys, type RequestOf } from '../../protocol/index.ts';
import { muted } from '../core/ban-text.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refusal, refused, reply } from '../core/outcome.ts';
import { rename } from '../core/renaming.ts';
import { isGuest, type Session } from '../core/session.ts';
import { guestName, isInLobby } from './admission.ts';
import { echo } from './echo.ts';
import { muteAround } from './speech.ts';

export function name(ask: Ask, request: RequestOf<'name'>): Outcome {
  const { chat, session } = ask;
  if (!isGuest(session)) {
    return refusal('forbidden', 'The name is that of your account: log out first.');
  }
  const from = session.name;
  const wanted = guestName(chat, request.name, session.owner);
  if (isRefusal(wanted)) return refused(wanted);
  if (isBanned(ask, wanted)) return refusal('forbidden', 'That name is banned: take another.');
  // Another name is told to all who are in a room with the person.
  const mute = wanted === from ? undefined : muteAround(chat, session);
  if (mute) return refused(muted(mute));
  if (isInLobby(chat, session)) setName(session, wanted);
  else if (wanted !== from) {
    rename(chat, session, wanted);
    // Nobody can slip into it, and into its direct rooms, at once.
    chat.names.reserve(from, session.owner, chat.now());
  }
  const token = chat.tokens.sign(session.id, wanted, session.bornAfter);
  return reply({ type: 'named', ...echo(request), name: wanted, token });
}

/** On the server, or from a room that the person is in: not even by another name is it to be there. */
function isBanned({ chat, session }: Ask, name: string): boolean {
  const { bans, now } = chat;
  const person = { ...session, keys: nameKeys(name) };
  const rooms = [undefined, ...[...session.rooms].map((room) => room.name)];
  return rooms.some((room) => bans.find('ban', person, room, now()) !== undefined);
}

/** In the lobby nobody hears of it. */
function setName(session: Session, name: string): void {
  session.name = name;
  session.folded = foldName(name);
  session.keys = nameKeys(name);
}
