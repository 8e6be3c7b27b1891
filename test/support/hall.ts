// The server's core with people in it, all in memory: no sockets, no files, time by hand.
import { type Line, LineSplitter, limits } from '../../src/protocol/index.ts';
import { endAll } from '../../src/server/account-upkeep.ts';
import { AccountFile } from '../../src/server/accounts/account-file.ts';
import { KeptAccounts } from '../../src/server/accounts/kept-accounts.ts';
import { RoomRows } from '../../src/server/accounts/room-rows.ts';
import { makeTokens } from '../../src/server/accounts/tokens.ts';
import type { Chat, Note } from '../../src/server/core/chat.ts';
import { Duplicates } from '../../src/server/core/duplicates.ts';
import { Followers } from '../../src/server/core/followers.ts';
import { Hub } from '../../src/server/core/hub.ts';
import { Names } from '../../src/server/core/names.ts';
import { departAll, tellCounts } from '../../src/server/core/presence.ts';
import { ReadMarkers } from '../../src/server/core/read-markers.ts';
import { Recent } from '../../src/server/core/recent.ts';
import { RoomBook } from '../../src/server/core/room-book.ts';
import { RoomList } from '../../src/server/core/room-list.ts';
import { Sends } from '../../src/server/core/sends.ts';
import type { Origin, Session } from '../../src/server/core/session.ts';
import { defaultSettings, type Settings } from '../../src/server/core/settings.ts';
import { sharedRates } from '../../src/server/core/shared-rates.ts';
import { Conversation, type Wire } from '../../src/server/requests/conversation.ts';
import { MemoryLog } from './memory-log.ts';

type Heard = Record<string, unknown> & { readonly type: string };

export class Hall {
  readonly log = new MemoryLog();
  readonly hub = new Hub((text) => Buffer.from(text));
  readonly followers = new Followers((text) => Buffer.from(text));
  readonly notes: Note[] = [];
  readonly chat: Chat;
  /** Of accounts, rooms and bans: in memory, and quick with passwords. */
  readonly file = new AccountFile(':memory:');
  readonly accounts: KeptAccounts;
  nowMs = Date.parse('2026-11-20T12:00:00.000Z');
  /** Set: what is sent waits for `commit`. */
  holdsCommits = false;
  #seed = 1;

  constructor(settings: Partial<Settings> = {}, recentFloor = 0) {
    // All come from one address, and any number of them.
    const all = { ...defaultSettings, hellosPerMinute: 0, ...settings };
    const recent = new Recent(all.maxRecentMessages, recentFloor, []);
    const duplicates = new Duplicates();
    const append = (...[draft, origin]: Parameters<MemoryLog['append']>) =>
      this.log.append(draft, origin);
    const sends = new Sends(append, this.hub, recent, duplicates);
    const rooms = new RoomBook(new RoomRows(this.file));
    this.accounts = new KeptAccounts({
      file: this.file,
      bounds: all,
      now: () => this.nowMs,
      note: () => {},
      onEnded: (sessions) => endAll(this.chat, sessions),
      onRemoved: () => rooms.reload(),
      asksCode: all.auth === 'invite',
      cost: { memory: 8, passes: 1 },
    });
    this.chat = {
      hub: this.hub,
      recent,
      sends,
      duplicates,
      log: this.log,
      readMarkers: new ReadMarkers(all),
      roomList: new RoomList(this.hub, this.log),
      settings: all,
      rates: sharedRates(all, this.nowMs),
      accounts: this.accounts,
      rooms,
      names: new Names(this.hub, this.accounts, all.maxReservedNames, all.reserveNameMs),
      tokens: makeTokens(Buffer.alloc(32)),
      serverVersion: 'test',
      now: () => this.nowMs,
      random: () => this.#random(),
      note: (note) => this.notes.push(note),
    };
  }

  /** A connection that has said nothing yet. */
  connect(isLoopback = false, address = isLoopback ? '127.0.0.1' : '192.0.2.1'): Person {
    return new Person(this, { address, isLoopback });
  }

  /** Somebody who is in these rooms, and has read what that brought. */
  enter(name: string, ...rooms: string[]): Person {
    const person = this.connect();
    person.say({ type: 'hello', name });
    for (const room of rooms) person.say({ type: 'join', room });
    this.forget();
    return person;
  }

  readonly people: Person[] = [];

  /** What was heard so far does not matter. */
  forget(): void {
    for (const person of this.people) person.heard.length = 0;
  }

  commit(): void {
    const group = this.log.take();
    this.chat.sends.committed(group);
    this.followers.tell(group);
  }

  /** The log can't be written. */
  refuse(): void {
    const group = this.log.queue;
    this.log.queue = [];
    this.chat.sends.refused(group);
  }

  tellCounts(): void {
    tellCounts(this.hub);
  }

  #random(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }
}

export class Person implements Wire {
  readonly heard: Heard[] = [];
  readonly transport = 'line';
  hasHeartbeat = false;
  isBehind = false;
  isPaused = false;
  /** Why the connection ended, as far as the server ended it. */
  ended: string | undefined;
  /** Its last words, where it said why. */
  farewell: object | undefined;
  readonly #hall: Hall;
  readonly #conversation: Conversation;
  readonly #lines = new LineSplitter(limits.maxRequestLineBytes);

  constructor(hall: Hall, origin: Origin) {
    this.#hall = hall;
    this.#conversation = new Conversation(hall.chat, this, origin);
    hall.people.push(this);
  }

  get session(): Session | undefined {
    return this.#conversation.session;
  }

  say(...objects: object[]): void {
    this.sayLines(...objects.map((object) => JSON.stringify(object)));
  }

  sayLines(...lines: Line[]): void {
    this.#conversation.receive(lines);
    if (!this.#hall.holdsCommits) this.#hall.commit();
  }

  sayBytes(bytes: Uint8Array): void {
    this.#conversation.receive(this.#lines.push(bytes));
    if (!this.#hall.holdsCommits) this.#hall.commit();
  }

  /** What it was sent has left. */
  drained(): void {
    this.#conversation.goOn();
  }

  /** Says no more, as `nc -N` does. */
  finish(): void {
    this.#conversation.finish();
  }

  /** The link breaks. */
  vanish(): void {
    this.#conversation.stop();
    const { session } = this.#conversation;
    if (session) {
      this.#hall.chat.names.reserve(session.name, session.id, this.#hall.nowMs);
      departAll(this.#hall.hub, session, 'lost');
    }
  }

  /** What was heard, in short: types, or the fields named. */
  types(): string[] {
    return this.heard.map(({ type }) => type);
  }

  last(type: string): Heard {
    const found = this.heard.findLast((object) => object.type === type);
    if (!found) throw new Error(`No "${type}" among: ${this.types().join(' ')}`);
    return found;
  }

  push(lines: string | Uint8Array): void {
    const text = typeof lines === 'string' ? lines : Buffer.from(lines).toString();
    for (const line of text.split('\n').slice(0, -1)) this.heard.push(JSON.parse(line) as Heard);
  }

  bye(reason: string, reconnect: boolean): void {
    this.ended = reason;
    this.farewell = { type: 'bye', reason, reconnect };
    this.#conversation.stop();
  }

  end(reason = 'closed'): void {
    this.ended = reason;
    const { session } = this.#conversation;
    if (session) departAll(this.#hall.hub, session);
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }
}
