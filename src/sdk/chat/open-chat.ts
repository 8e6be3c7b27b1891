// Coming in, and the chat that comes of it: the client core and all that a program is given of it, put together.
import {
  checkUserName,
  type Event,
  foldName,
  type ReplyOf,
  type ReplyType,
} from '../../protocol/index.ts';
import type { Asked } from '../client.ts';
import type { Clock } from '../clock.ts';
import { isMine } from '../fold.ts';
import type { ConnectionState, Message } from '../state.ts';
import type { Transport } from '../transport.ts';
import { Arrivals } from './arrivals.ts';
import { asked } from './asking.ts';
import type {
  Abortable,
  Ack,
  Chat,
  ChatOptions,
  CloseOptions,
  FollowOptions,
  Found,
  HistoryOptions,
  Members,
  MembersOptions,
  Page,
  PageOptions,
  Room,
  RoomList,
  SearchOptions,
  SendOptions,
} from './chat.ts';
import { aborted, ChatError } from './chat-error.ts';
import { Core } from './core.ts';
import { accepted, enter, roomNamed } from './entering.ts';
import { eventsOf } from './event-queue.ts';
import type { ChatEvent, ChatEvents, ConnectionEvent } from './events.ts';
import { follow } from './following.ts';
import { given } from './given.ts';
import { Hearing } from './hearing.ts';
import { Keeper, type KeptChat, loadKept } from './keep.ts';
import { find, membersOf, pageOf, readBack } from './pages.ts';
import { Sending } from './sending.ts';

/** What the platform gives beside the options. */
export interface Ground {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  /** The kept session is that of another program which runs: this one needs its own beside it. */
  readonly another?: boolean;
}

/**
 * Resolves once one is in, and in all the rooms.
 * @throws (rejects) `name-invalid`, `no-server`, `untrusted`, `auth-failed`, `banned`, what `join` throws, `keep-failed`, `aborted`
 */
export async function openChat(ground: Ground, options: ChatOptions = {}): Promise<Chat> {
  // Of another name that the server found instead a program would not know.
  if (options.name) accepted(checkUserName(options.name));
  const kept = await loadKept(options.keep);
  if (options.signal?.aborted) throw aborted(options.signal);
  const chat = new OpenChat(ground, options, kept);
  try {
    await chat.begin(options);
  } catch (error) {
    await chat.close({ drainMs: 0 });
    throw error;
  }
  return chat;
}

class OpenChat implements Chat {
  readonly #core: Core;
  readonly #arrivals: Arrivals;
  readonly #sending: Sending;
  readonly #hearing = new Hearing();
  readonly #keeper: Keeper;
  readonly #signal: AbortSignal | undefined;
  #connection: ConnectionEvent;
  #hasEnded = false;

