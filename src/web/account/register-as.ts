// Registers under a name that one need not have yet: the name first, then the password for it.
import type { Outcome } from '../../sdk/account.ts';
import type { Client } from '../../sdk/client.ts';
import { askName } from '../overlays/ask-name.ts';

const notConnected = 'Not connected: try again when you are.';

export async function registerAs(
  client: Client,
  name: string,
  password: string,
  code: string,
): Outcome {
  const problem = await named(client, name);
  if (problem !== undefined) return { code: 'name-taken', message: problem };
  return client.register(password, code);
}

/** @returns why not, in a sentence; also where the connection is lost before the server has answered */
function named(client: Client, name: string): Promise<string | undefined> {
  const isLive = (): boolean => client.getState().connection.status === 'live';
  if (!isLive()) return Promise.resolve(notConnected);
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const end = client.subscribe(() => {
    if (!isLive()) resolve(notConnected);
  });
  askName(client, name, resolve);
  return promise.finally(end);
}
