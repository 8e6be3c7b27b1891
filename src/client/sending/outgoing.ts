// The texts that are still to be sent, one after the other, as far as the input has them.
import type { Read } from './input-messages.ts';

/** What there is to do next: a text, nothing any more, or nothing yet. */
export type Next = Read | undefined | 'not yet';

export class Outgoing {
  readonly #texts: AsyncIterator<Read>;
  readonly #aborted: Promise<undefined>;
  #coming: Promise<Read | undefined> | undefined;

  /** @param signal ends it: what is not read by then is not read */
  constructor(texts: AsyncGenerator<Read>, signal: AbortSignal) {
    this.#texts = texts;
    this.#aborted = new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined));
      if (signal.aborted) resolve(undefined);
    });
  }

  /** The next one, which stays the next one; undefined: there is none. */
  peek(): Promise<Read | undefined> {
    this.#coming ??= this.#texts.next().then(({ value, done }) => (done ? undefined : value));
    return Promise.race([this.#coming, this.#aborted]);
  }

  async take(): Promise<Read | undefined> {
    const next = await this.peek();
    this.#coming = undefined;
    return next;
  }

  /** The same, but does not wait for longer than that. */
  async takeWithin(ms: number): Promise<Next> {
    const { promise, resolve } = Promise.withResolvers<'not yet'>();
    const timer = setTimeout(resolve, ms, 'not yet');
    const next = await Promise.race([this.peek(), promise]);
    clearTimeout(timer);
    if (next !== 'not yet') this.#coming = undefined;
    return next;
  }
}
