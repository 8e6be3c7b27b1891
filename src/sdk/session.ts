// What is said to the server and what it says: hello, questions and their replies, events.
import {
  type ByeReason,
  type Event,
  events,
  type Reply,
  type ReplyOf,
  type ReplyType,
  type Request,
} from '../protocol/index.ts';
import { Account, type Credentials, notConnected, type Refused, unanswered } from './account.ts';
import type { CancelTimer, Clock } from './clock.ts';
import { Connection } from './connection.ts';
import { Delivery, type Settled } from './delivery.ts';
import { Gate } from './gate.ts';
import { afterRefusal, helloRequest, type Introduction } from './hello.ts';
import type { Input } from './inputs.ts';
import type { Kept } from './kept.ts';
import type { OffsetMinutes } from './local-time.ts';
import { News } from './news.ts';
import { type Beginning, OwnToken } from './own-token.ts';
import { Quests } from './quests.ts';
import { Reading } from './reading.ts';
import { reduce } from './reduce.ts';
import { Replies, type Waiting } from './replies.ts';
import { RoomSync } from './room-sync.ts';
import { isShutOut, shutOutWords } from './standing.ts';
import type { LossCode, State } from './state.ts';
import type { Store } from './store.ts';
import type { Talk } from './talk.ts';
import type { Transport } from './transport.ts';
import { Visits } from './visits.ts';
import { byeWords } from './words.ts';

const typingCheckMs = 1_000;

const tooMuchHeld: ReplyOf<'error'> = {
  type: 'error',
  code: 'rate-limited',
  message: 'One moment: the server is still at work.',
};

export interface SessionOptions extends Beginning {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly offset?: OffsetMinutes | undefined;
  readonly client?: string | undefined;
  readonly bot?: boolean | undefined;
  readonly onWire?: ((direction: 'in' | 'out', line: string) => void) | undefined;
  readonly onEvent?: ((event: Event) => void) | undefined;
  readonly onWrite?: (() => void) | undefined;
  readonly onSettled?: ((id: string, settled: Settled) => void) | undefined;
}

export class Session implements Talk {
  readonly rooms: RoomSync;
  readonly delivery: Delivery;
  readonly visits: Visits;
  readonly quests: Quests;
  readonly offset: OffsetMinutes;
  readonly reading: Reading;
  readonly account: Account;
  readonly news: News;
  readonly #store: Store<State>;
  readonly #options: SessionOptions;
  readonly #connection: Connection;
  readonly #replies = new Replies();
  readonly #gate = new Gate();
  /** Timers that make sense on this connection alone. */
  readonly #timers = new Set<CancelTimer>();
  /** Whoever waits for an answer that a lost connection does not bring. */
  readonly #unanswered = new Set<() => void>();
  /** One's sessions as they were listed last, for who names one by its number. */
  listed: readonly string[] = [];
  readonly #watchedRooms = new Set<string>();
  #introduction: Introduction = { name: '', tries: 0 };
  readonly #own: OwnToken;

