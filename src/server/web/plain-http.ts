// What somebody is told who asks in plain HTTP from elsewhere: where to go instead, or that it is not answered.
import type { IncomingMessage } from 'node:http';
import type { PlainText } from '../net/plain-text.ts';
import { type Denial, deny } from './denial.ts';

/** The port that a browser leaves out. */
const plainPort = 80;

/**
 * @param request was admitted, so that its host is ours and its path is plain
 * @returns undefined where plain text is fine
 */
export function denyPlain(request: IncomingMessage, plainText: PlainText): Denial | undefined {
  if (!plainText.isRefused(request.socket)) return undefined;
  const { host, authorization, upgrade } = request.headers;
  if (!plainText.hasTls) return noTls;
  // A secret that came like this may have been read: who sends it must see that it went wrong.
  const isFollowed = authorization === undefined && upgrade === undefined && host !== undefined;
  return isFollowed ? toTls(request, host) : useTls;
}

/** The same port speaks TLS too. */
function toTls({ socket, url }: IncomingMessage, host: string): Denial {
  const isBare = !/:\d+$/.test(host);
  const port = isBare && socket.localPort === plainPort ? `:${plainPort}` : '';
  const Location = `https://${host}${port}${url}`;
  return plain(308, 'Plain HTTP is refused here: ask by https.', { Location });
}

function plain(...denial: Parameters<typeof deny>): Denial {
  return { ...deny(...denial), code: 'tls-required' };
}

const useTls = plain(403, 'Plain HTTP is refused here: ask by https, or wss for the WebSocket.');
const noTls = plain(
  403,
  'Plain HTTP is refused here: come by the proxy’s address, or start the server with --tls auto or --insecure.',
);
