// The texts that are still to be sent, one after the other, as far as the input has them.
import type { Read } from './input-messages.ts';

/** What there is to do next: a text, nothing any more, or nothing yet. */
export type Next = Read | undefined | 'not yet';

export class Outgoing {
  readonly #texts: AsyncIterator<Read>;
  readonly #signal: AbortSignal;
  #coming: Promise<Read | undefined> | undefined;
  #hasCome = false;
  #woken: () => void = () => {};

  /** @param signal ends it: what is not read by then is not read */
  constructor(texts: AsyncGenerator<Read>, signal: AbortSignal) {
    this.#texts = texts;
    this.#signal = signal;
  }

  /** The next one, which stays the next one; undefined: there is none. */
  peek(): Promise<Read | undefined> {
    this.#coming ??= this.#come();
    return this.#coming;
  }

  async take(): Promise<Read | undefined> {
    const next = await this.peek();
    this.#coming = undefined;
    return next;
  }

  /**
   * The same, but does not wait for longer than that. It is woken instead of waiting for the promise: an input may
   * say nothing for months, and a promise keeps something of everybody who has ever waited for it.
   */
  async takeWithin(ms: number): Promise<Next> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#woken = resolve;
    this.#coming ??= this.#come();
    if (this.#hasCome) return this.take();
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
    return this.#hasCome ? this.take() : 'not yet';
  }

  async #come(): Promise<Read | undefined> {
    this.#hasCome = false;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const abort = () => resolve(undefined);
    this.#signal.addEventListener('abort', abort);
    if (this.#signal.aborted) abort();
    try {
      const text = this.#texts.next().then(({ value, done }) => (done ? undefined : value));
      return await Promise.race([text, promise]);
    } finally {
      this.#signal.removeEventListener('abort', abort);
      this.#hasCome = true;
      this.#woken();
    }
  }
}
