// The chat without a screen, started: in words for who listens, as lines for pipes, or the wire as it is.
import { type Client, type ClientOptions, createClient } from '../sdk/client.ts';
import { ownAddress } from '../sdk/node/find-server.ts';
import { clientOptions, entryFor, tellLine, transportFor } from './entry.ts';
import { isInRoom, isLost, when } from './line-loop.ts';
import { runPlain } from './plain.ts';
import { safeJson } from './printed.ts';
import { isSpoken, type Settings } from './settings.ts';

export async function startByLines(given: Settings, version: string): Promise<void> {
  const transport = await transportFor(given, version, tellLine);
  const options = clientOptions(given, version, transport);
  const { start, account } = await entryFor(given, transport);
  const isForEars = isSpoken(given, process.stdin, process.stdout);
  const make = isForEars && process.stdin.isTTY ? await typing(given) : createClient;
  const client = make({ ...options, ...start, ...wire(given) });
  client.subscribe(() => account.see(client.getKept()));
  process.on('exit', () => account.release());
  const leave = async () => account.isLeftBehind(client.getKept()) && client.logOut();
  if (transport.address === ownAddress) await inAtLast(client);
  if (!isForEars) return process.exit(await runPlain(client, process, given.isJson, leave));
  const { runSpoken } = await import('./spoken/start.ts');
  const { address, isPrivate } = options.transport;
  const claim = () => account.claim(client.getKept());
  process.exit(await runSpoken(client, { address, isPrivate, claim }, leave));
}

/** What a person types is kept until it is sent; what comes by a pipe, whoever writes it has. */
async function typing(given: Settings): Promise<typeof createClient> {
  const { createTyping } = await import('./typing.ts');
  return (options) => createTyping(given, options);
}

/** One's own server may have been about to end: it is started again, and not being there at first is no loss. */
async function inAtLast(client: Client): Promise<void> {
  client.start();
  await when(client, (state) => {
    const { status, attempt } = state.connection;
    const isComing = status === 'waiting' && attempt <= maxTries;
    return isInRoom(state) || (isLost(state) && !isComing);
  });
}

/** With the waits between them some four seconds. */
const maxTries = 4;

function wire({ isJson }: Settings): Pick<ClientOptions, 'onWire'> {
  if (!isJson) return {};
  return {
    onWire: (direction, line) => {
      if (direction === 'in') process.stdout.write(`${safeJson(line)}\n`);
    },
  };
}
