// Whether a request over HTTP is one that is answered here, before anyone asks what it is about.
import type { IncomingMessage } from 'node:http';
import type { PlainText } from '../net/plain-text.ts';
import { type Denial, deny } from './denial.ts';
import type { Hosts } from './hosts.ts';
import { denyPlain } from './plain-http.ts';
import type { Proxies } from './proxies.ts';
import type { Asked } from './route.ts';

export interface EntranceRules {
  readonly hosts: Hosts;
  readonly proxies: Proxies;
  readonly plainText: PlainText;
  /** What a proxy may have left before the path: empty, or `/chat`. */
  readonly prefix: string;
  /** What may be posted to; all else is asked for without a body. */
  readonly isPostedTo: (path: string) => boolean;
}

const methods = 'GET, HEAD';

/** What both a page's request and a WebSocket's must keep. */
export function admit(request: IncomingMessage, rules: EntranceRules): Asked | Denial {
  const { headers } = request;
  const isPost = request.method === 'POST';
  if (!isPost && request.method !== 'GET' && request.method !== 'HEAD') return notAnswered;
  // Older ones name no host, and have no status for what is refused.
  if (request.httpVersionMajor < 1) return deny(505, 'Ask in HTTP/1.1.');
  if (!isPost && hasBody(request)) return deny(413, 'Nothing is taken here: ask without a body.');
  if (countOf(request, 'host') > 1 || !rules.hosts.isOurs(headers.host)) return misdirected;
  if (rules.prefix !== '' && request.url === rules.prefix) return slashless(rules.prefix);
  const url = urlOf(request.url ?? '', rules.prefix);
  if (!url) return deny(400, 'Give a path that begins with a slash and is plain.');
  if (isPost && !rules.isPostedTo(url.pathname)) return notAnswered;
  const plain = denyPlain(request, rules.plainText);
  if (plain) return plain;
  const origin = rules.proxies.originOf(request.socket.remoteAddress, headers);
  return { url, headers, ...origin };
}

/**
 * Whether another site's page asks for a part of ours: as a picture, a script, a frame, by `fetch`.
 * To follow a link to us is all that it may do. Programs that are no browsers do not say.
 */
export function isForeignPart({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== 'cross-site' && site !== 'same-site') return false;
  const isLink =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return !isLink;
}

export function isDenial(outcome: Asked | Denial): outcome is Denial {
  return 'status' in outcome;
}

const notAnswered = deny(405, `Only ${methods} are answered here.`, { Allow: methods });

const misdirected = deny(
  421,
  'This server does not know itself by that name: ask for its address, or start it with --origin and the URL that people open.',
);

/** The page's own addresses are relative, so that of the page must end with a slash. */
function slashless(prefix: string): Denial {
  const last = prefix.slice(prefix.lastIndexOf('/') + 1);
  return deny(308, 'It ends with a slash.', { Location: `${last}/` });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
}

function countOf({ rawHeaders }: IncomingMessage, name: string): number {
  return rawHeaders.filter((each, index) => index % 2 === 0 && each.toLowerCase() === name).length;
}

/** The target as a URL without the prefix; nothing where two readers could take it differently. */
function urlOf(target: string, prefix: string): URL | undefined {
  const [path = ''] = target.split('?');
  const isPlain = /^\/(?!\/)[\x21-\x7e]*$/.test(target) && !/\\|%(?:00|2f|5c)|\/\//i.test(path);
  if (!isPlain || path.split('/').some((part) => /^(?:\.|%2e){1,2}$/i.test(part))) return undefined;
  const hasPrefix = prefix !== '' && (path === prefix || path.startsWith(`${prefix}/`));
  const own = `http://localhost${hasPrefix ? target.slice(prefix.length) : target}`;
  return URL.canParse(own) ? new URL(own) : undefined;
}
