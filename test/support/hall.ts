// The server's core with people in it, all in memory: no sockets, no files, time by hand.
import { type Line, LineSplitter, limits } from '../../src/protocol/index.ts';
import { AccountFile } from '../../src/server/accounts/account-file.ts';
import { AccountRows } from '../../src/server/accounts/account-rows.ts';
import { BanRows } from '../../src/server/accounts/ban-rows.ts';
import { KeptAccounts } from '../../src/server/accounts/kept-accounts.ts';
import { RoomRows } from '../../src/server/accounts/room-rows.ts';
import { SessionRows } from '../../src/server/accounts/session-rows.ts';
import { makeTokens } from '../../src/server/accounts/tokens.ts';
import type { Account } from '../../src/server/core/accounts.ts';
import { Bans } from '../../src/server/core/bans.ts';
import type { Chat, Note } from '../../src/server/core/chat.ts';
import { DirectRooms } from '../../src/server/core/direct-rooms.ts';
import { Duplicates } from '../../src/server/core/duplicates.ts';
import { endSessions } from '../../src/server/core/ending.ts';
import { Followers } from '../../src/server/core/followers.ts';
import { Hub } from '../../src/server/core/hub.ts';
import { Names } from '../../src/server/core/names.ts';
import { departAll, tellCounts } from '../../src/server/core/presence.ts';
import { ReadMarkers } from '../../src/server/core/read-markers.ts';
import { Recent } from '../../src/server/core/recent.ts';
import { RoomBook } from '../../src/server/core/room-book.ts';
import { RoomList } from '../../src/server/core/room-list.ts';
import { Sends } from '../../src/server/core/sends.ts';
import { isGuest, type Origin, type Session } from '../../src/server/core/session.ts';
import { defaultSettings, type Settings } from '../../src/server/core/settings.ts';
import { sharedRates } from '../../src/server/core/shared-rates.ts';
import { SlowMode } from '../../src/server/core/slow-mode.ts';
import { Conversation } from '../../src/server/requests/conversation.ts';
import type { Wire } from '../../src/server/requests/wire.ts';
import { quickCost, visitorFrom } from './account-store.ts';
import { MemoryLog } from './memory-log.ts';

/** Of every account in the hall. */
export const password = 'correct horse';

type Heard = Record<string, unknown> & { readonly type: string };

export class Hall {
  readonly log = new MemoryLog();
  /** Of accounts, rooms and bans: in memory, and quick with passwords. */
  readonly file = new AccountFile(':memory:');
  readonly rooms = new RoomBook(new RoomRows(this.file));
  readonly hub = new Hub(
    (text) => Buffer.from(text),
    (session, room) => this.rooms.roleIn(session, room),
  );
  readonly followers = new Followers((text) => Buffer.from(text));
  readonly notes: Note[] = [];
  readonly chat: Chat;
  readonly accounts: KeptAccounts;
  nowMs = Date.parse('2026-11-20T12:00:00.000Z');
  /** Set: what is sent waits for `commit`. */
  holdsCommits = false;
  #seed = 1;
  #fences = 0;

