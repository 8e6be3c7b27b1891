// The whole server: builds the parts, joins them, starts and stops them.
import type { AddressInfo, Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccountUpkeep } from './account-upkeep.ts';
import { AccountFile } from './accounts/account-file.ts';
import { BanRows } from './accounts/ban-rows.ts';
import { KeptAccounts } from './accounts/kept-accounts.ts';
import type { HashCost } from './accounts/password.ts';
import { RoomRows } from './accounts/room-rows.ts';
import { openTokens } from './accounts/tokens.ts';
import { AddressRates } from './core/address-rates.ts';
import { Bans } from './core/bans.ts';
import type { Chat } from './core/chat.ts';
import { DirectRooms } from './core/direct-rooms.ts';
import { Duplicates, type Sending } from './core/duplicates.ts';
import { endSessions } from './core/ending.ts';
import { Followers } from './core/followers.ts';
import { Hub } from './core/hub.ts';
import { Names } from './core/names.ts';
import { departAll, tellCounts } from './core/presence.ts';
import { ReadMarkers } from './core/read-markers.ts';
import { RoomBook } from './core/room-book.ts';
import { RoomList } from './core/room-list.ts';
import { Sends } from './core/sends.ts';
import { isGuest } from './core/session.ts';
import { defaultSettings, type Settings } from './core/settings.ts';
import { sharedRates } from './core/shared-rates.ts';
import { SlowMode } from './core/slow-mode.ts';
import { Tally } from './core/tally.ts';
import type { LogIndex } from './derived/log-index.ts';
import { type FileLog, openFileLog } from './log/file-log.ts';
import { openIndex, readerOf, readRecent } from './log-reading.ts';
import { measuredOf } from './measured.ts';
import type { Connection } from './net/connection.ts';
import { Door } from './net/door.ts';
import type { EndReason } from './net/link.ts';
import { Turn } from './net/outbox.ts';
import { haveOwnCertificate, ownFiles } from './net/own-certificate.ts';
import { PlainText } from './net/plain-text.ts';
import { Tls, type TlsFiles } from './net/tls.ts';
import { Conversation } from './requests/conversation.ts';
import type { ServerNote } from './server-note.ts';
import { type MarkerFile, openMarkerFile } from './state/marker-file.ts';
import { LogLines } from './web/log-lines.ts';
import { Metrics } from './web/metrics.ts';
import { openWeb, type Web, type WebOptions } from './web/open-web.ts';
import { type BuiltFiles, readBuiltFiles } from './web/page.ts';
import { Proxies } from './web/proxies.ts';
import type { Route } from './web/route.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
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

/** How often silence, large rooms' counts and late greetings are looked at, and read markers saved. */
const checkEveryMs = 1000;
/** How long the other sides have to take their last word. */
const stopPatienceMs = 2000;

/** Rejects with the system's error where port or log can't be had, or with the log's own refusal. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const settings = { ...defaultSettings, ...options.settings };
  const { now = Date.now, random = Math.random } = options;
  const tally = new Tally();
  const note = (each: ServerNote) => {
    count(tally, each);
    options.note?.(each);
  };
  const tls = await openTls(options, settings.helloTimeoutMs, now);
  if (tls) note({ event: 'certificate', ...tls.identity });
  const folder = options.web ? options.web.folder : undefined;
  const files = folder === undefined ? new Map() : await readBuiltFiles(folder);
  // Commits come only after an append, so `sends` is there when the first one does.
  let sends: Sends;
  const log = await openFileLog<Sending>({
    path: options.logPath,
    durability: settings.durability,
    clock: now,
    onCommit: (group, waitedMs) => {
      const beganMs = performance.now();
      const deliveries = sends.committed(group);
      turn.flush();
      tally.committed(group.length, waitedMs);
      tally.delivered(deliveries, performance.now() - beganMs);
      followers.tell(group);
      for (const { message } of group) directRooms.add(message);
    },
    onRefused: (group) => sends.refused(group),
    report: note,
  });
  const turn = new Turn();
  const accountFile = openAccountFile(log, `${options.logPath}.accounts.db`);
  const rooms = new RoomBook(new RoomRows(accountFile));
  const tokens = await openTokens(`${options.logPath}.key`, now);
  const readMarkers = new ReadMarkers(settings);
  const markerFile = await openMarkerFile({
    path: `${options.logPath}.read`,
    markers: readMarkers,
    sinceMs: now() - settings.keepReadMs,
    note,
  });
  const encodeText = (text: string) => Buffer.from(text);
  const hub = new Hub(encodeText, (session, room) => rooms.roleIn(session, room));
  const accounts = new KeptAccounts({
    file: accountFile,
    bounds: settings,
    now,
    note,
    onEnded: (sessions) => endSessions(hub, sessions),
    onRemoved: () => upkeep.reloadRooms(),
    asksCode: settings.auth === 'invite',
    ...(options.passwordCost && { cost: options.passwordCost }),
  });
  const followers = new Followers(encodeText);
  const duplicates = new Duplicates();
  const directRooms = new DirectRooms();
  const recent = readRecent(log, settings, duplicates, directRooms);
  sends = new Sends((draft, origin) => log.append(draft, origin), hub, recent, duplicates);
  const index = openIndex(log, directRooms, note);
  const reader = readerOf(log, index);
  const chat: Chat = {
    hub,
    directRooms,
    recent,
    sends,
    duplicates,
    tokens,
    settings,
    now,
    random,
    note,
    accounts,
    rooms,
    bans: new Bans(new BanRows(accountFile), accounts, (message) =>
      note({ event: 'bans-failed', message }),
    ),
    slowMode: new SlowMode(),
    names: new Names(
      hub,
      accounts,
      settings.maxReservedNames,
      settings.reserveNameMs,
      log.last > 0 ? now() : undefined,
    ),
    log: reader,
    readMarkers,
    roomList: new RoomList(hub, reader, rooms),
    rates: sharedRates(settings, now()),
    serverVersion: options.version,
  };
  const upkeep = new AccountUpkeep(chat, accounts);
  const server = new RunningServer(chat, options, {
    log,
    index,
    upkeep,
    markerFile,
    turn,
    tls,
    files,
    note,
    tally,
    followers,
  });
  await server.listen();
  return server;
}

/** Where it can't be had, the log is left as it was. */
function openAccountFile(log: FileLog<Sending>, path: string): AccountFile {
  try {
    return new AccountFile(path);
  } catch (error) {
    void log.close();
    throw error;
  }
}

