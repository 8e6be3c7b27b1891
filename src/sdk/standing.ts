// What one is to the server: a guest or somebody, let in or not; and the words for who is not.
import { isOfAccount, type ReplyOf } from '../protocol/index.ts';
import type { Me, ServerInfo, State } from './state.ts';

type Admission = Pick<State, 'me'> & { readonly server?: Pick<ServerInfo, 'auth'> };

/** What a session says of who has it. */
export function meOf({
  name,
  session,
  role,
}: Pick<ReplyOf<'registered'>, 'name' | 'session' | 'role'>): Pick<
  Me,
  'name' | 'session' | 'role' | 'isAccount' | 'loggedOut'
> {
  const isAccount = isOfAccount(session);
  return { name, session, role, isAccount, ...(isAccount ? { loggedOut: undefined } : {}) };
}

/** A session of an account ended, and nobody took its place yet: one is nobody, and writes nothing. */
export function isLoggedOut({ me, isEnded }: Pick<State, 'me' | 'isEnded'>): boolean {
  return isEnded && me.loggedOut !== undefined;
}

export const loggedOutWords =
  'You are logged out. /login comes in again; Enter in the empty line goes on as a guest.';

/** The server is for accounts, and one has none: there is nothing to join, nothing to ask. */
export function isShutOut({ me, server }: Admission): boolean {
  const auth = server?.auth ?? 'open';
  return auth !== 'open' && me.session !== undefined && me.isAccount !== true;
}

export function shutOutWords({ server }: Admission): string {
  return server?.auth === 'invite'
    ? 'This server is for members: /login NAME, or /register CODE with an invitation.'
    : 'This server is for members: /login NAME, or /register to become one.';
}
