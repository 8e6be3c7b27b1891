// Brings messages to the server one after the other: each until the log has it, or it is known why it has not.
import {
  type ErrorCode,
  encode,
  errors,
  isDirectMember,
  isDirectRoom,
  isRetryable,
} from '../../protocol/index.ts';
import { type Client, type ClientOptions, createClient } from '../../sdk/client.ts';
import type { Settled } from '../../sdk/delivery.ts';
import type { KeptMessage } from '../../sdk/kept.ts';
import { isShutOut } from '../../sdk/standing.ts';
import type { RoomState, State } from '../../sdk/state.ts';
import { safeJson } from '../printed.ts';

/** What became of a message. */
export type Fate =
  /** @param ack the server's, as JSON; `seq` is 0, and that empty, where another run had it written */
  | { readonly is: 'delivered'; readonly seq: number; readonly ack: string }
  /** `unknown`: it may be in the log, and nobody can tell. `later`: the same may go through another time. */
  | { readonly is: 'refused' | 'unknown' | 'later'; readonly why: string };

/** Why there is no going on; what was handed over may have been written. */
export interface Obstacle {
  readonly is: 'unreachable' | 'shut-out' | 'replaced' | 'late' | 'interrupted';
  readonly why: string;
}

export interface CourierOptions extends Omit<ClientOptions, 'room'> {
  /** How long it may take until something is acknowledged. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Other programs may come in with the same session to do the same: they take turns. */
  readonly isShared?: boolean;
}

/** What a guest hears where none is let in. */
export const membersOnly =
  'this server is for members: say --name NAME with --login or --password-file, or log in once with chat-client';

/** How soon a session that another one took over is taken back, at random: it needs milliseconds for its turn. */
const turnMs = { least: 200, spread: 1_300 };
/** Messages of a room that are held: none of them is looked at. */
const maxHeld = 50;

