// The way to the server that a program was given: by its address, with what it is to be trusted by.
import { ChatError } from '../chat/chat-error.ts';
import { isLoopbackHost } from '../loopback.ts';
import type { Link, Transport } from '../transport.ts';
import { webSocketTransport, webSocketUrl } from '../web/websocket.ts';
import { type Address, parseAddress, parsePage, parseSocketPath } from './address.ts';
import type { SeenCertificate } from './certificate.ts';
import { type Found, findServer, transportFound, usualPlace } from './find-server.ts';
import { explainCertificate } from './secure-page.ts';
import { hostAndPort, tcpTransport } from './tcp.ts';
import { type Trust, tlsTransport } from './tls.ts';
import { unixTransport } from './unix.ts';

/**
 * Where the server is, and how it shows who it is. To another machine it goes over TLS, and the server's
 * certificate has to be vouched for by an authority that this machine trusts, or by `ca`, or has to be the one
 * of `fingerprint`. Without that nothing is said to it.
 */
export interface ServerOptions {
  /**
   * `HOST`, `HOST:PORT` (7000 unless told), `[IPV6]:PORT`, `unix:/PATH`, or the address of its page, `https://…`.
   * Without it what `PARTYLINE_SERVER` says, or `PARTYLINE_HOST` and `PARTYLINE_PORT`, else this machine's
   * server: at port 7000, or the person's own at its Unix socket. None is started.
   */
  readonly server?: string | undefined;
  /** Authorities to trust beside those of this machine, in PEM. */
  readonly ca?: string | readonly string[] | undefined;
  /** The certificate's own, as the server prints it when it starts: `SHA256:…`. Then no authority is asked. */
  readonly fingerprint?: string | undefined;
  /** Plain text to another machine: whoever stands between reads and changes what is said. */
  readonly insecure?: boolean | undefined;
}

/** @throws `bad-address`, `untrusted` */
export function serverTransport(options: ServerOptions): Transport {
  const written = options.server ?? environmentServer();
  return written === undefined ? machineTransport : writtenTransport(written, options);
}

function environmentServer(): string | undefined {
  const { PARTYLINE_SERVER, PARTYLINE_HOST, PARTYLINE_PORT } = process.env;
  if (PARTYLINE_SERVER) return PARTYLINE_SERVER;
  if (!PARTYLINE_HOST && !PARTYLINE_PORT) return undefined;
  return hostAndPort(PARTYLINE_HOST || usualPlace.host, Number(PARTYLINE_PORT || usualPlace.port));
}

/** Looked for at each try: it may be another one by then, or one at last. */
const machineTransport: Transport = {
  address: 'this machine',
  isPrivate: true,
  open(handlers) {
    let link: Link | undefined;
    let isOver = false;
    void whatIsFound().then((found) => {
      if (isOver) return;
      if (found.at !== 'nowhere') link = transportFound(found).open(handlers);
      else handlers.onClose(found.problem ?? 'No server runs on this machine.');
    });
    return {
      send: (line) => link?.send(line),
      close() {
        isOver = true;
        return link?.close();
      },
    };
  },
};

/** Also where a folder can't be looked into: a program must not end by that. */
async function whatIsFound(): Promise<Found> {
  try {
    return await findServer(process.env);
  } catch (error) {
    return { at: 'nowhere', problem: (error as Error).message };
  }
}

function writtenTransport(written: string, options: ServerOptions): Transport {
  const page = parsePage(written);
  if (page) return pageTransport(page, options);
  const path = parseSocketPath(written);
  if (path !== undefined) return unixTransport(path);
  const address = parseAddress(written);
  if (address) return hostTransport(address, options);
  throw new ChatError('bad-address', `This is no address of a server: ${written}`);
}

function hostTransport(
  { host, port = usualPlace.port }: Address,
  options: ServerOptions,
): Transport {
  const { ca, fingerprint, insecure } = options;
  const isProved = ca !== undefined || fingerprint !== undefined;
  const isPlain = insecure === true || (isLoopbackHost(host) && !isProved);
  return isPlain ? tcpTransport(host, port) : tlsTransport(host, port, trustIn(options));
}

function trustIn({ ca = [], fingerprint }: ServerOptions): Trust {
  return {
    authorities: typeof ca === 'string' ? [ca] : ca,
    whyNot: (seen) => whyNot(seen, fingerprint),
    hasMet: () => false,
    plainRemedy: 'Where plain text is meant, which anybody between can read, give `insecure`.',
  };
}

function whyNot(seen: SeenCertificate, wanted: string | undefined): string | undefined {
  const isTrusted = wanted === undefined ? seen.isVerified : seen.fingerprint === wanted;
  if (isTrusted) return undefined;
  const what = wanted === undefined ? 'No authority vouches for it' : `It should be ${wanted}`;
  return `The server’s certificate is ${seen.fingerprint}. ${what}: nothing was said to it.`;
}

function pageTransport(page: URL, { ca, fingerprint, insecure }: ServerOptions): Transport {
  const { hostname, protocol, port } = page;
  if (ca !== undefined || fingerprint !== undefined) {
    throw new ChatError(
      'bad-address',
      '`ca` and `fingerprint` go with HOST:PORT, not with a page.',
    );
  }
  const transport = webSocketTransport(webSocketUrl(page.href));
  if (protocol === 'https:') {
    const remedy = 'Give HOST:PORT with `ca` or `fingerprint`.';
    const host = hostname.replace(/^\[|\]$/g, '');
    return explainCertificate(transport, { host, port: Number(port || 443), remedy });
  }
  if (insecure || isLoopbackHost(hostname)) return transport;
  throw new ChatError('untrusted', 'Plain text to another machine only with `insecure`.');
}
