// What could not be sent from the screen, on disk: the next start sends it, also where this one was killed.
import { existsSync } from 'node:fs';
import type { Client } from '../sdk/client.ts';
import type { CancelTimer, Clock } from '../sdk/clock.ts';
import type { Settled } from '../sdk/delivery.ts';
import { type Kept, type KeptMessage, readKept } from '../sdk/kept.ts';
import { tryLock } from './sending/lock.ts';
import { type Claim, OutboxFile } from './sending/outbox-file.ts';

/** Most messages are acknowledged within milliseconds: they never touch the disk. */
const delayMs = 1_000;

/**
 * - While something of it is on disk this program has the lock: no other sends the same.
 * - What is refused is on the screen with its reason, and is kept aside.
 */
export class ScreenOutbox {
  readonly #path: string;
  readonly #clock: Clock;
  /** By id, as the disk has them. */
  readonly #held = new Map<string, KeptMessage>();
  readonly #fates = new Map<string, Settled>();
  #file: OutboxFile | undefined;
  #release: (() => void) | undefined;
  #cancel: CancelTimer | undefined;
  #client: Client | undefined;
  #seen: Kept['pending'] | undefined;

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  /**
   * What waits, to begin with; another program that sends it just now goes on with it.
   * @param kept of the person's account
   */
  start(kept: Kept | undefined): Kept | undefined {
    if (!existsSync(this.#path)) return kept;
    try {
      if (!this.#lock()) return kept;
      const waiting = this.#open()
        .waiting()
        .filter(({ refused }) => refused === undefined);
      for (const { message } of waiting) this.#held.set(message.id, message);
      this.#letGo();
      const claim = waiting.find(({ claim }) => claim?.token !== undefined)?.claim;
      const pending = waiting.map(({ message }) => message);
      // Of an account every session will do; a guest is one session.
      return readKept({ ...(kept ?? sessionOf(claim)), pending });
    } catch {
      return kept;
    }
  }

  /** From then on what waits is kept. */
  follow(client: Client): void {
    this.#client = client;
    client.subscribe(() => {
      const { pending } = client.getKept();
      if (pending === this.#seen) return;
      this.#seen = pending;
      // Whoever comes after a sudden end must know that it was written, and in which session.
      if (pending.some((message) => this.#isNewlyWritten(message))) this.#save(false);
      else this.#cancel ??= this.#clock.setTimer(delayMs, () => this.#save(false));
    });
  }

  readonly settled = (id: string, settled: Settled): void => {
    if (this.#held.has(id)) this.#fates.set(id, settled);
  };

  /** At the end of the program, whatever ends it. @returns how many messages wait */
  flush(): number {
    this.#save(true);
    this.#release?.();
    return this.#client?.getKept().pending.length ?? 0;
  }

  #save(isEnd: boolean): void {
    this.#cancel?.();
    this.#cancel = undefined;
    try {
      this.#write(isEnd);
    } catch {
      // Where nothing can be kept on disk, what waits is in memory, as it always was.
    }
  }

  #write(isEnd: boolean): void {
    const { pending = [] } = this.#client?.getKept() ?? {};
    if (pending.length === 0 && this.#held.size === 0) return;
    // Who has the lock would send what stands there: it is ours to send until the end.
    if (!this.#lock() && !isEnd) {
      this.#cancel = this.#clock.setTimer(delayMs, () => this.#save(false));
      return;
    }
    const file = this.#open();
    const ids = new Set(pending.map(({ id }) => id));
    for (const id of this.#held.keys()) {
      if (ids.has(id)) continue;
      const fate = this.#fates.get(id);
      if (fate && 'code' in fate) file.refuse(id, fate.why);
      else file.sent(id, fate?.ack.seq ?? 0, '');
      this.#held.delete(id);
      this.#fates.delete(id);
    }
    for (const message of pending) this.#keep(message, file);
    this.#letGo();
  }

  #keep(message: KeptMessage, file: OutboxFile): void {
    const before = this.#held.get(message.id);
    if (before !== undefined && !this.#isNewlyWritten(message)) return;
    if (before === undefined && !file.add([message])) return;
    const claim = this.#claim(message);
    if (claim) file.mark(message, claim);
    this.#held.set(message.id, message);
  }

  /** On disk it is not known yet. */
  #isNewlyWritten({ id, written }: KeptMessage): boolean {
    const before = this.#held.get(id);
    return before !== undefined && before.written?.session !== written?.session;
  }

  /** The session that it was written in, if it was; an account's is kept elsewhere. */
  #claim({ written }: KeptMessage): Claim | undefined {
    const { token, account } = this.#client?.getKept() ?? {};
    if (written === undefined) return undefined;
    const isOwn = written.session === this.#client?.getState().me.session;
    const isGuest = account === undefined;
    return { session: written.session, account, token: isOwn && isGuest ? token : undefined };
  }

  #open(): OutboxFile {
    this.#file ??= new OutboxFile(this.#path);
    return this.#file;
  }

  #lock(): boolean {
    // The folder and the file are made by whoever is first.
    this.#open();
    this.#release ??= tryLock(`${this.#path}.lock`);
    return this.#release !== undefined;
  }

  #letGo(): void {
    if (this.#held.size > 0) return;
    this.#release?.();
    this.#release = undefined;
  }
}

function sessionOf(claim: Claim | undefined): Partial<Kept> {
  if (claim?.token === undefined) return {};
  const { token, account } = claim;
  return { token, ...(account === undefined ? {} : { account }) };
}
