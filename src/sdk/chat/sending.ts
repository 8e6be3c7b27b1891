// Messages of a program on their way: each has a promise of what the server said, across lost links.
import { isBadRequest, parseRequest } from '../../protocol/index.ts';
import type { Settled } from '../delivery.ts';
import { messageIds } from '../ids.ts';
import type { Ack, SendOptions } from './chat.ts';
import { aborted, ChatError, refusedBy } from './chat-error.ts';
import type { Core } from './core.ts';
import { given } from './given.ts';

interface Written extends SendOptions {
  readonly room: string;
  readonly content: string;
}

export class Sending {
  readonly #core: Core;
  readonly #waiting = new Map<string, PromiseWithResolvers<Ack>>();

  readonly #nextId: () => string;

  constructor(core: Core) {
    this.#core = core;
    this.#nextId = messageIds(core.random);
  }

  /**
   * The same id again, while the first is under way, is the same message.
   * @throws `bad-request`
   */
  send(room: string, content: string, options: SendOptions): Promise<Ack> {
    const { id = this.#nextId(), signal } = options;
    checkRequest({ ...options, id, room, content });
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

/** The server could not say of which message it can't read the id, and all others would wait behind it. */
function checkRequest({ signal: _, content, ...fields }: Written): void {
  // JSON leaves out what is not there, and a message may be without words: programs without types say so by mistake.
  const line = JSON.stringify({ type: 'send', ...fields, content: content ?? null });
  const request = parseRequest(line);
  if (isBadRequest(request)) throw refusedBy(request.refusal);
}
