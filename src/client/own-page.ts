// The page of the person's own server: at one address over all restarts, as far as that can be, behind a key.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { readAboutServer } from '../sdk/node/about-server.ts';
import { parsePort } from '../sdk/node/address.ts';
import type { OwnPlaces } from '../sdk/node/own-places.ts';
import { readKept, writeKept } from './kept-file.ts';

const maxBytes = 1024;

/**
 * The options for a server that is to be started. A browser keeps drafts by the page's port; where somebody
 * else has that now, there is another one, and another key, as whoever it is may have been shown the cookie.
 */
export async function pageOptions(places: OwnPlaces): Promise<readonly string[]> {
  const kept = parsePort(textOf(places.port));
  const isFree = kept !== undefined && (await isFreePort(kept));
  const isTaken = kept !== undefined && !isFree;
  if (isTaken || textOf(places.key) === '') keep(places.key, randomBytes(24).toString('hex'));
  return ['--web-port', String(isFree ? kept : 0), '--web-key-file', places.key];
}

/** Of the server that runs now; what can't be kept is another port next time. */
export function rememberPort({ about, port }: OwnPlaces): void {
  const page = readAboutServer(about)?.page;
  if (page === undefined || !URL.canParse(page)) return;
  const now = new URL(page).port;
  if (now !== textOf(port)) writeKept(port, `${now}\n`);
}

function textOf(path: string): string {
  const kept = readKept(path, maxBytes);
  return 'text' in kept ? kept.text.trim() : '';
}

function keep(path: string, text: string): void {
  const why = writeKept(path, `${text}\n`);
  if (why !== undefined) throw new Error(`${path} can't be written: ${why}`);
}

async function isFreePort(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ host: '127.0.0.1', port });
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
