// Tells the browser's other tabs, and those to come, of the session of an account that this tab has.
import type { Client } from '../../sdk/client.ts';
import {
  addSession,
  type Beginning,
  type BrowserSession,
  dropSessions,
} from './browser-accounts.ts';
import type { Shelf } from './shelf.ts';

/** Follows the chat from now on. @param beginning as whom the client says hello */
export function keepAccount(shelf: Shelf, client: Client, beginning: Beginning): void {
  let known: BrowserSession | undefined;
  let begun: string | undefined = beginning.kept.account && beginning.kept.token;
  client.subscribe(() => {
    const { me } = client.getState();
    if (me.session === undefined && known === undefined) return;
    const now = sessionOf(client);
    if (now?.token === known?.token && begun === undefined) return;
    // Of a token that did not let one in the others need not try it either.
    if (begun !== undefined && now === undefined)
      dropSessions(shelf, ({ token }) => token === begun);
    begun = undefined;
    const gone = known?.session;
    if (gone !== undefined && gone !== now?.session) {
      dropSessions(shelf, ({ session }) => session === gone);
    }
    if (now !== undefined) addSession(shelf, now);
    known = now;
  });
}

function sessionOf(client: Client): BrowserSession | undefined {
  const { session } = client.getState().me;
  const { token, account } = client.getKept();
  if (session === undefined || token === undefined || account === undefined) return undefined;
  return { name: account, session, token };
}
