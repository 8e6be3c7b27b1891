// What is said to the server and what it says: hello, questions and their replies, events.
import type { Event, Reply, ReplyOf, ReplyType, Request } from '../protocol/index.ts';
import type { CancelTimer, Clock } from './clock.ts';
import { Connection } from './connection.ts';
import { Delivery } from './delivery.ts';
import { afterRefusal, helloRequest, type Introduction } from './hello.ts';
import type { Input } from './inputs.ts';
import type { Kept } from './kept.ts';
import type { OffsetMinutes } from './local-time.ts';
import { Quests } from './quests.ts';
import { Reading } from './reading.ts';
import { reduce } from './reduce.ts';
import { Replies, type Waiting } from './replies.ts';
import { RoomSync } from './room-sync.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';
import type { Talk } from './talk.ts';
import type { Transport } from './transport.ts';
import { Visits } from './visits.ts';

const typingCheckMs = 1_000;

export interface SessionOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly offset?: OffsetMinutes | undefined;
  readonly client?: string | undefined;
  readonly bot?: boolean | undefined;
  readonly kept?: Kept | undefined;
  readonly onWire?: ((direction: 'in' | 'out', line: string) => void) | undefined;
}

export class Session implements Talk {
  readonly rooms: RoomSync;
  readonly delivery: Delivery;
  readonly visits: Visits;
  readonly quests: Quests;
  readonly offset: OffsetMinutes;
  readonly reading: Reading;
  readonly #store: Store<State>;
  readonly #options: SessionOptions;
  readonly #connection: Connection;
  readonly #replies = new Replies();
  /** Timers that make sense on this connection alone. */
  readonly #timers = new Set<CancelTimer>();
  readonly #watchedRooms = new Set<string>();
  #introduction: Introduction = { name: '', tries: 0 };
  #token: string | undefined;
  #kept: Kept = { pending: [] };

  constructor(store: Store<State>, options: SessionOptions) {
    this.#store = store;
    this.#options = options;
    this.rooms = new RoomSync(this);
    this.delivery = new Delivery(this, options.random);
    this.visits = new Visits(this);
    this.quests = new Quests(this);
    this.offset = options.offset ?? (() => 0);
    this.reading = new Reading(this);
    this.#connection = new Connection(options, {
      onOpen: () => this.#introduce(),
      onChange: (connection) => this.dispatch({ type: 'connection', connection }),
      onLost: () => this.#forget(),
      onObject: (object) => this.#receive(object),
      batch: (run) => this.batch(run),
    });
    this.#token = options.kept?.token;
    this.delivery.restore(options.kept?.pending ?? []);
  }

  get isLive(): boolean {
    return this.#connection.isLive;
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

  end(why: string): void {
    this.batch(() => this.#connection.end(why));
  }

  /** Views hear once of all that happens within; what follows from it for the wire goes out. */
  batch(run: () => void): void {
    this.#store.batch(() => {
      run();
      if (this.isLive) this.#sync();
    });
  }

  dispatch(input: Input): void {
    this.#store.set(reduce(this.#store.get(), input, this.#options.clock.now()));
  }

  ask<Type extends ReplyType>(request: Request, waiting: Waiting<Type>): void {
    this.#connection.send(this.#replies.expect(request, waiting));
  }

  /** Says what has no reply. */
  tell(request: Request): void {
    this.#connection.send(request);
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
    this.#token = token;
    this.dispatch({ type: 'renamed', from: this.getState().me.name, name });
  }

  get kept(): Kept {
    const token = this.#token;
    const pending = this.delivery.kept;
    if (token !== this.#kept.token || pending !== this.#kept.pending) {
      this.#kept = token === undefined ? { pending } : { token, pending };
    }
    return this.#kept;
  }

  setStatus(status: 'online' | 'away', text: string): void {
    this.dispatch({ type: 'me', me: { status, statusText: text } });
    if (this.isLive) this.#tellStatus();
  }

  #introduce(): void {
    const { name } = this.getState().me;
    const token = this.#token;
    this.#introduction = token === undefined ? { name, tries: 0 } : { name: '', token, tries: 0 };
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
    const next = afterRefusal(this.#introduction, error, me.name);
    if ('laterMs' in next) this.#connection.lose(next.why, next.laterMs);
    else if ('end' in next) this.end(next.end);
    else {
      if (next.say !== undefined) this.notice(current, 'problem', next.say);
      this.#introduction = next.again;
      this.#hello();
    }
  }

  #welcomed(reply: ReplyOf<'welcome'>): void {
    const { me } = this.getState();
    if (me.name !== reply.name && me.session !== undefined) {
      this.dispatch({ type: 'renamed', from: me.name, name: reply.name });
    }
    this.#token = reply.token;
    this.dispatch(reply);
    this.#connection.welcomed();
    if (me.status === 'away') this.#tellStatus();
  }

  #tellStatus(): void {
    const { status, statusText } = this.getState().me;
    const text = statusText ? { text: statusText } : {};
    this.ask({ type: 'status', status, ...text }, { reply: 'status', done() {}, refused() {} });
  }

  #forget(): void {
    this.#replies.clear();
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

function isInput(object: Reply | Event): object is Extract<Reply | Event, Input> {
  return inputTypes.has(object.type);
}
