// Why the connection ended for good, in full: the status line has room for its beginning alone.
import type { Client } from '../sdk/client.ts';

/** Characters that the status line shows of it on most screens. */
const shownLength = 60;

/** Says it among the messages, where it is longer than that. Ends with the client. */
export function tellLastWords(client: Client): void {
  let wasEnded = client.getState().isEnded;
  client.subscribe(() => {
    const { isEnded, connection } = client.getState();
    const hasJustEnded = isEnded && !wasEnded;
    wasEnded = isEnded;
    const { why = '' } = connection;
    if (hasJustEnded && (why.length > shownLength || why.includes('\n')))
      client.notice(why, 'problem');
  });
}
