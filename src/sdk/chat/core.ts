// The client core as a program uses it: what is waited for, until when, and what is the end of all waiting.
import { type Client, type ClientOptions, createClient } from '../client.ts';
import type { Clock } from '../clock.ts';
import type { State } from '../state.ts';
import { aborted, ChatError } from './chat-error.ts';

export class Core {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: () => number;
  #over: ChatError | undefined;

  constructor(options: ClientOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.client = createClient(options);
  }

  get state(): State {
    return this.client.getState();
  }

  /** Why nothing will come any more; undefined while something may. */
  get over(): ChatError | undefined {
    const { isEnded, connection } = this.state;
    if (this.#over === undefined && isEnded) {
      const { code = 'closed', why = 'The chat is over.' } = connection;
      this.#over = new ChatError(code, why);
    }
    return this.#over;
  }

  /** From now on that is why. */
  finish(why: ChatError): void {
    this.#over ??= why;
  }

  /**
   * Waits until there is something to find; looks at every change of the state.
   * @throws (rejects) what `find` throws, `aborted`, or why all is over
   */
  until<T>(find: (state: State) => T | undefined, signal?: AbortSignal | undefined): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const look = () => {
      try {
        if (signal?.aborted) throw aborted(signal);
        const found = find(this.state);
        if (found !== undefined) resolve(found);
        else if (this.over) throw this.over;
      } catch (error) {
        reject(error);
      }
    };
    const unsubscribe = this.client.subscribe(look);
    signal?.addEventListener('abort', look);
    look();
    return promise.finally(() => {
      unsubscribe();
      signal?.removeEventListener('abort', look);
    });
  }

  live(signal?: AbortSignal | undefined): Promise<true> {
    return this.until(({ connection }) => connection.status === 'live' || undefined, signal);
  }

  /** Waits so long, unless all is over before. */
  async pause(delayMs: number, signal?: AbortSignal | undefined): Promise<void> {
    let isDone = false;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.clock.setTimer(delayMs, () => {
      isDone = true;
      resolve();
    });
    try {
      await Promise.race([promise, this.until(() => isDone || undefined, signal)]);
    } finally {
      // Also for who watches the state: nobody is left waiting for it.
      isDone = true;
      cancel();
    }
  }
}
