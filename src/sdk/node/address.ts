// Where the server is, as people write it: HOST, HOST:PORT, [::1]:7000, unix:/PATH, or the address of its page.

export interface Address {
  readonly host: string;
  readonly port?: number;
}

/** Where a server is that nobody said anything about. */
export const usualPlace = { host: '127.0.0.1', port: 7000 } as const;

/** The page's address as a browser would have it, so that one proxy serves both; undefined for any other. */
export function parsePage(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  // Who writes a password there means something that we do not have.
  if (url.username !== '' || url.password !== '') return undefined;
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** The path of a Unix socket, from `unix:/PATH` or the absolute path alone; undefined for any other. */
export function parseSocketPath(text: string): string | undefined {
  return /^(?:unix:)?(\/[^\0]+)$/.exec(text)?.[1];
}

/** Undefined where it can't be read. */
export function parseAddress(text: string): Address | undefined {
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(text);
  if (bracketed !== null) return withPort(bracketed[1] ?? '', bracketed[2]);
  // More than one colon and no brackets: an IPv6 address without a port.
  if (text.split(':').length > 2) return withPort(text, undefined);
  const [host = '', port] = text.split(':');
  return withPort(host, port);
}

function withPort(host: string, port: string | undefined): Address | undefined {
  if (!/^[^\s/@[\]]+$/.test(host)) return undefined;
  if (port === undefined) return { host };
  const number = parsePort(port);
  return number === undefined ? undefined : { host, port: number };
}

/** 1 to 65535; undefined for anything else. */
export function parsePort(text: string): number | undefined {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined;
}
