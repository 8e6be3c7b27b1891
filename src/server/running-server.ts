// A server that runs: where it listens, what happens once a second, and how it stops.
import { setTimeout as sleep } from 'node:timers/promises';
import { Connected } from './connected.ts';
import { AddressRates } from './core/address-rates.ts';
import type { Sending } from './core/duplicates.ts';
import { EmptyHouse } from './core/empty-house.ts';
import type { Followers } from './core/followers.ts';
import { tellCounts } from './core/presence.ts';
import { changeRates } from './core/shared-rates.ts';
import type { Tally } from './core/tally.ts';
import { Listening } from './listening.ts';
import type { FileLog } from './log/file-log.ts';
import { measuredOf } from './measured.ts';
import { Door } from './net/door.ts';
import type { Turn } from './net/outbox.ts';
import { PlainText } from './net/plain-text.ts';
import type { Tls } from './net/tls.ts';
import type { OpenChat } from './open-chat.ts';
import type { Reloadable } from './reloadable.ts';
import type { ServerNote } from './server-note.ts';
import type { ServerOptions } from './server-options.ts';
import { LogLines } from './web/log-lines.ts';
import { Metrics } from './web/metrics.ts';
import { openWeb, type Web } from './web/open-web.ts';
import type { BuiltFiles } from './web/page.ts';
import { Proxies } from './web/proxies.ts';

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
  readonly #httpRates: AddressRates;
  readonly #metrics: Metrics;
  /** How long nobody was here, where that is to be its end. */
  readonly #empty: EmptyHouse | undefined;
  readonly #listening: Listening;
  #checks: NodeJS.Timeout | undefined;
  /** Nobody is let in any more. */
  #isStopping = false;

  constructor(options: ServerOptions, parts: Parts) {
    const { chat, turn, tls } = parts;
    this.#options = options;
    this.#parts = parts;
    const { endWhenEmptyMs } = options;
    this.#empty = endWhenEmptyMs ? new EmptyHouse(endWhenEmptyMs, chat.now()) : undefined;
    this.#connected = new Connected(chat, parts.upkeep, parts.note);
    this.#logLines = new LogLines(chat, parts.followers);
    this.#proxies = new Proxies(options.proxies ?? []);
    this.#plainText = new PlainText({
      isInsecure: options.isInsecure === true,
      hasTls: tls !== undefined,
      isProxy: (address) => this.#proxies.isTrusted(address),
    });
    this.#httpRates = new AddressRates(chat.settings.httpPerMinute);
    this.#metrics = this.#openMetrics();
    this.#web = this.#openWeb();
    this.#door = new Door({
      turn,
      settings: chat.settings,
      now: chat.now,
      onConnection: (connection) => {
        this.#empty?.somebody(chat.now());
        this.#connected.enter(connection);
      },
      web: this.#web?.server,
      tls,
      isProxy: (address) => this.#proxies.isTrusted(address),
      plainText: this.#plainText,
      onRefused: ({ code }, { address }) => {
        parts.note({ event: 'refused', code, name: '', address });
        parts.tally.ended('refused');
      },
    });
    this.#listening = new Listening(options, {
      door: this.#door,
      logPath: parts.log.path,
      hasTls: tls !== undefined,
    });
  }

  #openWeb(): Web | undefined {
    const { web = {}, host } = this.#options;
    const { chat, files, log, note } = this.#parts;
    if (!web) return undefined;
    return openWeb(web, {
      host,
      files,
      // What the web answers beside the page.
      routes: [this.#logLines, this.#parts.webhooks.posts, this.#metrics],
      proxies: this.#proxies,
      plainText: this.#plainText,
      rates: this.#httpRates,
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

  #openMetrics(): Metrics {
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
    return new Metrics(measured, web ? web.metricsToken : undefined);
  }

  /** Rejects with the system's error, or a `SocketFileError`; then nothing of the server stays. */
  async listen(): Promise<void> {
    try {
      await this.#listening.open();
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.#checks = setInterval(() => this.#check(), checkEveryMs);
  }

  /** Of the port, or of the web's own where there is no other. */
  get port(): number {
    return this.#listening.port;
  }

  /** `HOST:PORT`, with brackets around an IPv6 host; the path of the socket where there is no port. */
  get address(): string {
    return this.#listening.address;
  }

  /** `HOST:PORT` for browsers, where there is a web at a port. */
  get webAddress(): string | undefined {
    return this.#listening.webAddress;
  }

  /** What a browser opens, with the key that it wants. */
  get page(): string | undefined {
    return this.#listening.page;
  }

  /** Of the certificate, where there is TLS. */
  get fingerprint(): string | undefined {
    return this.#parts.tls?.identity.fingerprint;
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

  /** Goes on with other settings, as far as it can without a restart. */
  reload(settings: Reloadable): void {
    const { chat } = this.#parts;
    const wasOpen = chat.settings.auth === 'open';
    // The one object that all parts look into when they need it: they see the new values at once.
    Object.assign(chat.settings, settings.bounds);
    changeRates(chat.rates, chat.settings);
    this.#httpRates.change(chat.settings.httpPerMinute);
    this.#door.reload();
    this.#connected.changeRates();
    this.#proxies.trustOnly(settings.proxies);
    this.#web?.hosts.welcomeOnly(settings.origins);
    this.#metrics.wantToken(settings.metricsToken);
    if (wasOpen !== (chat.settings.auth === 'open')) this.#connected.partWithGuests();
  }

  /** Takes nobody in, commits what is under way, says goodbye to everyone, closes the log. */
  async stop(): Promise<void> {
    const { chat, index, log, markerFile, turn, upkeep, webhooks } = this.#parts;
    clearInterval(this.#checks);
    this.#isStopping = true;
    const closed = this.#listening.close();
    this.#door.dropArrivals();
    this.#web?.server.stop();
    chat.sends.stop();
    webhooks.stop();
    await closed;
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
    void this.#listening.check();
    this.#endWhenEmpty(now);
  }

  #endWhenEmpty(now: number): void {
    const { endWhenEmptyMs = 0, onEmpty } = this.#options;
    if (this.#empty === undefined) return;
    if (this.#door.connections.size + this.#logLines.count > 0) this.#empty.somebody(now);
    else if (!this.#isStopping && this.#empty.isOver(now)) {
      this.#parts.note({ event: 'empty', seconds: endWhenEmptyMs / 1000 });
      this.#empty.somebody(now);
      onEmpty?.();
    }
  }
}
