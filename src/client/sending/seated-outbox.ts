// The outbox as a program has it that runs for long: what it holds there, at a seat while there is any of it.
import { existsSync } from 'node:fs';
import type { Clock } from '../../sdk/clock.ts';
import type { Settled } from '../../sdk/delivery.ts';
import type { KeptMessage } from '../../sdk/kept.ts';
import { isForNow } from './courier.ts';
import { OutboxFile, type Waiting } from './outbox-file.ts';
import type { Claim } from './runs.ts';
import { type Seat, takeFirstSeat, takeSeat } from './seat.ts';

export class SeatedOutbox {
  readonly path: string;
  /** By id, as the disk has them. */
  readonly #held = new Map<string, KeptMessage>();
  readonly #fates = new Map<string, Settled>();
  readonly #clock: Pick<Clock, 'now'>;
  /** Of other programs, taken over; and those of them that will not go out from here before that time. */
  readonly #taken = new Set<string>();
  readonly #left = new Map<string, number>();
  #file: OutboxFile | undefined;
  #seat: Seat | undefined;

  constructor(path: string, clock: Pick<Clock, 'now'>) {
    this.path = path;
    this.#clock = clock;
  }

  /** What waits from before, in its order, until `keep` hears nothing more of it. Nothing where another sends it. */
  restore(): readonly Waiting[] {
    return existsSync(this.path) ? this.#due(this.#open()) : [];
  }

  /** Whether another program has written it since this was last asked, or it is time for what was left. */
  wasChanged(): boolean {
    const now = this.#clock.now();
    const again = [...this.#left].filter(([, until]) => until <= now);
    for (const [id] of again) this.#left.delete(id);
    return this.#open().wasChanged() || again.length > 0;
  }

  /**
   * What is new to this program; undefined: another one sends it just now.
   * What was left, and what another session may have written and so is on its way, is not overtaken in its room.
   */
  fresh(session: string | undefined): readonly Waiting[] | undefined {
    const due = this.#due(this.#open());
    if (this.#seat?.number !== 0) return undefined;
    const closed = new Set<string>();
    return due.filter(({ message: { id, room }, claim }) => {
      if (this.#held.has(id)) return false;
      const isAnothers = claim !== undefined && claim.session !== session;
      if (isAnothers || this.#left.has(id)) closed.add(room);
      return !closed.has(room);
    });
  }

  /** Something waits at another's seat. When that program ends, nothing tells it but that the seat is free. */
  hasFurther(): boolean {
    return this.#open().furtherSeats().length > 0;
  }

  /** This program sends it from now on. */
  hold({ seat }: Waiting, message: KeptMessage): void {
    this.#held.set(message.id, message);
    if (seat === undefined) this.#taken.add(message.id);
  }

  /** What became of one; the disk hears it with `keep`. */
  settled(id: string, settled: Settled): void {
    if (this.#held.has(id)) this.#fates.set(id, settled);
  }

  /**
   * All that waits here by now is on disk, and nothing else of it.
   * @param claimOf the session that one was written in, if it was
   * @param isEnd it is for whoever comes next
   * @returns false: there was nothing to do
   */
  keep(
    pending: readonly KeptMessage[],
    claimOf: (message: KeptMessage) => Claim | undefined,
    isEnd: boolean,
  ): boolean {
    if (pending.length === 0 && this.#held.size === 0) {
      // To see whether there is anything one has taken it.
      this.letGo();
      return false;
    }
    const file = this.#open();
    this.#seat ??= takeSeat(file);
    // What has no seat would be sent by whoever has the first.
    if (this.#seat === undefined && !isEnd)
      throw new Error('messages wait at too many of your screens');
    const ids = new Set(pending.map(({ id }) => id));
    for (const id of this.#held.keys()) if (!ids.has(id)) this.#settle(id, file);
    for (const message of pending) this.#keep(message, claimOf(message), file);
    this.letGo();
    return true;
  }

  /** The seat is another program's, if nothing is held. */
  letGo(): void {
    if (this.#held.size === 0) this.leave();
  }

  /** What is held is for whoever comes next. */
  leave(): void {
    this.#seat?.leave();
    this.#seat = undefined;
  }

  #due(file: OutboxFile): readonly Waiting[] {
    this.#seat ??= takeFirstSeat(file);
    return this.#seat?.number === 0 ? file.due() : [];
  }

  #keep(message: KeptMessage, claim: Claim | undefined, file: OutboxFile): void {
    const before = this.#held.get(message.id);
    if (before && before.written?.session === message.written?.session) return;
    const seat = this.#seat?.number ?? 0;
    if (before && claim) file.mark(message, claim);
    else if (!before && !file.add([message], { claim, seat }))
      throw new Error('too much waits in the outbox');
    this.#held.set(message.id, message);
  }

  #settle(id: string, file: OutboxFile): void {
    const fate = this.#fates.get(id);
    // Of what nobody has heard anything it must not be taken that it was sent: whoever comes next will see.
    if (fate === undefined) this.#left.set(id, Number.POSITIVE_INFINITY);
    else if ('ack' in fate) file.sent(id, fate.ack.seq, '');
    else if (fate.isLogged) file.sent(id, 0, '');
    else if (this.#taken.has(id) && isForNow(fate.code)) this.#leave(id, file, fate.retryAfterMs);
    else file.refuse(id, fate.why);
    this.#held.delete(id);
    this.#fates.delete(id);
    this.#taken.delete(id);
  }

  /** It is not in the log, so whoever comes next needs no session of this program, and would take it away. */
  #leave(id: string, file: OutboxFile, retryAfterMs = Number.POSITIVE_INFINITY): void {
    this.#left.set(id, this.#clock.now() + retryAfterMs);
    const held = this.#held.get(id);
    if (held?.written === undefined) return;
    const { written: _, ...message } = held;
    file.mark(message, undefined);
  }

  /** Made by whoever is first, and anew where somebody has removed it. */
  #open(): OutboxFile {
    if (this.#file?.isGone()) {
      this.#held.clear();
      this.letGo();
      this.#file.close();
      this.#file = undefined;
    }
    this.#file ??= new OutboxFile(this.path, { isTyped: true });
    return this.#file;
  }
}
