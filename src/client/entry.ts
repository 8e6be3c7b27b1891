// How one comes in: the options of the client core, with the account that was kept or the password that is given.
import type { ClientOptions } from '../sdk/client.ts';
import { systemClock, systemOffset } from '../sdk/node/clock.ts';
import type { Transport } from '../sdk/transport.ts';
import { say } from './commands/command.ts';
import { exitCodes } from './exit-codes.ts';
import { accountPaths, KeptAccount } from './kept-account.ts';
import { askingBack, whyNoHost } from './mistyped.ts';
import { accountPath, type Environment } from './own-folders.ts';
import { passwordFrom } from './password-source.ts';
import type { Who } from './person-options.ts';
import type { Settings } from './settings.ts';
import { wayIn } from './way-in.ts';

export function clientOptions(
  { name, room }: { readonly name: string | undefined; readonly room?: string },
  version: string,
  transport: Transport,
): ClientOptions {
  return {
    transport,
    clock: systemClock,
    random: Math.random,
    offset: systemOffset,
    client: `chat-client ${version}`,
    ...(room === undefined ? {} : { room }),
    ...(name === undefined ? {} : { name }),
  };
}

/** Where there is no way in the program ends. */
export async function transportFor(
  given: Settings,
  version: string,
  tell: (text: string) => void,
): Promise<Transport> {
  const { server, commandMeant: meant } = given;
  const noHost = meant === undefined ? undefined : await whyNoHost(server, meant);
  const way = noHost ?? (await wayIn(given, process.env, version, tell));
  if (typeof way !== 'string') return meant === undefined ? way : askingBack(way, meant);
  tellLine(way);
  return process.exit(exitCodes.unavailable);
}

/** Who one comes in as, and what of it is kept. A password that can't be had ends the program. */
export async function entryFor(
  { name, password }: Who,
  transport: Transport,
  env: Environment = process.env,
) {
  const paths = accountPaths((of) => accountPath(env, transport.address, of));
  const account = new KeptAccount(paths, name, () => systemClock.now());
  if (password === undefined || name === undefined) return { start: account.start(), account };
  const given = await passwordFrom(password, name, transport, process);
  if ('password' in given) return { start: { account: { name, ...given } }, account };
  tellLine(given.problem);
  return process.exit(exitCodes.refused);
}

/** Without a screen it stands among the other talk. */
export function tellLine(text: string): void {
  say(process, text);
}
