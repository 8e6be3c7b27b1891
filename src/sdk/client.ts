// The face of the client core: what a person or a program can do, and the state that comes of it.
import {
  checkContent,
  checkRoomName,
  type Event,
  isRefusal,
  type Kind,
  type ReplyOf,
  type ReplyType,
  type RequestOf,
} from '../protocol/index.ts';
import type { Credentials, Outcome, Refused } from './account.ts';
import { createActions } from './actions.ts';
import type { Clock } from './clock.ts';
import type { Settled } from './delivery.ts';
import { ownReactions } from './fold.ts';
import { messageIds } from './ids.ts';
import type { Kept, KeptMessage } from './kept.ts';
import type { OffsetMinutes } from './local-time.ts';
import { initialState } from './reduce.ts';
import { Session } from './session.ts';
import { readTyped } from './slash.ts';
import { isLoggedOut, isShutOut, loggedOutWords, shutOutWords } from './standing.ts';
import type { Pending, Quest, State } from './state.ts';
import { Store } from './store.ts';
import type { Transport } from './transport.ts';
import { unreadPlace } from './unread.ts';
import { type Direction, revisionIn } from './visit.ts';

export interface ClientOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number;
  /** The wish; without one the server finds a name. */
  readonly name?: string;
  /** The first room, which is on the screen. A program has none: it enters rooms without a backlog. */
  readonly room?: string;
  /** Rooms that are open from the beginning, in this order; the first room stands before those without it. */
  readonly rooms?: readonly string[];
  /** What an earlier run left (`getKept`): this one is the same session, and sends what that one could not. */
  readonly kept?: Kept;
  /** Comes in as this account, with its password; said once, from then on the token does. */
  readonly account?: Credentials;
  /** Comes in as this account where the kept token is refused. */
  readonly fallback?: Credentials;
  /** The kept token is that of an account's session which another program has: it gets one of its own beside it. */
  readonly another?: boolean;
  /** For the times that people type; UTC unless told. */
  readonly offset?: OffsetMinutes;
  /** Which program this is, for the operator: `chat-client 0.1.0`. */
  readonly client?: string;
  readonly bot?: boolean;
  /** Sees every line, for a debug view; passwords and tokens are masked. */
  readonly onWire?: (direction: 'in' | 'out', line: string) => void;
  /** Hears each event of the server once the state has it; not to be thrown from. */
  readonly onEvent?: (event: Event) => void;
  /** Called before a message is written to the wire, when `getKept` has it as written; not to be thrown from. */
  readonly onWrite?: () => void;
  /** Hears once what became of each message that was sent; not to be thrown from. */
  readonly onSettled?: (id: string, settled: Settled) => void;
}

export interface SendOptions {
  readonly kind?: Kind;
  readonly target?: number;
  /** Of one's own choice: in one session the same id is the same message, however often it is sent. */
  readonly id?: string;
}

/** Questions that a view or a program asks by itself, and hears the answers of: the protocol's requests. */
export type Asked = RequestOf<
  | 'sessions'
  | 'revoke'
  | 'whois'
  | 'profile'
  | 'moderate'
  | 'bans'
  | 'room'
  | 'rooms'
  | 'members'
  | 'history'
  | 'search'
>;

