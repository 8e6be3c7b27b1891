// A server that runs: its ports, what happens once a second, and how it stops.
import type { AddressInfo, Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connected } from './connected.ts';
import { AddressRates } from './core/address-rates.ts';
import type { Sending } from './core/duplicates.ts';
import type { Followers } from './core/followers.ts';
import { tellCounts } from './core/presence.ts';
import type { Tally } from './core/tally.ts';
import type { FileLog } from './log/file-log.ts';
import { measuredOf } from './measured.ts';
import { Door } from './net/door.ts';
import type { Turn } from './net/outbox.ts';
import { PlainText } from './net/plain-text.ts';
import type { Tls } from './net/tls.ts';
import type { OpenChat } from './open-chat.ts';
import type { ServerNote } from './server-note.ts';
import type { ServerOptions } from './server-options.ts';
import { LogLines } from './web/log-lines.ts';
import { Metrics } from './web/metrics.ts';
import { openWeb, type Web } from './web/open-web.ts';
import type { BuiltFiles } from './web/page.ts';
import { Proxies } from './web/proxies.ts';
import type { Route } from './web/route.ts';

/** How often silence, large rooms' counts and late greetings are looked at, and read markers saved. */
const checkEveryMs = 1000;
/** How long the other sides have to take their last word. */
const stopPatienceMs = 2000;

/** What a running server is made of. */
export interface Parts extends OpenChat {
  readonly log: FileLog<Sending>;
  readonly turn: Turn;
  readonly tls: Tls | undefined;
  readonly files: BuiltFiles;
  readonly note: (note: ServerNote) => void;
  readonly tally: Tally;
  readonly followers: Followers;
}

/** Made by `startServer`. */
export class RunningServer {
  readonly #options: ServerOptions;
  readonly #parts: Parts;
  readonly #logLines: LogLines;
  readonly #proxies: Proxies;
  readonly #plainText: PlainText;
  readonly #web: Web | undefined;
  readonly #door: Door;
  readonly #connected: Connected;
  #listening: Server[] = [];
  #checks: NodeJS.Timeout | undefined;
  /** Nobody is let in any more. */
  #isStopping = false;