  constructor(ground: Ground, options: ChatOptions, kept: KeptChat) {
    const { name, client, bot = true, keep, signal } = options;
    this.#signal = signal;
    this.#core = new Core({
      ...ground,
      ...credentialsOf(options, kept),
      ...given({ name, client }),
      bot,
      kept,
      onEvent: (event) => this.#heard(event),
      onSettled: (id, settled) => this.#sending.settle(id, settled),
    });
    this.#arrivals = new Arrivals(this.#core.client, (message) => this.#hearing.add(message));
    this.#sending = new Sending(this.#core);
    this.#keeper = new Keeper(keep, kept, (error) => {
      this.#hearing.add({ type: 'error', error });
      this.#hearing.tell();
    });
    this.#connection = connectionOf(this.#core.state.connection);
    this.#core.client.subscribe(() => this.#changed());
    signal?.addEventListener('abort', this.#abort);
  }

  async begin({ rooms = [], wait = false, signal }: ChatOptions): Promise<void> {
    this.#core.client.start();
    await this.#core.until(({ connection, me }) => {
      const { status, why = 'No server answers.', code = 'no-server' } = connection;
      if (status === 'waiting' && !wait) throw new ChatError(code, why);
      return me.session !== undefined && status === 'live' ? true : undefined;
    }, signal);
    await Promise.all(rooms.map((room) => this.join(room, { signal })));
    await this.#keeper.done();
  }

  get name(): string {
    return this.#core.state.me.name;
  }

  get session(): string {
    return this.#core.state.me.session ?? '';
  }

  get rooms(): readonly string[] {
    const rooms = [...this.#core.state.rooms.values()];
    return rooms.filter(({ refusal }) => refusal === undefined).map(({ name }) => name);
  }

  get connection(): ConnectionEvent {
    return this.#connection;
  }

  async send(room: string, content: string, options: SendOptions = {}): Promise<Ack> {
    return this.#sending.send(this.#named(room), content, options);
  }

  edit(room: string, seq: number, content: string, options?: SendOptions): Promise<Ack> {
    return this.send(room, content, { ...options, kind: 'edit', target: seq });
  }

  delete(room: string, seq: number, options?: SendOptions): Promise<Ack> {
    return this.send(room, '', { ...options, kind: 'delete', target: seq });
  }

  react(room: string, seq: number, emoji: string, options?: SendOptions): Promise<Ack> {
    return this.send(room, emoji, { ...options, kind: 'reaction', target: seq });
  }

  reply(room: string, seq: number, content: string, options?: SendOptions): Promise<Ack> {
    return this.send(room, content, { ...options, target: seq });
  }

  messages(room: string, { since, signal }: FollowOptions = {}): Messages {
    const name = this.#named(room);
    const isKept = since === 'kept';
    const place = isKept ? this.#keeper.placeIn(name) : since;
    // From now on means: from this call, and not from when the loop begins.
    const now = this.#core.state.rooms.get(name)?.timeline.newest;
    return follow({
      core: this.#core,
      arrivals: this.#arrivals,
      room: name,
      since: place ?? now,
      signal,
      passed: (seq) => isKept && this.#keeper.passed(name, seq),
    });
  }

  history(room: string, options: HistoryOptions = {}): Messages {
    return readBack(this.#core, this.#named(room), options);
  }

  async page(room: string, { at, signal, ...place }: PageOptions = {}): Promise<Page> {
    const name = this.#named(room);
    await enter(this.#core, name, signal);
    const question = { ...given({ ...place, at: at?.toISOString() }), room: name };
    return pageOf(this.#core, question, signal);
  }

  async search(query: string, options: SearchOptions = {}): Promise<Found> {
    const where = options.room === undefined ? {} : { room: this.#named(options.room) };
    return find(this.#core, query, { ...options, ...where });
  }

  async join(room: string, { signal }: Abortable = {}): Promise<Room> {
    const { name, topic, count, timeline } = await enter(this.#core, this.#named(room), signal);
    return { name, topic, count, last: timeline.newest ?? 0 };
  }

  leave(room: string): void {
    this.#core.client.leave(this.#named(room));
  }

  async listRooms(prefix?: string, { signal }: Abortable = {}): Promise<RoomList> {
    const beginning = given({ prefix: prefix?.replace(/^#/, '') });
    const { rooms, more } = await this.ask({ type: 'rooms', ...beginning }, 'rooms', { signal });
    return { rooms, more };
  }

  async members(room: string, options: MembersOptions = {}): Promise<Members> {
    const name = this.#named(room);
    await enter(this.#core, name, options.signal);
    return membersOf(this.#core, name, options);
  }

  ask<Type extends ReplyType>(
    request: Asked,
    reply: Type,
    { signal }: Abortable = {},
  ): Promise<ReplyOf<Type>> {
    return asked(this.#core, request, reply, signal);
  }

  setStatus(status: 'online' | 'away', text?: string): void {
    this.#core.client.setStatus(status, text);
  }

  typing(room: string): void {
    this.#core.client.typing(this.#named(room));
  }

  isOwn(message: Pick<Message, 'id'>): boolean {
    return isMine(message, this.#core.state.me);
  }

  on<Type extends keyof ChatEvents>(
    type: Type,
    listener: (event: ChatEvents[Type]) => unknown,
  ): () => void {
    return this.#hearing.on(type, listener);
  }

  events(signal?: AbortSignal): AsyncGenerator<ChatEvent, void, undefined> {
    return eventsOf(this.#core, this.#hearing, signal);
  }

  async close({ drainMs }: CloseOptions = {}): Promise<void> {
    if (!this.#core.state.isEnded) await this.#core.client.stop(given({ drainMs }));
    this.#core.finish(new ChatError('closed', 'The chat is closed.'));
    this.#end();
    await this.#keeper.done();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #named(room: string): string {
    return roomNamed(this.#core.state, room);
  }

  readonly #abort = (): void => {
    if (this.#signal) this.#core.finish(aborted(this.#signal));
    void this.close({ drainMs: 0 });
  };

  /** In the middle of a read: nobody is told before the core has done with it. */
  #heard(event: Event): void {
    if (event.type === 'message') this.#arrivals.lookInto(event.room);
    else if (isTold(event)) {
      this.#hearing.add(event);
      // What changes nothing in the state brings no word of a change.
      void Promise.resolve().then(() => this.#hearing.tell());
    }
  }

  #changed(): void {
    this.#keeper.look(this.#core.client.getKept());
    this.#arrivals.look();
    const { connection } = this.#core.state;
    const isNews =
      connection.status !== this.#connection.status ||
      connection.attempt !== this.#connection.attempt;
    if (isNews) {
      this.#connection = connectionOf(connection);
      this.#hearing.add(this.#connection);
    }
    if (this.#core.state.isEnded) this.#end();
    this.#hearing.tell();
  }

  #end(): void {
    const why = this.#core.over;
    if (this.#hasEnded || why === undefined) return;
    this.#hasEnded = true;
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#sending.end(why);
    const isAsked = why.code === 'closed' || why.code === 'aborted';
    if (!isAsked) this.#hearing.add({ type: 'error', error: why });
  }
}

type Messages = AsyncGenerator<Message, void, undefined>;

/** A session that is kept is used on: with the password each run would begin another one. */
function credentialsOf({ name, password }: ChatOptions, { account }: KeptChat) {
  if (name === undefined || password === undefined) return {};
  const credentials = { name, password };
  const isKept = account !== undefined && foldName(account) === foldName(name);
  return isKept ? { fallback: credentials } : { account: credentials };
}

/** The latency is no news of the connection. */
function connectionOf({ latencyMs: _, ...connection }: ConnectionState): ConnectionEvent {
  return { type: 'connection', ...connection };
}

const untold: readonly string[] = ['message', 'ping', 'bye'] satisfies Event['type'][];

function isTold(event: Event): event is Exclude<Event, { type: 'message' | 'ping' | 'bye' }> {
  return !untold.includes(event.type);
}
