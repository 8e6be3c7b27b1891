// A site with the page that docs/sdk.md shows: the package's entry for browsers as it is published, and no bundler.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BotSite {
  readonly origin: string;
  /** What the page may reach from now on, as in `connect-src`. */
  allow(addresses: string): void;
  close(): void;
}

/** Listens at an origin of its own; beside the page it has the files that the page's import map names. */
export async function openBotSite(): Promise<BotSite> {
  const page = pageOfDocs();
  let reach = "'none'";
  const server = createServer(({ url = '/' }, response) => {
    if (url !== '/') return response.writeHead(200, asScript).end(moduleAt(url));
    const policy = `default-src 'none'; script-src 'self' 'nonce-page'; connect-src ${reach}`;
    const headers = { 'Content-Type': 'text/html', 'Content-Security-Policy': policy };
    return response.writeHead(200, headers).end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  const allow = (addresses: string) => {
    reach = addresses;
  };
  return { origin: `http://127.0.0.1:${port}`, allow, close };
}

const asScript = { 'Content-Type': 'text/javascript', 'Cache-Control': 'max-age=600' };

/** As a browser asks for it: what is installed here is the package itself. */
function moduleAt(url: string): Buffer {
  const path = url.replace('/node_modules/partyline/', '/');
  assert.match(path, /^\/(?:dist\/entries|node_modules\/zod)\/[\w./-]+\.js$/);
  return readFileSync(`.${path}`);
}

function pageOfDocs(): string {
  const [, html = ''] = /```html\n(.*?)```/s.exec(readFileSync('docs/sdk.md', 'utf8')) ?? [];
  return `<!doctype html><title>bot</title>${html.replaceAll('<script', '<script nonce="page"')}`;
}