  constructor(store: Store<State>, options: SessionOptions) {
    this.#store = store;
    this.#options = options;
    this.rooms = new RoomSync(this);
    this.delivery = new Delivery(this, options);
    this.visits = new Visits(this);
    this.quests = new Quests(this);
    this.offset = options.offset ?? (() => 0);
    this.reading = new Reading(this);
    this.account = new Account(this);
    this.news = new News(this, () => this.now());
    this.#connection = new Connection(options, {
      onOpen: () => this.#introduce(),
      onChange: (connection) => this.dispatch({ type: 'connection', connection }),
      onLost: () => this.#forget(),
      onObject: (object) => this.#receive(object),
      onBye: (reason) => this.#saidBye(reason),
      batch: (run) => this.batch(run),
    });
    this.#own = new OwnToken(options);
    this.delivery.restore(options.kept?.pending ?? []);
  }

  get isLive(): boolean {
    return this.#connection.isLive;
  }

  get isEnded(): boolean {
    return this.getState().isEnded;
  }

  get writer(): string | undefined {
    return this.#own.writer;
  }

  now(): number {
    return this.#options.clock.now();
  }

  getState(): State {
    return this.#store.get();
  }

  start(): void {
    this.batch(() => this.#connection.retry());
  }

  end(why: string, code?: LossCode): void {
    this.batch(() => this.#connection.end(why, code));
  }

  /** Resolves when the server has seen the end, or never will. */
  get farewell(): Promise<void> {
    return this.#connection.farewell;
  }

  /** Views hear once of all that happens within; what follows from it for the wire goes out. */
  batch(run: () => void): void {
    this.#store.batch(() => {
      run();
      if (this.isLive && !this.#gate.isShut) this.#sync();
    });
  }

  dispatch(input: Input): void {
    this.#store.set(reduce(this.#store.get(), input, this.#options.clock.now()));
  }

  ask<Type extends ReplyType>(request: Request, waiting: Waiting<Type>): void {
    if (!this.#gate.isShut) this.#connection.send(this.#replies.expect(request, waiting));
    else if (!this.#gate.hold(() => this.ask(request, waiting))) waiting.refused(tooMuchHeld);
  }

  /** Says what has no reply. */
  tell(request: Request): void {
    if (!this.#gate.isShut) this.#connection.send(request);
  }

  /** The answer as a promise, for who goes on with it outside: it is settled also where the connection is lost. */
  answer<Type extends ReplyType>(request: Request, reply: Type): Promise<ReplyOf<Type> | Refused> {
    if (!this.isLive) return Promise.resolve(notConnected);
    const { promise, resolve } = Promise.withResolvers<ReplyOf<Type> | Refused>();
    const lost = () => resolve(unanswered);
    const settle = (answer: ReplyOf<Type> | Refused) => {
      this.#unanswered.delete(lost);
      this.#hearAnswer(answer);
      resolve(answer);
    };
    this.#unanswered.add(lost);
    this.batch(() => this.ask(request, { reply, done: settle, refused: settle }));
    return promise;
  }

  /** To who did it the server sends no news. */
  #hearAnswer(answer: object): void {
    // Whatever was asked, what is heard here is a reply or a refusal.
    const reply = answer as Reply | Refused;
    if (!('type' in reply)) return;
    if (reply.type === 'profile') this.dispatch({ type: 'profiled', profile: reply });
    if (reply.type === 'room') this.news.shown(reply);
    if (reply.type === 'moderated') this.news.acted(reply, this.getState().current);
  }

  askAlone<Type extends ReplyType>(
    request: Request,
    reply: Type,
    done: (reply: ReplyOf<Type>) => void,
    refused: (error: Refused) => void,
  ): void {
    const answered =
      <Answer>(hear: (answer: Answer) => void) =>
      (answer: Answer) => {
        hear(answer);
        this.#gate.open();
      };
    this.ask(request, { reply, done: answered(done), refused: answered(refused) });
    this.#gate.shut();
  }

  askForEnd(request: Request, refused: (error: Refused) => void): void {
    const answered = (error: Refused) => {
      refused(error);
      this.#gate.open();
    };
    this.#connection.send(this.#replies.expectEnd(request, answered));
    this.#gate.shut();
  }

  cancel(id: string): boolean {
    let isTaken = false;
    this.batch(() => {
      isTaken = this.delivery.cancel(id);
    });
    return isTaken;
  }

  startAs(credentials: Credentials): void {
    this.#own.comeAs(credentials);
    this.start();
  }

  /** All that was asked is answered by now: the server keeps order. */
  becomeAnother(reply: ReplyOf<'welcome'>): void {
    this.#leaveRooms();
    this.dispatch({ type: 'sessionEnded' });
    this.#entered(reply);
  }

  /** Rooms stay joined, and nothing is on its way. */
  becomeOwned(reply: ReplyOf<'registered'>): void {
    const { name } = this.getState().me;
    if (name !== reply.name) this.dispatch({ type: 'renamed', from: name, name: reply.name });
    this.#own.hold(reply);
    this.dispatch(reply);
  }

  later(delayMs: number, run: () => void): void {
    const cancel = this.#options.clock.setTimer(delayMs, () => {
      this.#timers.delete(cancel);
      this.batch(run);
    });
    this.#timers.add(cancel);
  }

  notice(room: string, kind: 'info' | 'problem', text: string): void {
    const { rooms, current } = this.getState();
    this.dispatch({ type: 'noticed', room: rooms.has(room) ? room : current, kind, text });
  }

  tookName(name: string, token: string): void {
    this.#own.renamed(token);
    this.dispatch({ type: 'renamed', from: this.getState().me.name, name });
  }

  get kept(): Kept {
    return this.#own.keptWith(this.delivery.kept);
  }

  setStatus(status: 'online' | 'away', text: string): void {
    this.dispatch({ type: 'me', me: { status, statusText: text } });
    if (this.isLive) this.#tellStatus();
  }

  #introduce(): void {
    this.#introduction = this.#own.introduction(this.getState().me.name);
    this.#hello();
  }

  #hello(): void {
    this.ask(helloRequest(this.#introduction, this.#options), {
      reply: 'welcome',
      done: (reply) => this.#welcomed(reply),
      refused: (error) => this.#refusedHello(error),
    });
  }

  #refusedHello(error: ReplyOf<'error'>): void {
    const { current, me } = this.getState();
    const isPrompted = this.account.isAsking;
    this.account.settle(error);
    const { account } = this.#own;
    const next = afterRefusal(this.#introduction, error, account ?? me.name, account !== undefined);
    if ('end' in next || isPrompted) this.#own.forgetCredentials();
    if (isPrompted) return this.end(error.message, error.code);
    if ('laterMs' in next) this.#connection.lose(next.why, next.laterMs, error.code);
    else if ('end' in next) this.end(next.end, error.code);
    else {
      if (next.say !== undefined) this.notice(current, 'problem', next.say);
      this.#introduction = next.again;
      if (next.again.token === undefined) this.#forgetToken(next.again);
      this.#hello();
    }
  }

  #welcomed(reply: ReplyOf<'welcome'>): void {
    this.#own.welcomed();
    this.#connection.welcomed();
    this.#entered(reply);
    this.account.settle(undefined);
  }

  #entered(reply: ReplyOf<'welcome'>): void {
    const { me } = this.getState();
    if (me.name !== reply.name && me.session !== undefined) {
      this.dispatch({ type: 'renamed', from: me.name, name: reply.name });
    }
    this.#own.hold(reply);
    this.dispatch(reply);
    if (isShutOut(this.getState())) {
      this.notice(this.getState().current, 'problem', shutOutWords(this.getState()));
    }
    if (me.status === 'away') this.#tellStatus();
  }

  /** Who has a password too says that next. */
  #forgetToken({ name, password, tries }: Introduction): void {
    this.#dropToken();
    if (password === undefined) this.#introduction = this.#own.introduction(name, tries);
  }

  #dropToken(): void {
    const { account } = this.#own;
    if (account !== undefined) this.dispatch({ type: 'loggedOut', name: account });
    this.#own.drop();
  }

  #saidBye(reason: ByeReason): string {
    if (reason !== 'logged-out') return byeWords[reason];
    this.#dropToken();
    return this.account.ended();
  }

  #tellStatus(): void {
    const { status, statusText } = this.getState().me;
    const text = statusText ? { text: statusText } : {};
    this.ask({ type: 'status', status, ...text }, { reply: 'status', done() {}, refused() {} });
  }

  #forget(): void {
    this.#replies.clear();
    this.#gate.reset();
    this.account.lost();
    for (const lost of this.#unanswered) lost();
    this.#unanswered.clear();
    this.#leaveRooms();
  }

  #leaveRooms(): void {
    this.delivery.disconnected();
    this.reading.disconnected();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#watchedRooms.clear();
  }

  #receive(object: Reply | Event): void {
    if (object.type !== 'message' && 'id' in object && this.#replies.settle(object)) return;
    if (object.type === 'error') this.#refusedUnasked(object);
    else if (isInput(object)) this.dispatch(object);
    if (isEvent(object)) this.#options.onEvent?.(object);
    if (object.type === 'moderated') this.news.acted(object, this.getState().current);
    if (object.type === 'room') this.news.changed(object);
    if (object.type === 'typing') this.#watchTyping(object.room);
  }

  /** An error without an id: of a line that could not be read, or instead of a welcome. */
  #refusedUnasked(error: ReplyOf<'error'>): void {
    if (this.#connection.phase === 'greeting') this.#refusedHello(error);
    else this.notice(this.getState().current, 'problem', error.message);
  }

  #watchTyping(room: string): void {
    if (this.#watchedRooms.has(room)) return;
    this.#watchedRooms.add(room);
    this.later(typingCheckMs, () => {
      this.#watchedRooms.delete(room);
      this.dispatch({ type: 'expired', room });
      if (this.getState().rooms.get(room)?.typing.length) this.#watchTyping(room);
    });
  }

  #sync(): void {
    for (const room of this.getState().rooms.keys()) this.rooms.sync(room);
    this.reading.sync();
    this.quests.sync();
    this.visits.sync();
    this.delivery.sync(this.rooms);
  }
}

/** Events that the state understands as they come. */
const inputTypes: ReadonlySet<string> = new Set([
  'message',
  'presence',
  'renamed',
  'count',
  'typing',
  'read',
  'invited',
  'kicked',
] satisfies Input['type'][]);

/** Some replies are called as an event is; a reply bears the id of what it answers. */
function isEvent(object: Reply | Event): object is Event {
  return Object.hasOwn(events, object.type) && (object.type === 'message' || !('id' in object));
}

function isInput(object: Reply | Event): object is Extract<Reply | Event, Input> {
  return inputTypes.has(object.type);
}
