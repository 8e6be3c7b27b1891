// Registers under a name that one need not have yet: the name first, then the password for it.
import type { Outcome } from '../../sdk/account.ts';
import type { Client } from '../../sdk/client.ts';
import { askName } from '../overlays/ask-name.ts';

export async function registerAs(
  client: Client,
  name: string,
  password: string,
  code: string,
): Outcome {
  const problem = await new Promise<string | undefined>((resolve) => {
    askName(client, name, resolve);
  });
  if (problem !== undefined) return { code: 'name-taken', message: problem };
  return client.register(password, code);
}