export interface Client {
  /** The same object while nothing has changed. */
  getState(): State;
  /** @returns what ends the subscription */
  subscribe(listener: () => void): () => void;
  /**
   * What another run needs to go on where this one ends; the same object while it has not changed, which
   * is to be looked at whenever listeners hear. The name wished for counts only where its token is refused.
   */
  getKept(): Kept;
  start(): void;
  /**
   * Waits until what is pending is acknowledged, at most `drainMs` (2,000), then closes. Resolves when
   * the server has seen that: who ends before counts as lost there, and the name is held.
   */
  stop(options?: { readonly drainMs?: number }): Promise<void>;
  /**
   * As another session of that account; also where the connection was ended, which it then makes anew.
   * Of all five: undefined if it is done. A password is handed on, and kept nowhere.
   */
  logIn(name: string, password: string): Outcome;
  /** Makes the name an account. @param code an invitation, where the server asks for one */
  register(password: string, code?: string): Outcome;
  /** Ends the session for good, and the connection with it. */
  logOut(): Outcome;
  /** Ends all other sessions of the account. */
  changePassword(old: string, next: string): Outcome;
  /** Deletes the account. */
  unregister(password: string): Outcome;
  /** @returns the answer, or why there is none */
  ask<Type extends ReplyType>(request: Asked, reply: Type): Promise<ReplyOf<Type> | Refused>;
  /** When waiting: tries now. */
  reconnect(): void;
  /**
   * What a person typed in the current room: a command or a message.
   * @returns false if it can't be sent (a notice says why): leave it to be corrected
   */
  submit(text: string): boolean;
  /** @returns the message's id; it is pending at once */
  send(room: string, content: string, options?: SendOptions): string;
  /**
   * What another program was to send, in its order, each with the id that it has: as what is kept of an earlier
   * run. Whatever there is no place for is not in `getKept` afterwards.
   */
  take(messages: readonly KeptMessage[]): void;
  /** Gives the message another text. @returns the change's id; it is pending at once, as all below */
  edit(room: string, seq: number, text: string): string;
  /** Also takes back a reaction of one's own, by its `seq`. */
  delete(room: string, seq: number): string;
  /** Reacts to the message; takes it back where one has reacted so already. */
  react(room: string, seq: number, emoji: string): void;
  /** Makes it the current room, and joins it if need be. */
  show(room: string): void;
  /** Enters it, whatever is on the screen. */
  join(room: string): void;
  leave(room: string): void;
  /** Takes back a message that was not written yet. @returns false where it was: it may be in the log */
  cancel(id: string): boolean;
  /** Holds only the newest of a room, for who has done with what is older. */
  trim(room: string, most: number): void;
  loadOlder(room: string): void;
  /** Shows a message where it was said: its room, joined if need be, as it was around it. */
  goTo(room: string, seq: number): void;
  /** The same with the first message of that time (milliseconds since 1970) or later. */
  goToTime(room: string, atMs: number): void;
  /**
   * To the first message that one has not seen. @returns its `seq` where it is held, and nothing is done;
   * undefined where it is visited as by `goTo`, or where nothing is unread
   */
  goToUnread(room: string): number | undefined;
  /** More of what was said before or after what is visited, as one scrolls there. */
  loadAround(direction: Direction): void;
  /** Back to what the room says now; sending something there does the same. */
  endVisit(): void;
  /** Call at every key: it tells the room at most every three seconds. */
  typing(room: string): void;
  setStatus(status: 'online' | 'away', text?: string): void;
  /** Whether the person sees the screen, so that what comes counts as read. */
  setLooking(isLooking: boolean): void;
  /** Whether who comes and goes is told from now on. */
  setPresenceHidden(isHidden: boolean): void;
  /** A line of the client's own in the current room. */
  notice(text: string, kind?: 'info' | 'problem'): void;
}

/** How often a room hears that one is writing. */
const typingEveryMs = 3_000;
const defaultDrainMs = 2_000;

