// Who may ask for what: anyone, whoever was let in, accounts alone; and who waits in the lobby.
import { checkUserName, type Refusal, type RequestType, refuse } from '../../protocol/index.ts';
import type { Chat } from '../core/chat.ts';
import { isGuest, type Session } from '../core/session.ts';

/**
 * Whom a request is for:
 * - `anyone`: whoever has said hello.
 * - `admitted`: whoever the operator lets in; where that is accounts alone, no guest.
 * - `account`: accounts, everywhere.
 */
export type Admission = 'anyone' | 'admitted' | 'account';

/**
 * Where guests are not let in, they wait in the lobby until they log in or register. Who is there is not in the
 * hub: it takes no name from anybody, is found by nobody and hears nothing.
 */
export function isInLobby({ settings }: Pick<Chat, 'settings'>, session: Session): boolean {
  return settings.auth !== 'open' && isGuest(session);
}

/**
 * The name that a guest may have. In the lobby it is any that is a name: whether it is somebody's is not told to
 * who may know nothing, and shows when one registers.
 */
export function guestName(chat: Chat, raw: string, session: string): string | Refusal {
  if (chat.settings.auth !== 'open') return checkUserName(raw);
  return chat.names.check(raw, session, chat.now());
}

/** Why the session may not ask for this; undefined: it may. */
export function whyNotFor(
  chat: Pick<Chat, 'settings'>,
  session: Session,
  admission: Admission,
  type: RequestType,
): Refusal | undefined {
  if (admission === 'anyone' || !isGuest(session)) return undefined;
  if (isInLobby(chat, session)) return refuse('auth-required', wayIn[chat.settings.auth]);
  if (admission === 'admitted') return undefined;
  return refuse('auth-required', `"${type}" is for accounts: register, or log in.`);
}

/** What to do, by who may come in. */
const wayIn = {
  open: 'Register, or log in.',
  members: 'This server is for its members: log in, or register first.',
  invite: 'This server is for the invited: log in, or register with the code you were given.',
} as const;
