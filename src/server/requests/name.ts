// `name`: takes another name, everywhere at once.
import {
  foldName,
  isDirectMember,
  isDirectRoom,
  isRefusal,
  nameKeys,
  type RequestOf,
} from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refusal, refused, reply } from '../core/outcome.ts';
import { depart, tellRenamed } from '../core/presence.ts';
import { isGuest, type Session } from '../core/session.ts';
import { isInLobby } from './admission.ts';
import { echo } from './echo.ts';

export function name(ask: Ask, request: RequestOf<'name'>): Outcome {
  const { chat, session } = ask;
  if (!isGuest(session)) {
    return refusal('forbidden', 'The name is that of your account: log out first.');
  }
  const from = session.name;
  const wanted = chat.names.check(request.name, session.owner, chat.now());
  if (isRefusal(wanted)) return refused(wanted);
  if (isInLobby(chat, session)) setName(session, wanted);
  else if (wanted !== from) {
    leaveOldDirectRooms(ask, wanted);
    chat.hub.rename(session, wanted);
    // Nobody can slip into it, and into its direct rooms, at once.
    chat.names.reserve(from, session.owner, chat.now());
    tellRenamed(chat.hub, session, from);
    chat.note({ event: 'renamed', session: session.id, from, name: wanted });
  }
  const token = chat.tokens.sign(session.id, wanted, session.bornAfter);
  return reply({ type: 'named', ...echo(request), name: wanted, token });
}

/** In the lobby nobody hears of it. */
function setName(session: Session, name: string): void {
  session.name = name;
  session.folded = foldName(name);
  session.keys = nameKeys(name);
}

/** A direct room belongs to two names: who has neither any more hears no more of it. */
function leaveOldDirectRooms({ chat, session }: Ask, name: string): void {
  for (const room of [...session.rooms]) {
    if (isDirectRoom(room.name) && !isDirectMember(room.name, name)) {
      depart(chat.hub, session, room, 'renamed');
    }
  }
}