async function openTls(
  { tls, logPath }: ServerOptions,
  handshakeTimeoutMs: number,
  now: () => number,
): Promise<Tls | undefined> {
  if (tls === undefined) return undefined;
  const files = tls === 'auto' ? ownFiles(logPath) : tls;
  if (files.isOwn) await haveOwnCertificate(files, now());
  return Tls.open(files, handshakeTimeoutMs, now);
}

/** What the operator hears of is counted too, where it may come to be much. */
function count(tally: Tally, note: ServerNote): void {
  if (!('event' in note)) return;
  if (note.event === 'refused') tally.refused(note.code);
  else if (note.event === 'disconnected') tally.ended(note.reason);
}

/** What a running server is made of, beside its core. */
interface Parts {
  readonly log: FileLog<Sending>;
  readonly index: LogIndex;
  readonly upkeep: AccountUpkeep;
  readonly markerFile: MarkerFile;
  readonly turn: Turn;
  readonly tls: Tls | undefined;
  readonly files: BuiltFiles;
  readonly note: (note: ServerNote) => void;
  readonly tally: Tally;
  readonly followers: Followers;
}

/** Made by `startServer`. */
export class RunningServer {
  readonly #chat: Chat;
  readonly #options: ServerOptions;
  readonly #log: FileLog<Sending>;
  readonly #index: LogIndex;
  readonly #upkeep: AccountUpkeep;
  readonly #markerFile: MarkerFile;
  readonly #turn: Turn;
  readonly #tls: Tls | undefined;
  readonly #note: NonNullable<ServerOptions['note']>;
  readonly #tally: Tally;
  readonly #logLines: LogLines;
  readonly #proxies: Proxies;
  readonly #plainText: PlainText;
  readonly #web: Web | undefined;
  readonly #door: Door;
  readonly #conversations = new Map<Connection, Conversation>();
  #listening: Server[] = [];
  #checks: NodeJS.Timeout | undefined;
  /** Nobody is let in any more. */
  #isStopping = false;
  #areAllGoing = false;

