// What a person types, on disk before it is sent until the server has it: the next start goes on, whatever ended this one.
import type { Client, ClientOptions } from '../sdk/client.ts';
import type { Clock } from '../sdk/clock.ts';
import { type Kept, type KeptMessage, readKept } from '../sdk/kept.ts';
import { isShutOut } from '../sdk/standing.ts';
import { addressed } from './sending/flusher.ts';
import { whyUnusable } from './sending/open-outbox.ts';
import type { Waiting } from './sending/outbox-file.ts';
import type { Claim } from './sending/runs.ts';
import { SeatedOutbox } from './sending/seated-outbox.ts';

/** How soon it is seen what other programs add: a look costs microseconds. */
const lookMs = 1_000;

/** How one comes in, as far as what waits depends on it. */
export type Entry = Pick<ClientOptions, 'kept' | 'account'>;

/**
 * - What is written to the wire is on disk before, and so is what can't be written yet.
 * - What other programs add goes out from here as well, while one is in.
 * - What is refused is on the screen with its reason, and is kept aside.
 * - Where nothing can be kept on disk that is said once, and what waits is in memory.
 */
export class TypedOutbox {
  readonly #outbox: SeatedOutbox;
  readonly #clock: Clock;
  #client: Client | undefined;
  #seen: Kept['pending'] | undefined;
  #isUnsaved = false;
  /** Other programs may have added something that was not looked at. */
  #isBehind = true;
  /** The person has heard that it can't be used, and it can't since. */
  #isTold = false;

  constructor(path: string, clock: Clock) {
    this.#outbox = new SeatedOutbox(path, clock);
    this.#clock = clock;
  }

  /** For a new client, that goes on with what waits. */
  begin({ kept, account }: Entry): Pick<ClientOptions, 'kept' | 'onWrite' | 'onSettled'> {
    let goingOn = kept;
    this.#tryTo(() => {
      goingOn = this.#goingOn(kept, account?.name ?? kept?.account);
    });
    return {
      onWrite: this.#see,
      onSettled: (id, settled) => this.#outbox.settled(id, settled),
      ...(goingOn ? { kept: goingOn } : {}),
    };
  }

  /** From then on what waits is kept. */
  follow(client: Client): void {
    this.#client = client;
    client.subscribe(this.#see);
    this.#look();
  }

  /** At the end of the program, whatever ends it. @returns how many messages wait */
  flush(): number {
    this.#tryTo(() => this.#save(true));
    this.#outbox.leave();
    return this.#client?.getKept().pending.length ?? 0;
  }

  #goingOn(kept: Kept | undefined, writer: string | undefined): Kept | undefined {
    const all = this.#outbox.restore();
    // With whom one is in a room is known once one is in: from there on it waits for that.
    const end = all.findIndex(({ to, message }) => to !== undefined && !message.written);
    const waiting = end === -1 ? all : all.slice(0, end);
    const pending = waiting.map((one) => this.#hold(one, one.message, writer));
    this.#outbox.letGo();
    const claim = waiting.find(({ claim }) => claim?.token !== undefined)?.claim;
    // Of an account every session will do; a guest is one session.
    return pending.length === 0 ? kept : readKept({ ...(kept ?? sessionOf(claim)), pending });
  }

  /** What no person typed is said by whoever one is. */
  #hold(waiting: Waiting, message: KeptMessage, writer: string | undefined): KeptMessage {
    const isTyped = waiting.seat !== undefined;
    const account = message.account ?? (isTyped ? undefined : writer);
    const whole = account === undefined ? message : { ...message, account };
    this.#outbox.hold(waiting, whole);
    return whole;
  }

  readonly #see = (): void => {
    const pending = this.#client?.getKept().pending;
    if (pending === this.#seen) return;
    this.#seen = pending;
    this.#isUnsaved = true;
    this.#tryTo(() => this.#save(false));
  };

  #save(isEnd: boolean): void {
    const { pending = [] } = this.#client?.getKept() ?? {};
    if (this.#outbox.keep(pending, (message) => this.#claim(message), isEnd)) this.#isTold = false;
    this.#isUnsaved = false;
  }

  /** The session that it was written in, if it was; an account's is kept elsewhere. */
  #claim({ written }: KeptMessage): Claim | undefined {
    const { token, account } = this.#client?.getKept() ?? {};
    if (written === undefined) return undefined;
    const isOwn = written.session === this.#client?.getState().me.session;
    const isGuest = account === undefined;
    return { session: written.session, account, token: isOwn && isGuest ? token : undefined };
  }

  #look(): void {
    this.#clock.setTimer(lookMs, () => {
      this.#tryTo(() => {
        if (this.#isUnsaved) this.#save(false);
        this.#isBehind ||= this.#outbox.wasChanged();
        if (this.#isBehind) this.#takeOver();
      });
      this.#look();
    });
  }

  /** What other programs have added since. */
  #takeOver(): void {
    const client = this.#client;
    const state = client?.getState();
    if (state?.connection.status !== 'live' || isShutOut(state)) return;
    const fresh = this.#outbox.fresh(state.me.session);
    if (fresh === undefined) return;
    this.#isBehind = this.#outbox.hasFurther();
    const { account } = client?.getKept() ?? {};
    const messages = fresh.map((one) =>
      this.#hold(one, addressed(one.message, one.to, state.me.name), account),
    );
    client?.take(messages);
    // Also where there was no place for one.
    this.#save(false);
  }

  #tryTo(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#tell(whyUnusable(error, this.#outbox.path) ?? (error as Error).message);
    }
  }

  /** What is said before one has come in is seen by nobody: it is tried again, and then said. */
  #tell(why: string): void {
    const status = this.#client?.getState().connection.status;
    if (this.#isTold || (status !== 'live' && status !== 'waiting')) return;
    this.#isTold = true;
    this.#client?.notice(`What you type is not kept while it is sent: ${why}`, 'problem');
  }
}

function sessionOf(claim: Claim | undefined): Partial<Kept> {
  if (claim?.token === undefined) return {};
  const { token, account } = claim;
  return { token, ...(account === undefined ? {} : { account }) };
}
