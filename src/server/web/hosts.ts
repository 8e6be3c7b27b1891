// Under which names this server may be asked, and from which pages: against sites that pose as it.
import { isIP } from 'node:net';

export interface HostNames {
  /** The machine's own. */
  readonly machine: string;
  /** What it listens on, as the operator said it. */
  readonly listens: string;
  /** Pages that may open the WebSocket, whose hosts are ours too: what a proxy is called outside. */
  readonly origins: readonly URL[];
}

export class Hosts {
  readonly #own: readonly string[];
  #names: ReadonlySet<string> = new Set();
  #origins: ReadonlySet<string> = new Set();

  constructor({ machine, listens, origins }: HostNames) {
    this.#own = [machine, `${machine}.local`, listens];
    this.welcomeOnly(origins);
  }

  /** Beside our own page these. */
  welcomeOnly(origins: readonly URL[]): void {
    const names = [...this.#own, ...origins.map(({ hostname }) => hostname)];
    this.#names = new Set(names.map((name) => name.toLowerCase()));
    this.#origins = new Set(origins.map(({ origin }) => origin));
  }

  /**
   * Whether somebody may ask for `host` here. A name that is not ours may be one that its owner has
   * pointed at this machine, for a browser to talk to us in that name (DNS rebinding); an address
   * can't be pointed anywhere. Without one no browser asks.
   */
  isOurs(host: string | undefined): boolean {
    if (host === undefined) return true;
    const url = urlOf(`http://${host}`);
    if (url === undefined || url.username !== '' || url.pathname !== '/' || /[/\\?#@]/.test(host))
      return false;
    const name = url.hostname.replace(/\.$/, '');
    if (isIP(name.replace(/^\[|\]$/g, '')) > 0) return true;
    return name === 'localhost' || name.endsWith('.localhost') || this.#names.has(name);
  }

  /** Whether a page of `origin` may open the WebSocket of `host`: its own, or one that is listed. */
  isWelcome(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined) return true;
    const url = urlOf(origin);
    if (!url || !/^https?:$/.test(url.protocol) || url.origin !== origin.toLowerCase())
      return false;
    if (this.#origins.has(url.origin)) return true;
    // With the page's scheme, as a proxy may speak TLS for us: both then lose the same default port.
    return host !== undefined && urlOf(`${url.protocol}//${host}`)?.host === url.host;
  }
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
