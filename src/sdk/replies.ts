// Which reply belongs to which request: by the id that both bear.
import type { ErrorCode, Reply, ReplyOf, ReplyType, Request } from '../protocol/index.ts';

export interface Waiting<Type extends ReplyType> {
  /** The type of the good answer. */
  readonly reply: Type;
  done(reply: ReplyOf<Type>): void;
  refused(error: ReplyOf<'error'>): void;
}

/** What a request that has no reply gets when one comes that is none. */
const wrongReply: ErrorCode = 'bad-request';

/** Requests under way on one connection; forgotten with it. */
export class Replies {
  readonly #waiting = new Map<string, Waiting<ReplyType>>();
  #count = 0;

  /** @returns the request with its id: its own where it has one */
  expect<Type extends ReplyType, Asked extends Request>(
    request: Asked,
    waiting: Waiting<Type>,
  ): Asked & { id: string } {
    this.#count += 1;
    const id = request.id ?? `r${this.#count}`;
    this.#waiting.set(id, waiting as Waiting<ReplyType>);
    return { ...request, id };
  }

  /** Of a request that the end of the connection answers: its refusal alone is a reply. */
  expectEnd<Asked extends Request>(
    request: Asked,
    refused: Waiting<'error'>['refused'],
  ): Asked & { id: string } {
    return this.expect(request, { reply: 'error', done: refused, refused });
  }

  /** @returns false if nobody waits for it */
  settle(reply: Reply): boolean {
    const waiting = reply.id === undefined ? undefined : this.#waiting.get(reply.id);
    if (!waiting || reply.id === undefined) return false;
    this.#waiting.delete(reply.id);
    if (reply.type === waiting.reply) waiting.done(reply as ReplyOf<ReplyType>);
    else if (reply.type === 'error') waiting.refused(reply);
    else waiting.refused({ type: 'error', code: wrongReply, message: `Got "${reply.type}".` });
    return true;
  }

  clear(): void {
    this.#waiting.clear();
  }
}