  constructor(options: ServerOptions, parts: Parts) {
    const { chat, turn, tls } = parts;
    this.#options = options;
    this.#parts = parts;
    this.#connected = new Connected(chat, parts.upkeep, parts.note);
    this.#logLines = new LogLines(chat, parts.followers);
    this.#proxies = new Proxies(options.proxies ?? []);
    this.#plainText = new PlainText({
      isInsecure: options.isInsecure === true,
      hasTls: tls !== undefined,
      isProxy: (address) => this.#proxies.isTrusted(address),
    });
    this.#web = this.#openWeb();
    this.#door = new Door({
      turn,
      settings: chat.settings,
      now: chat.now,
      onConnection: (connection) => this.#connected.enter(connection),
      web: this.#web?.server,
      tls,
      isProxy: (address) => this.#proxies.isTrusted(address),
      plainText: this.#plainText,
      onRefused: ({ code }, { address }) => {
        parts.note({ event: 'refused', code, name: '', address });
        parts.tally.ended('refused');
      },
    });
  }

  #openWeb(): Web | undefined {
    const { web = {}, host } = this.#options;
    const { chat, files, log, note } = this.#parts;
    if (!web) return undefined;
    return openWeb(web, {
      host,
      files,
      routes: this.#routes(),
      proxies: this.#proxies,
      plainText: this.#plainText,
      rates: new AddressRates(chat.settings.httpPerMinute),
      now: chat.now,
      onRefused: (code, { address }) => {
        note({ event: 'refused', code, name: '', address });
      },
      door: () => this.#door,
      isStopping: () => this.#isStopping,
      whyNotReady: () => {
        if (this.#isStopping) return 'The server is going down.';
        return log.isFailing ? 'The log cannot be written.' : undefined;
      },
    });
  }

  /** What the web answers beside the page. */
  #routes(): readonly Route[] {
    const { web = {}, version } = this.#options;
    const { tally, index, chat, webhooks } = this.#parts;
    const measured = measuredOf({
      tally,
      version,
      index,
      logLines: this.#logLines,
      hub: chat.hub,
      hooks: webhooks.atWork,
      sessions: () => this.#connected.withSession,
      connections: () => this.#door.connections,
    });
    const metrics = new Metrics(measured, web ? web.metricsToken : undefined);
    return [this.#logLines, webhooks.posts, metrics];
  }

  async listen(): Promise<void> {
    const { host, port, web = {} } = this.#options;
    const own = web ? web.port : undefined;
    const main = { lines: true, web: web !== false && own === undefined };
    this.#listening = [await this.#door.listen(host, port, main)];
    if (own !== undefined) {
      const second = this.#door.listen(host, own, { lines: false, web: true });
      this.#listening.push(await second.catch((error) => this.#fail(error)));
    }
    this.#checks = setInterval(() => this.#check(), checkEveryMs);
  }

  /** The second port can't be had: nothing of the server stays. */
  async #fail(error: Error): Promise<never> {
    await this.stop();
    throw Object.assign(error, { isWebPort: true });
  }

  get port(): number {
    return this.#at(0).port;
  }

  /** `HOST:PORT`, with brackets around an IPv6 host. */
  get address(): string {
    return hostAndPort(this.#at(0));
  }

  /** `HOST:PORT` for browsers, where there is a web. */
  get webAddress(): string | undefined {
    return this.#web && hostAndPort(this.#at(this.#listening.length - 1));
  }

  /** Of the certificate, where there is TLS. */
  get fingerprint(): string | undefined {
    return this.#parts.tls?.identity.fingerprint;
  }

  #at(index: number): AddressInfo {
    return this.#listening[index]?.address() as AddressInfo;
  }

  /** Goes on in the file that the log's path names now, and with the certificate as it is now. */
  async reopen(): Promise<void> {
    const { log, index, tls, note } = this.#parts;
    await log.reopen();
    index.refind();
    if (!tls) return;
    const before = this.fingerprint;
    await tls.reload();
    if (this.fingerprint !== before) note({ event: 'certificate', ...tls.identity });
  }

  /** Takes nobody in, commits what is under way, says goodbye to everyone, closes the log. */
  async stop(): Promise<void> {
    const { chat, index, log, markerFile, turn, upkeep, webhooks } = this.#parts;
    clearInterval(this.#checks);
    this.#isStopping = true;
    for (const listening of this.#listening) listening.close();
    this.#door.dropArrivals();
    this.#web?.server.stop();
    chat.sends.stop();
    webhooks.stop();
    await index.close();
    // While the log's lock still keeps other servers away.
    await markerFile.close();
    await log.close();
    this.#connected.sayAllGo();
    this.#logLines.close();
    for (const connection of this.#door.connections) connection.bye('shutting-down', true);
    turn.flush();
    upkeep.close();
    await this.#allGone();
    webhooks.close();
  }

  async #allGone(): Promise<void> {
    const connections = [...this.#door.connections];
    const closed = Promise.all(connections.map((connection) => connection.closed()));
    await Promise.race([closed, sleep(stopPatienceMs, undefined, { ref: false })]);
    for (const connection of connections) connection.destroy();
    this.#web?.server.destroy();
  }

  #check(): void {
    const { chat, log, markerFile, upkeep, webhooks } = this.#parts;
    const now = chat.now();
    this.#connected.check(now);
    this.#door.check(now);
    chat.bans.sweep(now);
    this.#logLines.check();
    upkeep.check();
    webhooks.check();
    tellCounts(chat.hub);
    void markerFile.save();
    void log.checkPlace();
  }
}

function hostAndPort({ address, family, port }: AddressInfo): string {
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}
