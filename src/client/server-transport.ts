// The way to a server: by TCP or a Unix socket, by TLS with what is known of its certificate, or by a WebSocket beside its page.
import { explainCertificate } from '../sdk/node/secure-page.ts';
import { hostAndPort, tcpTransport } from '../sdk/node/tcp.ts';
import { tlsTransport } from '../sdk/node/tls.ts';
import { unixTransport } from '../sdk/node/unix.ts';
import type { Transport } from '../sdk/transport.ts';
import { webSocketTransport, webSocketUrl } from '../sdk/web/websocket.ts';
import type { Environment } from './commands/command.ts';
import { KnownServers } from './known-servers.ts';
import { knownServersPath, shownPath } from './own-folders.ts';
import type { Server } from './server-address.ts';
import { serverTrust } from './server-trust.ts';

/** @param tell what is new of the server */
export function transportTo(
  server: Server,
  env: Environment,
  tell: (text: string) => void,
): Transport {
  if ('page' in server) return pageTransport(server.page);
  if ('socketPath' in server) return unixTransport(server.socketPath);
  const { host, port, isEncrypted } = server;
  if (!isEncrypted) return tcpTransport(host, port);
  const path = knownServersPath(env);
  const address = hostAndPort(host, port);
  const servers = new KnownServers(path);
  return tlsTransport(
    host,
    port,
    serverTrust({ address, servers, shownFile: shownPath(path), tell }),
  );
}

function pageTransport(page: URL): Transport {
  const transport = webSocketTransport(webSocketUrl(page.href));
  if (page.protocol !== 'https:') return transport;
  const host = page.hostname.replace(/^\[|\]$/g, '');
  const port = Number(page.port || 443);
  const remedy = `If the server made it itself, come in with: chat-client --tls ${hostAndPort(host, port)}`;
  return explainCertificate(transport, { host, port, remedy });
}
