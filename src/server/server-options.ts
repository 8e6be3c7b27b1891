// What a server is started with.
import type { HashCost } from './accounts/password.ts';
import type { Settings } from './core/settings.ts';
import type { TlsFiles } from './net/tls.ts';
import type { ServerNote } from './server-note.ts';
import type { WebOptions } from './web/open-web.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 picks a free one; left out: there is a socket instead. */
  readonly port?: number | undefined;
  /** The file of a Unix socket, for lines and web. */
  readonly socketPath?: string | undefined;
  /** The file that tells where the server is while it runs. */
  readonly aboutPath?: string | undefined;
  /** After nobody was connected for so long `onEmpty` is called, once. */
  readonly endWhenEmptyMs?: number | undefined;
  readonly onEmpty?: () => void;
  readonly logPath: string;
  readonly version: string;
  readonly settings?: Partial<Settings>;
  /** Left out: the web is on the same port. `false`: there is none. */
  readonly web?: WebOptions | false;
  /** Proxies that are believed, and are theirs to secure: addresses, networks, `loopback`. */
  readonly proxies?: readonly string[];
  /** Plain text is answered wherever it comes from. */
  readonly isInsecure?: boolean;
  /** `auto`: with a certificate that the server makes, beside the log. */
  readonly tls?: TlsFiles | 'auto' | undefined;
  /** Of a new password; left out: as much as is good today. */
  readonly passwordCost?: HashCost;
  readonly now?: () => number;
  readonly random?: () => number;
  /** What the operator should hear. */
  readonly note?: (note: ServerNote) => void;
}