  constructor(settings: Partial<Settings> = {}, recentFloor = 0) {
    // All come from one address, any number of them, and time stands still.
    const rates = { hellosPerMinute: 0, maxRequestsPerSecond: 0 };
    const all = { ...defaultSettings, ...rates, ...settings };
    const recent = new Recent(all.maxRecentMessages, recentFloor, []);
    const duplicates = new Duplicates();
    const directRooms = new DirectRooms();
    const append = (...[draft, origin]: Parameters<MemoryLog['append']>) =>
      this.log.append(draft, origin);
    const sends = new Sends(append, this.hub, recent, duplicates);
    this.accounts = new KeptAccounts({
      file: this.file,
      bounds: all,
      now: () => this.nowMs,
      note: () => {},
      onEnded: (sessions) => endSessions(this.hub, sessions),
      onRemoved: () => this.rooms.reload(),
      asksCode: () => all.auth === 'invite',
      cost: quickCost,
    });
    this.chat = {
      hub: this.hub,
      directRooms,
      recent,
      sends,
      duplicates,
      log: this.log,
      readMarkers: new ReadMarkers(all),
      roomList: new RoomList(this.hub, this.log, this.rooms),
      settings: all,
      rates: sharedRates(all, this.nowMs),
      accounts: this.accounts,
      rooms: this.rooms,
      bans: new Bans(new BanRows(this.file), this.accounts),
      slowMode: new SlowMode(),
      names: new Names(this.hub, this.accounts, all.maxReservedNames, all.reserveNameMs),
      tokens: makeTokens(Buffer.alloc(32), () => this.nowMs),
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

  /** Somebody with an account, and in these rooms. */
  async enterAccount(name: string, ...rooms: string[]): Promise<Person> {
    const person = this.connect();
    person.say({ type: 'hello', name });
    await person.asks({ type: 'register', password });
    person.say(...rooms.map((room) => ({ type: 'join', room })));
    this.forget();
    return person;
  }

  /** Somebody with an account, which is made where there is none; by another session each time. */
  enterAs(name: string, role: Account['role'] = 'member', ...rooms: string[]): Person {
    return this.enterFrom('192.0.2.1', name, role, ...rooms);
  }

  enterFrom(
    address: string,
    name: string,
    role: Account['role'] = 'member',
    ...rooms: string[]
  ): Person {
    const person = this.connect(false, address);
    person.say({ type: 'hello', token: this.tokenFor(name, role) });
    for (const room of rooms) person.say({ type: 'join', room });
    this.forget();
    return person;
  }

  /** The same person by another device. */
  enterAlso(person: Person, ...rooms: string[]): Person {
    const other = this.connect();
    other.say({ type: 'hello', token: person.token, another: true });
    other.say(...rooms.map((room) => ({ type: 'join', room })));
    this.forget();
    return other;
  }

  /** Every password that was asked for has been looked at: they are, one after the other. */
  async passwordsDone(): Promise<void> {
    const nobody = `nobody-${++this.#fences}`;
    const visitor = visitorFrom(nobody);
    await this.accounts.logIn({ name: nobody, password, visitor, bornAfter: 0 });
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Of a new session of that account, which is made where there is none. */
  tokenFor(name: string, role: Account['role'] = 'member'): string {
    const rows = new AccountRows(this.file);
    const made = { name, password: '', role, nowMs: this.nowMs - 1000 };
    const { id } = rows.findByName(name) ?? rows.add(made) ?? never();
    const visitor = visitorFrom('192.0.2.1');
    const sessions = new SessionRows(this.file, defaultSettings);
    return sessions.open(id, visitor, this.log.last, this.nowMs).token;
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
    for (const { message } of group) this.chat.directRooms.add(message);
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
  /** By which the session can be resumed. */
  token: string | undefined;
  /** Why the connection ended, as far as the server ended it. */
  ended: string | undefined;
  /** Its last words, where it said why. */
  farewell: object | undefined;
  readonly #hall: Hall;
  readonly #conversation: Conversation;
  #asked = 0;
  #changed: () => void = () => {};
  readonly #lines = new LineSplitter(limits.maxRequestLineBytes);

  constructor(hall: Hall, origin: Origin) {
    this.#hall = hall;
    this.#conversation = new Conversation(hall.chat, this, origin);
    hall.people.push(this);
  }

  get session(): Session | undefined {
    return this.#conversation.session;
  }

  /** The time to say hello is running. */
  get isGreeting(): boolean {
    return this.#conversation.isGreeting;
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
    if (session && this.#isIn(session)) {
      if (isGuest(session)) {
        this.#hall.chat.names.reserve(session.name, session.id, this.#hall.nowMs);
      } else this.#hall.accounts.saw(session.id);
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

  /** The first object of that type, which may still be on its way: passwords take their time. */
  async hears(type: string): Promise<Heard> {
    for (;;) {
      const found = this.heard.find((object) => object.type === type);
      if (found) return found;
      if (this.ended !== undefined) throw new Error(`Ended (${this.ended}) without "${type}"`);
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  /** Says one thing and waits for its answer. */
  async asks(request: object): Promise<Heard> {
    const id = `ask-${++this.#asked}`;
    this.say({ ...request, id });
    while (this.ended === undefined) {
      const found = this.heard.find((object) => object.id === id);
      if (found) return found;
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
    throw new Error(`Ended (${this.ended}) without an answer`);
  }

  /** The server ended the connection. */
  async ends(): Promise<string> {
    while (this.ended === undefined) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
    return this.ended;
  }

  push(lines: string | Uint8Array): void {
    const text = typeof lines === 'string' ? lines : Buffer.from(lines).toString();
    for (const line of text.split('\n').slice(0, -1)) {
      const object = JSON.parse(line) as Heard;
      this.heard.push(object);
      if (typeof object.token === 'string') this.token = object.token;
    }
    this.#changed();
  }

  bye(reason: string, reconnect: boolean): void {
    this.ended = reason;
    this.farewell = { type: 'bye', reason, reconnect };
    this.#conversation.stop();
    this.#changed();
  }

  end(reason = 'closed'): void {
    this.ended = reason;
    const { session } = this.#conversation;
    if (session && this.#isIn(session)) departAll(this.#hall.hub, session);
    this.#changed();
  }

  /** Not where another connection has taken the session over, or it waits in the lobby. */
  #isIn(session: Session): boolean {
    return this.#hall.hub.sessionById(session.id) === session;
  }

  /** As the server does each second. */
  check(): void {
    this.#conversation.leaveLobby(this.#hall.nowMs);
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }
}

function never(): never {
  throw new Error('Somebody else has a name that looks like it.');
}
