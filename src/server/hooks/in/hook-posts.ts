// `POST /hooks/ROOM`: what other programs say in a room; answered when it is in the log.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isFileFault } from '../../../database/database-file.ts';
import { randomId } from '../../../database/secret.ts';
import { isRefusal, type Refusal, refuse } from '../../../protocol/index.ts';
import { AddressRates } from '../../core/address-rates.ts';
import type { Chat } from '../../core/chat.ts';
import type { Tally } from '../../core/tally.ts';
import { type Post, type Posted, type Poster, post, roomToPost } from '../../requests/post.ts';
import { AnswerPlaces } from '../../web/answer-places.ts';
import { type Denial, deny } from '../../web/denial.ts';
import type { Asked, Route } from '../../web/route.ts';
import { hookLimits } from '../limits.ts';
import { formOf, isWaitingToSend, readBody } from './body.ts';
import { answerDenial, answerPosted, answerRefusal } from './post-answer.ts';
import { type BodyForm, saidIn } from './said.ts';
import type { Claim, TokenGate } from './token-gate.ts';

/** Characters: 144 bits or more. */
const idLength = 32;

const onlyPosts = deny(405, 'Only POST is answered here.', { Allow: 'POST' });
const full = deny(503, 'Too much is posted at the moment: try again later.', {
  'Retry-After': '2',
});
const notKnown = refuse(
  'auth-failed',
  'Give the token: "Authorization: Bearer TOKEN". It may have been revoked, or have expired.',
);
const unreadable = refuse('storage-unavailable', 'Tokens can not be looked up: try again later.');

export interface HookPostsParts {
  readonly chat: Chat;
  readonly gate: TokenGate;
  readonly tally: Tally;
}

/** What is known of a request before its body is read. */
interface Claimed {
  readonly form: BodyForm;
  readonly claim: Claim;
}

export class HookPosts implements Route {
  readonly path = /^\/hooks\/[^/]+$/;
  readonly takesPosts = true;
  readonly #parts: HookPostsParts;
  readonly #failures = new AddressRates(hookLimits.failuresPerMinute);
  readonly #places = new AnswerPlaces(hookLimits.maxPosts, hookLimits.maxPostsPerAddress);

  constructor(parts: HookPostsParts) {
    this.#parts = parts;
  }

  async handle(asked: Asked, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const claimed = this.#claim(asked, request);
    if ('status' in claimed) return answerDenial(response, claimed);
    if (isRefusal(claimed)) return this.#refuse(response, asked, claimed);
    const leave = this.#places.take(asked.address);
    if (typeof leave === 'string') return answerDenial(response, full);
    try {
      if (isWaitingToSend(request)) response.writeContinue();
      const body = await readBody(request);
      if ('status' in body) return answerDenial(response, body);
      const outcome = await this.#hear(asked, claimed, body);
      if (isRefusal(outcome)) return this.#refuse(response, asked, outcome);
      this.#parts.tally.posted(outcome.isDuplicate ? 'duplicate' : 'stored');
      answerPosted(response, outcome);
    } finally {
      leave();
    }
  }

  #claim(asked: Asked, { method }: IncomingMessage): Claimed | Denial | Refusal {
    if (method !== 'POST') return onlyPosts;
    const form = formOf(asked.headers);
    if (typeof form !== 'string') return form;
    try {
      const claim = this.#parts.gate.claimOf(asked, this.#now);
      return claim ? { form, claim } : this.#stranger(asked);
    } catch (error) {
      if (isFileFault(error)) return unreadable;
      throw error;
    }
  }

  /** Nobody waits for who shows the right one. */
  #stranger({ address, isLoopback }: Asked): Refusal {
    const retryAfterMs = this.#failures.take({ address, isLoopback }, this.#now);
    if (retryAfterMs === 0) return notKnown;
    const message = 'Too many wrong tokens came from your address: wait a moment.';
    return { code: 'rate-limited', message, retryAfterMs };
  }

  async #hear(asked: Asked, { form, claim }: Claimed, body: Buffer): Promise<Posted | Refusal> {
    const { chat, gate } = this.#parts;
    const { headers, url, address, isLoopback } = asked;
    const token = claim(body);
    if (!token) return this.#stranger(asked);
    const poster = gate.posterOf(token, { address, isLoopback }, this.#now);
    const room = roomToPost(chat, poster, decoded(url.pathname.slice('/hooks/'.length)));
    if (isRefusal(room)) return this.#named(poster, room);
    const said = saidIn(body.toString(), form, headerOf(headers['x-github-event']));
    if (isRefusal(said)) return this.#named(poster, said);
    const key = headerOf(headers['idempotency-key']) ?? headerOf(headers['x-github-delivery']);
    const { kind, content, isKeyless } = said;
    const ids = key === undefined && isKeyless ? idsOfNow(room, body, this.#now) : idsOf(room, key);
    const outcome = await post(chat, poster, { room, kind, content, ...ids });
    return isRefusal(outcome) ? this.#named(poster, outcome) : outcome;
  }

  /** The operator hears whose it was that was refused. */
  #named({ name }: Poster, refusal: Refusal): Refusal & { readonly by: string } {
    return { ...refusal, by: name };
  }

  #refuse(response: ServerResponse, { address }: Asked, refusal: Refusal): void {
    const { chat, tally } = this.#parts;
    const name = 'by' in refusal ? String(refusal.by) : '';
    chat.note({ event: 'refused', code: refusal.code, name, address });
    tally.posted('refused');
    answerRefusal(response, refusal);
  }

  get #now(): number {
    return this.#parts.chat.now();
  }
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

type Ids = Pick<Post, 'id' | 'idBefore' | 'mayBeKnown'>;

function idsOf(room: string, key: string | undefined): Ids {
  if (key === undefined) return { id: randomId(idLength), mayBeKnown: false };
  return { id: idOf(room, key), mayBeKnown: true };
}

/** The same bytes are the same message for half a minute to a minute: what comes later is meant to come again. */
function idsOfNow(room: string, body: Buffer, nowMs: number): Ids {
  const digest = createHash('sha256').update(body).digest('base64url');
  const now = Math.floor(nowMs / hookLimits.sameAgainMs);
  const idAt = (time: number) => idOf(room, `same body ${digest} ${time}`);
  return { id: idAt(now), idBefore: idAt(now - 1), mayBeKnown: true };
}

/** Of a form that an id may have, whatever the key is; another one in each room. */
function idOf(room: string, key: string): string {
  return createHash('sha256').update(`${room} ${key}`).digest('base64url').slice(0, idLength);
}

/** What is not UTF-8 is no name; nor is what this stands for. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ' ';
  }
}
