// Sends what waits on disk: one program at a time, in order, each message once, whatever ends it in between.
import { directRoom, isRefusal } from '../../protocol/index.ts';
import type { ClientOptions } from '../../sdk/client.ts';
import type { KeptMessage } from '../../sdk/kept.ts';
import { Courier, type CourierOptions, type Fate, type Obstacle } from './courier.ts';
import type { Entrance } from './entrance.ts';
import type { OutboxFile, Waiting } from './outbox-file.ts';
import type { Claim } from './runs.ts';
import { type Seat, takeFirstSeat } from './seat.ts';

/** Another program of the same person is at it. */
export interface Elsewhere {
  readonly is: 'elsewhere';
  readonly why: string;
}

export const elsewhere: Elsewhere = {
  is: 'elsewhere',
  why: 'another program of yours sends what waits',
};

export type Hindrance = Obstacle | Elsewhere;

export interface FlusherOptions extends Pick<CourierOptions, 'patienceMs' | 'signal'> {
  readonly file: OutboxFile;
  /** Looked for when there is something to send; a sentence: there is no server. */
  readonly enter: () => Promise<Entrance | string>;
  /** Hears what became of each message, whoever left it. */
  readonly hear: (message: KeptMessage, fate: Fate) => void;
  /** Called once for each time that one comes in. */
  readonly entered?: (courier: Courier, entrance: Entrance) => void;
}

export class Flusher {
  readonly #options: FlusherOptions;
  #seat: Seat | undefined;
  #entrance: Entrance | undefined;
  #courier: Courier | undefined;
  /** Rooms in which nothing can be said for now; what is for them waits, and keeps its order. */
  readonly #closed = new Set<string>();

  constructor(options: FlusherOptions) {
    this.#options = options;
  }

  /** @returns why something still waits that could go out another time */
  async flush(): Promise<Hindrance | undefined> {
    const { file } = this.#options;
    if (file.size === 0 && file.furtherSeats().length === 0) return undefined;
    this.#seat ??= takeFirstSeat(file);
    if (this.#seat === undefined) return elsewhere;
    for (let next = file.next(this.#closed); next; next = file.next(this.#closed)) {
      const obstacle = await this.#send(next);
      if (obstacle) return obstacle;
    }
    return undefined;
  }

  /** Says goodbye, and lets others send. */
  async end(): Promise<void> {
    const { file } = this.#options;
    const courier = this.#courier;
    // Where something is left, its session is needed to say whether that was sent.
    const isNeeded = file.size > 0 || !this.#entrance || !courier;
    if (!isNeeded && this.#entrance?.account.isLeftBehind(courier.client.getKept()))
      await courier.client.logOut();
    await this.#drop();
    this.#seat?.leave();
    this.#seat = undefined;
  }

  async #send({ message, claim, to }: Waiting): Promise<Obstacle | undefined> {
    const { file, hear } = this.#options;
    const courier = this.#courier ?? (await this.#enter(claim));
    if (!(courier instanceof Courier)) return courier;
    this.#courier = courier;
    const entrance = this.#entrance as Entrance;
    let isWritten = false;
    const fate = await courier.deliver(addressed(message, to, courier.name), (whole) => {
      isWritten = true;
      file.mark(whole, claimOf(courier, entrance));
    });
    if (!isFate(fate)) {
      await this.#drop();
      return fate;
    }
    if (fate.is === 'delivered') file.sent(message.id, fate.seq, fate.ack);
    else if (fate.is === 'later') this.#leave(message, isWritten);
    else file.refuse(message.id, fate.why);
    hear(message, fate);
    return undefined;
  }

  /** Written, and refused: it is not in the log, so whoever comes next needs no session of this program. */
  #leave({ written: _, ...message }: KeptMessage, isWritten: boolean): void {
    this.#closed.add(message.room);
    if (isWritten) this.#options.file.mark(message, undefined);
  }

  async #enter(claim: Claim | undefined): Promise<Courier | Obstacle> {
    const { enter, patienceMs, signal, entered } = this.#options;
    const entrance = this.#entrance ?? (await enter());
    if (typeof entrance === 'string') return { is: 'unreachable', why: entrance };
    this.#entrance = entrance;
    const courier = new Courier({ ...optionsWith(entrance, claim), patienceMs, signal });
    const obstacle = await courier.enter();
    const isNoMore = !obstacle && claim?.account !== undefined && !courier.isAccount;
    if (obstacle || isNoMore) await courier.leave();
    else entered?.(courier, entrance);
    // That session has ended; the account has others.
    return isNoMore ? this.#enter(undefined) : (obstacle ?? courier);
  }

  async #drop(): Promise<void> {
    const courier = this.#courier;
    this.#courier = undefined;
    await courier?.leave();
  }
}

/** Where it was written once, it stays; else the room of two is that of the name which one has now. */
export function addressed(message: KeptMessage, to: string | undefined, name: string): KeptMessage {
  const room = to === undefined || message.written ? message.room : directRoom(name, to);
  // Nobody talks to themselves: then the server says so.
  return isRefusal(room) ? message : { ...message, room };
}

/** The session as others can come back to it: not to that of an account which every client of the person has. */
export function claimOf({ client, session, isAccount }: Courier, { isBeside }: Entrance): Claim {
  const { token, account } = client.getKept();
  return { session, account, token: isAccount && !isBeside ? undefined : token };
}

/** In that session, if one can come back to it. */
export function optionsWith({ options }: Entrance, claim: Claim | undefined): ClientOptions {
  if (claim?.token === undefined) return options;
  const { token, account } = claim;
  const owned = account === undefined ? {} : { account };
  const { account: _, another: __, ...rest } = options;
  return { ...rest, kept: { token, ...owned, pending: [] } };
}

export function isFate(outcome: Fate | Obstacle): outcome is Fate {
  return ['delivered', 'refused', 'unknown', 'later'].includes(outcome.is);
}
