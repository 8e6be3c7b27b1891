// `/ws`: a request becomes a WebSocket, and that a connection like any other.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type ServerOptions, WebSocketServer } from 'ws';
import type { Refusal } from '../../protocol/index.ts';
import { plainAddress } from '../net/address.ts';
import { slowLingerMs } from '../net/connection.ts';
import type { Door } from '../net/door.ts';
import { Frames } from './frames.ts';
import type { Hosts } from './hosts.ts';
import type { WebLimits } from './limits.ts';
import type { Proxies } from './proxies.ts';
import { answerRaw } from './raw-answer.ts';
import type { Asked } from './route.ts';
import { WebSocketLink } from './web-socket-link.ts';

export interface UpgradeParts {
  readonly hosts: Hosts;
  readonly proxies: Proxies;
  readonly limits: WebLimits;
  readonly door: () => Pick<Door, 'welcome' | 'count'>;
  readonly isStopping: () => boolean;
  /** Tells it why it can't come in, and closes it. */
  readonly refuse: (socket: Socket, refusal: Refusal) => void;
}

export type Upgrade = (
  asked: Asked,
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
) => void;

export function webSocketUpgrade(parts: UpgradeParts): Upgrade {
  const { hosts, proxies, limits } = parts;
  const server = new WebSocketServer(optionsOf(limits));
  const frames = new Frames();
  return (asked, request, socket, head) => {
    const { host, origin } = asked.headers;
    if (asked.url.pathname !== '/ws') return answerRaw(socket, 404, 'There is nothing here.');
    if (!hosts.isWelcome(origin, host)) return answerRaw(socket, 403, foreign);
    if (parts.isStopping()) return answerRaw(socket, 503, 'The server is going down.');
    const door = parts.door();
    // Who comes through a proxy was not counted at the door.
    const isProxied = proxies.isTrusted(plainAddress(socket.remoteAddress));
    const refusal = isProxied ? door.count(socket, asked) : undefined;
    if (refusal) return parts.refuse(socket, refusal);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      door.welcome(new WebSocketLink(socket, webSocket, frames), asked);
    });
  };
}

const foreign =
  'Pages of other sites may not speak here: start the server with --origin and the page’s URL, if it is yours.';

function optionsOf(limits: WebLimits): ServerOptions {
  const options = {
    noServer: true,
    clientTracking: false,
    maxPayload: limits.maxMessageBytes,
    maxFragments: limits.maxFragments,
    maxBufferedChunks: limits.maxFragments,
    // Through the outbox, which is bounded.
    autoPong: false,
    // docs/decisions/no-deflate.md says why.
    perMessageDeflate: false,
    // Who is slow needs longer for the last word than its 30 s.
    closeTimeout: slowLingerMs,
  };
  // By its name, as the types do not know `closeTimeout` yet.
  return options;
}
