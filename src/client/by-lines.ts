// The chat without a screen, started: in words for who listens, as lines for pipes, or the wire as it is.
import { type ClientOptions, createClient } from '../sdk/client.ts';
import { clientOptions, entryFor, tellLine, transportFor } from './entry.ts';
import { runPlain } from './plain.ts';
import { safeJson } from './printed.ts';
import { isSpoken, type Settings } from './settings.ts';

export async function startByLines(given: Settings, version: string): Promise<void> {
  // Whoever reads the output has enough of it: that is no error.
  process.stdout.on('error', () => process.exit(0));
  const transport = await transportFor(given, version, tellLine);
  const options = clientOptions(given, version, transport);
  const { start, account } = await entryFor(given, transport);
  const client = createClient({ ...options, ...start, ...wire(given) });
  client.subscribe(() => account.see(client.getKept()));
  process.on('exit', () => account.release());
  const leave = async () => account.isLeftBehind(client.getKept()) && client.logOut();
  if (!isSpoken(given, process.stdin, process.stdout))
    return process.exit(await runPlain(client, process, given.isJson, leave));
  const { runSpoken } = await import('./spoken/start.ts');
  const { address, isPrivate } = options.transport;
  const claim = () => account.claim(client.getKept());
  process.exit(await runSpoken(client, { address, isPrivate, claim }, leave));
}

function wire({ isJson }: Settings): Pick<ClientOptions, 'onWire'> {
  if (!isJson) return {};
  return {
    onWire: (direction, line) => {
      if (direction === 'in') process.stdout.write(`${safeJson(line)}\n`);
    },
  };
}
