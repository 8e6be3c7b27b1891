// The web's parts, joined: names, proxies, routes, and the way to a WebSocket.
import { hostname } from 'node:os';
import type { AddressRates } from '../core/address-rates.ts';
import type { Door } from '../net/door.ts';
import type { PlainText } from '../net/plain-text.ts';
import { healthRoutes } from './health.ts';
import { Hosts } from './hosts.ts';
import { type WebLimits, webLimits } from './limits.ts';
import { type BuiltFiles, pageRoute } from './page.ts';
import type { Proxies } from './proxies.ts';
import { isAt, type Route } from './route.ts';
import { webSocketUpgrade } from './upgrade.ts';
import { WebKey } from './web-key.ts';
import { type WebParts, WebServer } from './web-server.ts';

export interface WebOptions {
  /** A port of its own; 0 picks a free one. */
  readonly port?: number | undefined;
  /** What a proxy leaves before every path: `/chat`. */
  readonly prefix?: string;
  /** Pages that may open the WebSocket, and whose hosts are ours. */
  readonly origins?: readonly URL[];
  /** Of the built page. */
  readonly folder?: string | undefined;
  /** With it, whoever asks for the metrics has to bear it; without, they are for this machine alone. */
  readonly metricsToken?: string | undefined;
  /** With it, who comes over the network has to know it, once. */
  readonly key?: string | undefined;
  readonly limits?: Partial<WebLimits>;
}

export interface WebNeeds {
  /** What the server listens on. */
  readonly host: string;
  readonly files: BuiltFiles;
  /** Beside the page and the signs of health. */
  readonly routes: readonly Route[];
  /** Who is believed to say whom it stands for. */
  readonly proxies: Proxies;
  readonly plainText: PlainText;
  /** How often one address may ask. */
  readonly rates: AddressRates;
  readonly now: () => number;
  readonly onRefused: WebParts['onRefused'];
  readonly door: () => Pick<Door, 'welcome' | 'count'>;
  readonly isStopping: () => boolean;
  /** One sentence, where messages can't be taken now. */
  readonly whyNotReady: () => string | undefined;
}

export interface Web {
  readonly server: WebServer;
  readonly hosts: Hosts;
}

export function openWeb(options: WebOptions, needs: WebNeeds): Web {
  const limits = { ...webLimits, ...options.limits };
  const { origins = [], prefix = '' } = options;
  const hosts = new Hosts({ machine: hostname(), listens: needs.host, origins });
  const key = options.key === undefined ? undefined : new WebKey(options.key, prefix, needs.now);
  const { door, isStopping, proxies } = needs;
  const posted = needs.routes.filter(({ takesPosts }) => takesPosts);
  const server: WebServer = new WebServer({
    ...needs,
    isPostedTo: (path) => posted.some((route) => isAt(route, path)),
    hosts,
    prefix: prefix + (key?.path ?? ''),
    key,
    limits,
    routes: [...healthRoutes(needs.whyNotReady), ...needs.routes, pageRoute(needs.files)],
    upgrade: webSocketUpgrade({
      hosts,
      proxies,
      limits,
      door,
      isStopping,
      refuse: (socket, refusal) => server.refuse(socket, refusal),
    }),
  });
  return { server, hosts };
}
