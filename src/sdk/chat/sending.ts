// Messages of a program on their way: each has a promise of what the server said, across lost links.
import type { Settled } from '../delivery.ts';
import { messageIds } from '../ids.ts';
import type { Ack, SendOptions } from './chat.ts';
import { aborted, ChatError } from './chat-error.ts';
import type { Core } from './core.ts';
import { given } from './given.ts';

export class Sending {
  readonly #core: Core;
  readonly #waiting = new Map<string, PromiseWithResolvers<Ack>>();

  readonly #nextId: () => string;

  constructor(core: Core) {
    this.#core = core;
    this.#nextId = messageIds(core.random);
  }

  /** The same id again, while the first is under way, is the same message. */
  send(room: string, content: string, options: SendOptions): Promise<Ack> {
    const { id = this.#nextId(), signal } = options;
    if (signal?.aborted) return Promise.reject(aborted(signal));
    if (this.#core.over) return Promise.reject(this.#core.over);
    const waiting = this.#waiting.get(id) ?? this.#begin(room, content, { ...options, id });
    return signal ? this.#abortable(id, waiting.promise, signal) : waiting.promise;
  }

  #begin(
    room: string,
    content: string,
    { id, kind, target }: SendOptions & { readonly id: string },
  ): PromiseWithResolvers<Ack> {
    const { client } = this.#core;
    const waiting = Promise.withResolvers<Ack>();
    this.#waiting.set(id, waiting);
    // An earlier run may have left it: then it is on its way already.
    const isKept = client.getKept().pending.some((pending) => pending.id === id);
    if (!isKept) client.send(room, content, { id, ...given({ kind, target }) });
    return waiting;
  }

  /** To be told of all that the core has settled. */
  settle(id: string, settled: Settled): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if ('ack' in settled) waiting?.resolve(settled.ack);
    else {
      const { code, why, retryAfterMs } = settled;
      waiting?.reject(new ChatError(code, why, { retryAfterMs }));
    }
  }

  /** Nothing will be settled any more. */
  end(why: ChatError): void {
    for (const { reject } of this.#waiting.values()) reject(why);
    this.#waiting.clear();
  }

  /** What was written already may be in the log: then only the waiting ends. */
  #abortable(id: string, sent: Promise<Ack>, signal: AbortSignal): Promise<Ack> {
    const { promise, reject } = Promise.withResolvers<Ack>();
    const abort = () => {
      reject(aborted(signal));
      this.#core.client.cancel(id);
    };
    signal.addEventListener('abort', abort);
    return Promise.race([sent, promise]).finally(() => signal.removeEventListener('abort', abort));
  }
}
