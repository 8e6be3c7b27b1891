// One hook at work: the room's messages in their order, each until its receiver has acknowledged it.
import type { Message } from '../../../protocol/index.ts';
import type { Hook, Progress } from '../hook-rows.ts';
import { oneLine } from '../in/presentable.ts';
import { hookLimits } from '../limits.ts';
import { readRetryAfter, waitBefore } from './patience.ts';
import type { Answered, SendRequest } from './send-request.ts';
import { signed } from './standard-webhooks.ts';

/** What the operator hears of hooks: once for each change, not for each try. */
export interface HookNote {
  readonly event: 'hook-failing' | 'hook-recovered' | 'hook-dead' | 'hook-moved';
  readonly hook: string;
  readonly room: string;
  readonly why?: string;
  readonly position?: number;
}

export interface HandingOnNeeds {
  /** The oldest messages of the room after a seq. */
  readonly read: (room: string, after: number, limit: number) => Promise<readonly Message[]>;
  readonly send: SendRequest;
  /** In how many milliseconds it is its turn to send one message. */
  readonly turn: () => number;
  readonly now: () => number;
  /** Runs it later, and never at once. @returns what prevents that */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly random: () => number;
  readonly note: (note: HookNote) => void;
  readonly tried: (outcome: 'acknowledged' | 'failed') => void;
  /** Of the server: what a receiver sees as who asks. */
  readonly version: string;
}

const gone = 410;

/**
 * - One request is under way at most, and the next message waits for the acknowledgement of the one before.
 * - What is committed only wakes it (`wake`), which costs next to nothing.
 * - The position moves with each acknowledgement; whoever keeps it asks for it (`takeProgress`). Where that
 *   was not kept, messages are sent again, under the same ids.
 */
export class HandingOn {
  readonly hook: Hook;
  readonly #needs: HandingOnNeeds;
  readonly #ending = new AbortController();
  #progress: Progress;
  #isChanged = false;
  /**
   * - `idle`: all was handed on.
   * - `waiting`: it begins in a moment, or after a failure later.
   * - `busy`: it reads or sends.
   */
  #state: 'idle' | 'waiting' | 'busy' = 'idle';
  #wasWoken = false;
  #failures = 0;
  #cancel = () => {};

  constructor(hook: Hook, position: number, needs: HandingOnNeeds) {
    this.hook = hook;
    this.#needs = needs;
    const { isDead, failingSinceMs, deliveredMs, lastError } = hook;
    this.#progress = { position, isDead, failingSinceMs, deliveredMs, lastError };
    this.#isChanged = position !== hook.position;
    this.wake();
  }

  get isDead(): boolean {
    return this.#progress.isDead;
  }

  get isFailing(): boolean {
    return this.#progress.failingSinceMs !== undefined;
  }

  /** There may be something new in the room. */
  wake(): void {
    this.#wasWoken = true;
    if (this.#state === 'idle') this.#later(0);
  }

  /** What has moved since this was last asked; undefined: nothing. */
  takeProgress(): (Progress & Pick<Hook, 'id' | 'revision'>) | undefined {
    if (!this.#isChanged) return undefined;
    this.#isChanged = false;
    const { id, revision } = this.hook;
    return { id, revision, ...this.#progress };
  }

  /** It could not be kept: it is asked for again. */
  keepProgress(): void {
    this.#isChanged = true;
  }

  /** What is under way is cut off, and counts as not acknowledged. */
  stop(): void {
    this.#ending.abort();
    this.#cancel();
  }

  #later(ms: number): void {
    if (this.#ending.signal.aborted || this.isDead) return;
    this.#state = 'waiting';
    this.#cancel = this.#needs.after(ms, () => void this.#run());
  }

  async #run(): Promise<void> {
    this.#state = 'busy';
    for (let isOn = true; isOn && !this.#ending.signal.aborted; ) isOn = await this.#handOnPage();
  }

  /** @returns whether to go on at once */
  async #handOnPage(): Promise<boolean> {
    this.#wasWoken = false;
    const { room } = this.hook;
    let page: readonly Message[];
    try {
      page = await this.#needs.read(room, this.#progress.position, hookLimits.page);
    } catch {
      this.#later(hookLimits.rereadMs);
      return false;
    }
    for (const message of page) {
      await this.#turn();
      if (!(await this.#handOn(message))) return false;
    }
    if (page.length > 0 || this.#wasWoken) return true;
    this.#state = 'idle';
    return false;
  }

  /** After a stop it never comes, and nobody waits for it. */
  async #turn(): Promise<void> {
    const ms = this.#needs.turn();
    if (ms === 0) return;
    await new Promise<void>((resolve) => {
      this.#cancel = this.#needs.after(ms, resolve);
    });
  }

  /** @returns whether it was acknowledged */
  async #handOn(message: Message): Promise<boolean> {
    const { signal } = this.#ending;
    const answered = await this.#needs.send({ ...this.#requestOf(message), signal });
    if (signal.aborted) return false;
    const isTaken = 'status' in answered && answered.status >= 200 && answered.status < 300;
    this.#needs.tried(isTaken ? 'acknowledged' : 'failed');
    if (isTaken) this.#acknowledged(message.seq);
    else this.#failed(answered);
    return isTaken;
  }

  #requestOf(message: Message) {
    const { id, url, secret } = this.hook;
    const body = bodyOf(message);
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': `Partyline/${this.#needs.version}`,
      ...signed(secret, `${id}-${message.seq}`, this.#needs.now(), body),
    };
    return { url, headers, body };
  }

  #acknowledged(position: number): void {
    if (this.isFailing) this.#tell('hook-recovered', { position });
    this.#failures = 0;
    this.#change({
      ...{ position, isDead: false, failingSinceMs: undefined, lastError: '' },
      deliveredMs: this.#needs.now(),
    });
  }

  #failed(answered: Answered): void {
    const nowMs = this.#needs.now();
    const lastError = whyOf(answered);
    const { failingSinceMs = nowMs } = this.#progress;
    const isOver = nowMs - failingSinceMs >= this.hook.giveUpMs;
    const isDead = isOver || ('status' in answered && answered.status === gone);
    if (isDead) this.#tell('hook-dead', { why: lastError });
    else if (!this.isFailing) this.#tell('hook-failing', { why: lastError });
    this.#change({ ...this.#progress, isDead, failingSinceMs, lastError });
    const asked = 'status' in answered ? readRetryAfter(answered.retryAfter, nowMs) : 0;
    this.#later(waitBefore(++this.#failures, asked, this.#needs.random));
  }

  #change(progress: Progress): void {
    this.#progress = progress;
    this.#isChanged = true;
  }

  #tell(event: HookNote['event'], more: Pick<HookNote, 'why' | 'position'>): void {
    const { id, room } = this.hook;
    this.#needs.note({ event, hook: id, room, ...more });
  }
}

/** The wire's object; between whom it was is for the log alone. */
export function bodyOf({ between: _, ...message }: Message): string {
  return JSON.stringify({ type: 'message', ...message });
}

/** Also what a receiver made up: no more of it is shown than one line can hold. */
export function whyOf(answered: Answered): string {
  const why = 'status' in answered ? `status ${answered.status}` : answered.fault;
  return oneLine(why, hookLimits.maxErrorLength);
}