  constructor(chat: Chat, options: ServerOptions, parts: Parts) {
    this.#chat = chat;
    this.#options = options;
    this.#log = parts.log;
    this.#index = parts.index;
    this.#upkeep = parts.upkeep;
    this.#markerFile = parts.markerFile;
    this.#turn = parts.turn;
    this.#tls = parts.tls;
    this.#note = parts.note;
    this.#tally = parts.tally;
    this.#logLines = new LogLines(chat, parts.followers);
    this.#proxies = new Proxies(options.proxies ?? []);
    this.#plainText = new PlainText({
      isInsecure: options.isInsecure === true,
      hasTls: parts.tls !== undefined,
      isProxy: (address) => this.#proxies.isTrusted(address),
    });
    this.#web = this.#openWeb(parts.files);
    this.#door = new Door({
      turn: parts.turn,
      settings: chat.settings,
      now: chat.now,
      onConnection: (connection) => this.#enter(connection),
      web: this.#web?.server,
      tls: parts.tls,
      isProxy: (address) => this.#proxies.isTrusted(address),
      plainText: this.#plainText,
      onRefused: ({ code }, { address }) => {
        this.#note({ event: 'refused', code, name: '', address });
        parts.tally.ended('refused');
      },
    });
  }

  #openWeb(files: BuiltFiles): Web | undefined {
    const { web = {}, host } = this.#options;
    if (!web) return undefined;
    return openWeb(web, {
      host,
      files,
      routes: this.#routes(),
      proxies: this.#proxies,
      plainText: this.#plainText,
      rates: new AddressRates(this.#chat.settings.httpPerMinute),
      now: this.#chat.now,
      onRefused: (code, { address }) => {
        this.#note({ event: 'refused', code, name: '', address });
      },
      door: () => this.#door,
      isStopping: () => this.#isStopping,
      whyNotReady: () => {
        if (this.#isStopping) return 'The server is going down.';
        return this.#log.isFailing ? 'The log cannot be written.' : undefined;
      },
    });
  }

  /** What the web answers beside the page. */
  #routes(): readonly Route[] {
    const { web = {}, version } = this.#options;
    const measured = measuredOf({
      tally: this.#tally,
      version,
      index: this.#index,
      logLines: this.#logLines,
      hub: this.#chat.hub,
      sessions: () =>
        [...this.#conversations].filter(([, { session }]) => session).map(([by]) => by),
      connections: () => this.#door.connections,
    });
    return [this.#logLines, new Metrics(measured, web ? web.metricsToken : undefined)];
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
    return this.#tls?.identity.fingerprint;
  }

  #at(index: number): AddressInfo {
    return this.#listening[index]?.address() as AddressInfo;
  }

  /** Goes on in the file that the log's path names now, and with the certificate as it is now. */
  async reopen(): Promise<void> {
    await this.#log.reopen();
    this.#index.refind();
    if (!this.#tls) return;
    const before = this.fingerprint;
    await this.#tls.reload();
    if (this.fingerprint !== before) this.#note({ event: 'certificate', ...this.#tls.identity });
  }

  /** Takes nobody in, commits what is under way, says goodbye to everyone, closes the log. */
  async stop(): Promise<void> {
    clearInterval(this.#checks);
    this.#isStopping = true;
    for (const listening of this.#listening) listening.close();
    this.#door.dropArrivals();
    this.#web?.server.stop();
    this.#chat.sends.stop();
    await this.#index.close();
    // While the log's lock still keeps other servers away.
    await this.#markerFile.close();
    await this.#log.close();
    this.#areAllGoing = true;
    this.#logLines.close();
    for (const connection of this.#door.connections) connection.bye('shutting-down', true);
    this.#turn.flush();
    this.#upkeep.close();
    await this.#allGone();
  }

  async #allGone(): Promise<void> {
    const connections = [...this.#door.connections];
    const closed = Promise.all(connections.map((connection) => connection.closed()));
    await Promise.race([closed, sleep(stopPatienceMs, undefined, { ref: false })]);
    for (const connection of connections) connection.destroy();
    this.#web?.server.destroy();
  }

  #enter(connection: Connection): void {
    const conversation = new Conversation(this.#chat, connection, connection.origin);
    this.#conversations.set(connection, conversation);
    const connections = this.#conversations.size;
    this.#note({ event: 'connected', ...wayOf(connection), connections });
    connection.listen({
      receive: (lines) => conversation.receive(lines),
      finish: () => conversation.finish(),
      drained: () => conversation.goOn(),
      gone: (reason) => this.#leave(connection, conversation, reason),
    });
  }

  #leave(connection: Connection, conversation: Conversation, reason: EndReason): void {
    conversation.stop();
    this.#conversations.delete(connection);
    const { session } = conversation;
    const name = session?.name ?? '';
    this.#note({ event: 'disconnected', ...wayOf(connection), name, reason });
    // Another connection may have taken the session over.
    if (!session || this.#chat.hub.sessionById(session.id) !== session) return;
    this.#upkeep.left(session);
    // Where all go at once, nobody has to hear who went first.
    if (this.#areAllGoing) return;
    // Who left of its own accord needs no place kept, and an account's name is its own anyway.
    if (reason !== 'closed' && isGuest(session))
      this.#chat.names.reserve(session.name, session.owner, this.#chat.now());
    departAll(this.#chat.hub, session, reason === 'closed' ? undefined : reason);
  }

  #check(): void {
    const now = this.#chat.now();
    const { settings, hub } = this.#chat;
    for (const [connection, conversation] of this.#conversations) {
      const isLate = now - connection.openedMs >= settings.helloTimeoutMs;
      if (isLate && conversation.isGreeting) conversation.expire();
      else {
        connection.check(now, settings);
        conversation.leaveLobby(now);
      }
    }
    this.#door.check(now);
    this.#chat.bans.sweep(now);
    this.#logLines.check();
    this.#upkeep.check();
    tellCounts(hub);
    void this.#markerFile.save();
    void this.#log.checkPlace();
  }
}

/** What the operator hears of how somebody came. */
function wayOf({ transport, isSecure, origin }: Connection) {
  return { transport, tls: isSecure, address: origin.address };
}

function hostAndPort({ address, family, port }: AddressInfo): string {
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}