export function createClient(options: ClientOptions): Client {
  const { clock, random } = options;
  const store = new Store<State>(
    initialState(
      options.name ?? '',
      options.room === undefined ? undefined : roomKey(options.room),
      options.rooms?.map(roomKey),
    ),
  );
  const session = new Session(store, options);
  const nextId = messageIds(random);
  const typedAt = new Map<string, number>();
  const getState = store.get;

  const client: Client = {
    getState,
    subscribe: store.subscribe,
    getKept: () => session.kept,
    start: () => session.start(),
    reconnect: () => session.start(),
    logIn: (name, password) => become((account) => account.logIn(name, password)),
    register: (password, code) => become((account) => account.register(password, code)),
    logOut: () => become((account) => account.logOut()),
    changePassword: (old, next) => become((account) => account.changePassword(old, next)),
    unregister: (password) => become((account) => account.unregister(password)),
    ask: (request, reply) => session.answer(request, reply),
    stop: async ({ drainMs = defaultDrainMs } = {}) => {
      if (drainMs > 0) await drained(store, session, clock, drainMs);
      session.end('You have left.');
      await session.farewell;
    },
    submit(text) {
      const { current } = getState();
      const typed = readTyped(normalizeLines(text));
      if ('message' in typed) return say(current, typed.message);
      if ('problem' in typed) return complain(typed.problem);
      const actions = createActions(current, session, client);
      const run = () => typed.command.run(actions, typed.rest);
      session.batch(run);
      return true;
    },
    send(name, content, { kind = 'text', target, id = nextId() } = {}) {
      const text = normalizeLines(content);
      const more = target === undefined ? {} : { target };
      const common = { id, room: roomKey(name), kind, ...more, at: clock.now() };
      const pending: Pending = { type: 'pending', ...common, content: text, delivery: 'pending' };
      session.batch(() => {
        const checked = checkContent(kind, text);
        if (!isRefusal(checked)) session.delivery.submit({ ...pending, content: checked });
        else session.delivery.refuse(pending, checked);
      });
      return id;
    },
    take: (messages) => session.batch(() => session.delivery.restore(messages)),
    edit: (name, seq, text) => client.send(name, text, { kind: 'edit', target: seq }),
    delete: (name, seq) => client.send(name, '', { kind: 'delete', target: seq }),
    react(name, seq, emoji) {
      const { rooms, me } = getState();
      const room = rooms.get(roomKey(name));
      const given = ownReactions(revisionIn(getState(), roomKey(name), seq), emoji, me);
      const isUnderWay = room?.pending.some(({ kind, target, content }) => {
        if (kind === 'reaction') return target === seq && content === emoji;
        return kind === 'delete' && given.some((reaction) => reaction.seq === target);
      });
      if (isUnderWay) return;
      session.batch(() => {
        if (given.length === 0) client.send(name, emoji, { kind: 'reaction', target: seq });
        for (const reaction of given) client.delete(name, reaction.seq);
      });
    },
    show: (name) => session.batch(() => session.rooms.show(roomKey(name))),
    join: (name) => session.batch(() => session.rooms.open(roomKey(name))),
    cancel: (id) => session.cancel(id),
    trim: (room, most) => session.batch(() => session.dispatch({ type: 'trimmed', room, most })),
    leave: (name) => session.batch(() => leaveRoom(session, roomKey(name))),
    loadOlder(name) {
      const state = getState().rooms.get(name);
      if (state) session.batch(() => session.rooms.loadOlder(state));
    },
    goTo: (name, seq) =>
      session.batch(() => {
        session.rooms.show(roomKey(name));
        session.dispatch({ type: 'visited', room: roomKey(name), seq });
      }),
    goToTime: (name, atMs) => seek(name, { atMs }),
    goToUnread(name) {
      const room = getState().rooms.get(roomKey(name));
      const place = room && unreadPlace(room);
      if (place === undefined) return undefined;
      if ('held' in place) return place.held;
      seek(name, place);
      return undefined;
    },
    loadAround: (direction) => session.batch(() => session.visits.load(direction)),
    endVisit: () => session.batch(() => session.dispatch({ type: 'visitEnded' })),
    typing(name) {
      const last = typedAt.get(name) ?? Number.NEGATIVE_INFINITY;
      const now = clock.now();
      if (now - last < typingEveryMs || !getState().rooms.get(name)?.isJoined) return;
      typedAt.set(name, now);
      session.tell({ type: 'typing', room: name });
    },
    setStatus: (status, text = '') => session.batch(() => session.setStatus(status, text)),
    setLooking: (isLooking) => session.batch(() => session.dispatch({ type: 'looked', isLooking })),
    setPresenceHidden: (isHidden) =>
      session.batch(() => session.dispatch({ type: 'presenceHidden', isHidden })),
    notice: (text, kind = 'info') => session.notice(getState().current, kind, text),
  };
  return client;

  function become(run: (account: Session['account']) => Outcome): Outcome {
    const { promise, resolve } = Promise.withResolvers<Refused | undefined>();
    session.batch(() => resolve(run(session.account)));
    return promise;
  }

  function seek(name: string, from: Quest['from']): void {
    const room = roomKey(name);
    session.batch(() => {
      session.rooms.show(room);
      session.dispatch({ type: 'sought', quest: { room, from, isAsking: false } });
    });
  }

  function say(name: string, message: string): boolean {
    if (message.trim() === '') return true;
    const refusal = getState().rooms.get(name)?.refusal;
    const checked = checkContent('text', message);
    if (isRefusal(checked)) return complain(checked.message);
    if (isLoggedOut(getState())) return complain(loggedOutWords);
    if (isShutOut(getState())) return complain(shutOutWords(getState()));
    if (refusal !== undefined) return complain(refusal);
    client.send(name, message);
    return true;
  }

  function complain(text: string): false {
    session.batch(() => session.notice(getState().current, 'problem', text));
    return false;
  }
}

function leaveRoom(session: Session, room: string): void {
  if (session.rooms.leave(room)) session.delivery.closeRoom(room, 'The room was left.');
}

/** `general` for `#General`. What is no name stays as it is: the server says what is wrong. */
function roomKey(name: string): string {
  const checked = checkRoomName(name);
  return isRefusal(checked) ? name : checked;
}

/** Line ends as the log has them, whatever a terminal or a clipboard brought. */
function normalizeLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Once nothing waits to be sent, or the time is over. */
function drained(
  store: Store<State>,
  session: Session,
  clock: Clock,
  drainMs: number,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.setTimer(drainMs, resolve);
  const check = () => {
    if (store.get().isEnded) return resolve();
    if (!session.delivery.isDone) return;
    session.reading.flush();
    // The answer is waited for: closed before, the connection would count as lost.
    if (session.reading.isDone) resolve();
  };
  const unsubscribe = store.subscribe(check);
  check();
  return promise.then(() => {
    cancel();
    unsubscribe();
  });
}