export class Courier {
  readonly client: Client;
  readonly #options: CourierOptions;
  readonly #settled = new Map<string, Settled>();
  /** Hears of the one that is under way. */
  #noted: (message: KeptMessage) => void = () => {};
  #hasHeard = false;
  #isTakingTurns = false;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.client = createClient({
      ...options,
      onWire: (direction) => {
        this.#hasHeard ||= direction === 'in';
      },
      onWrite: () => this.client.getKept().pending.slice(0, 1).forEach(this.#noted),
      onSettled: (id, settled) => this.#settled.set(id, settled),
    });
    // Nobody looks: it must not count as read on the person's other devices.
    this.client.setLooking(false);
  }

  /** Once one is in. */
  get session(): string {
    return this.client.getState().me.session ?? '';
  }

  get name(): string {
    return this.client.getState().me.name;
  }

  /** An account's, or a guest's. */
  get isAccount(): boolean {
    return this.client.getState().me.isAccount === true;
  }

  /** @returns why one is not in */
  enter(): Promise<Obstacle | undefined> {
    this.client.start();
    return this.#until(({ connection }) => connection.status === 'live');
  }

  /**
   * One at a time: so a refusal lets nothing overtake.
   * @param noted called before it is written in this session, with what another run has to know of it
   */
  async deliver(
    message: KeptMessage,
    noted: (message: KeptMessage) => void = () => {},
  ): Promise<Fate | Obstacle> {
    const { id, room: name } = message;
    const closed = await this.#open(name);
    if (closed) return closed;
    const account = message.account ?? this.client.getKept().account;
    this.#noted = noted;
    this.client.take([{ ...message, ...(account === undefined ? {} : { account }) }]);
    const obstacle = await this.#until(() => this.#settled.has(id));
    this.client.trim(name, maxHeld);
    const settled = this.#settled.get(id);
    this.#settled.delete(id);
    if (settled) return fateOf(id, settled);
    return obstacle ?? later('it was not taken');
  }

  /** @param drainMs for the last word */
  leave(drainMs = 1_000): Promise<void> {
    const isLive = this.client.getState().connection.status === 'live';
    return this.client.stop({ drainMs: isLive ? drainMs : 0 });
  }

  /** In the room. */
  async #open(name: string): Promise<Fate | Obstacle | undefined> {
    const { me } = this.client.getState();
    if (isDirectRoom(name) && !isDirectMember(name, me.name))
      return later(`you are ${me.name} now, and ${name} is between others`);
    this.client.join(name);
    const obstacle = await this.#until(() => {
      const room = this.#room(name);
      return room === undefined || room.isJoined || room.refusal !== undefined;
    });
    if (obstacle) return obstacle;
    const room = this.#room(name);
    if (!room) return later('there are too many rooms for one session');
    const { refusal, refusalCode } = room;
    return refusal === undefined ? undefined : refused(refusal, refusalCode);
  }

  #room(name: string): RoomState | undefined {
    return this.client.getState().rooms.get(name);
  }

  /** Resolves when it is so, or when something stands in the way. */
  #until(isSo: (state: State) => boolean): Promise<Obstacle | undefined> {
    const { clock, patienceMs, signal } = this.#options;
    const { promise, resolve } = Promise.withResolvers<Obstacle | undefined>();
    const check = (): void => {
      if (isSo(this.client.getState())) return resolve(undefined);
      const obstacle = this.#obstacle();
      if (obstacle) resolve(obstacle);
    };
    // Who never said a word is no server, however long one waits.
    const late = () =>
      resolve({ is: this.#hasHeard ? 'late' : 'unreachable', why: this.#whyLate() });
    const interrupted = () => resolve({ is: 'interrupted', why: 'it was interrupted' });
    const cancel = clock.setTimer(patienceMs, late);
    const unsubscribe = this.client.subscribe(check);
    signal.addEventListener('abort', interrupted);
    if (signal.aborted) interrupted();
    check();
    return promise.finally(() => {
      cancel();
      unsubscribe();
      signal.removeEventListener('abort', interrupted);
    });
  }

  #whyLate(): string {
    const { connection, rooms } = this.client.getState();
    if (connection.status !== 'live') return connection.why ?? silence;
    const waiting = [...rooms.values()].flatMap(({ pending }) => pending);
    return waiting.find(({ why }) => why !== undefined)?.why ?? silence;
  }

  #obstacle(): Obstacle | undefined {
    const state = this.client.getState();
    const { status, code, why = 'the server can’t be reached' } = state.connection;
    if (isShutOut(state)) return { is: 'shut-out', why: membersOnly };
    if (state.isEnded && code === 'replaced') return this.#replaced(why);
    if (state.isEnded) return { is: 'shut-out', why };
    const isThere = this.#hasHeard || status !== 'waiting';
    return isThere ? undefined : { is: 'unreachable', why };
  }

  #replaced(why: string): Obstacle | undefined {
    const { isShared, clock, random } = this.#options;
    if (!isShared) return { is: 'replaced', why };
    if (this.#isTakingTurns) return undefined;
    this.#isTakingTurns = true;
    clock.setTimer(turnMs.least + random() * turnMs.spread, () => {
      this.#isTakingTurns = false;
      if (!this.#options.signal.aborted) this.client.reconnect();
    });
    return undefined;
  }
}

const silence = 'the server does not answer';

function later(why: string): Fate {
  return { is: 'later', why };
}

function fateOf(id: string, settled: Settled): Fate {
  if ('ack' in settled) {
    const { seq } = settled.ack;
    return {
      is: 'delivered',
      seq,
      ack: safeJson(encode({ type: 'ack', id, ...settled.ack }).trim()),
    };
  }
  const { code, why, isLogged } = settled;
  if (isLogged) return { is: 'delivered', seq: 0, ack: '' };
  return code === 'uncertain' ? { is: 'unknown', why } : refused(why, code);
}

function refused(why: string, code = ''): Fate {
  return isForNow(code) ? later(why) : { is: 'refused', why };
}

/** Another time it may go through. @param code may be one of the client's own */
export function isForNow(code: string): boolean {
  return code === 'outbox-full' || (Object.hasOwn(errors, code) && isRetryable(code as ErrorCode));
}
