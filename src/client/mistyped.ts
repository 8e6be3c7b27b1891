// A word that was taken for a host, and may be a mistyped command: that is asked where there is no such host, or no server.
import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '../sdk/transport.ts';
import type { Server } from './server-address.ts';

/** Whoever has no answer by then goes there, and sees. */
const patienceMs = 3_000;

/** @returns in a sentence that there is no such host; undefined: there may be one */
export async function whyNoHost(
  server: Server | undefined,
  meant: string,
  look: (host: string) => Promise<unknown> = lookup,
): Promise<string | undefined> {
  if (server === undefined || !('host' in server)) return undefined;
  const { host } = server;
  const isNone = look(host).then(
    () => false,
    // The resolver itself can't be reached: who has no network yet is no worse off than with any other host.
    ({ code }: NodeJS.ErrnoException) => code !== 'EAI_AGAIN',
  );
  const isIt = await Promise.race([isNone, sleep(patienceMs, false, { ref: false })]);
  return isIt ? `there is no host ${host}. ${question(meant)}` : undefined;
}

/** The same way; where it never led to a server, it is asked too. */
export function askingBack(way: Transport, meant: string): Transport {
  let wasOpen = false;
  const open: Transport['open'] = (handlers) =>
    way.open({
      ...handlers,
      onOpen() {
        wasOpen = true;
        handlers.onOpen();
      },
      onClose: (why, isFinal) =>
        handlers.onClose(wasOpen ? why : `${why} ${question(meant)}`, isFinal),
    });
  return { ...way, open };
}

function question(meant: string): string {
  return `Is the command ${meant} meant? chat-client --help tells more`;
}
