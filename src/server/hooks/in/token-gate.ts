// Who posts: shown by a token in the header, or by a signature of the body with the secret of one.
import { nameKeys } from '../../../protocol/index.ts';
import { RateLimit } from '../../core/rate-limit.ts';
import type { Settings } from '../../core/settings.ts';
import type { Poster } from '../../requests/post.ts';
import { bearerOf } from '../../web/bearer.ts';
import type { Asked } from '../../web/route.ts';
import { sessionOfToken } from '../hook-token.ts';
import { hookLimits } from '../limits.ts';
import type { HookToken, TokenRows } from '../token-rows.ts';
import { isSignedBy } from './github-signature.ts';

/** Whose post it is, once its body has been read; undefined: nobody's that is known here. */
export type Claim = (body: Uint8Array) => HookToken | undefined;

type Rates = Pick<Settings, 'messagesPerSecond' | 'burst' | 'loopbackFactor'>;

export class TokenGate {
  readonly #rows: TokenRows;
  readonly #settings: Rates;
  /** By token, the last used last. */
  readonly #rates = new Map<string, RateLimit>();

  constructor(rows: TokenRows, settings: Rates) {
    this.#rows = rows;
    this.#settings = settings;
  }

  /** Undefined: without any body, nobody. A token is looked at before the body is read. */
  claimOf({ headers, url }: Asked, nowMs: number): Claim | undefined {
    const bearer = bearerOf(headers);
    if (bearer !== undefined) {
      const token = this.#rows.bearing(bearer, nowMs);
      return token && (() => token);
    }
    const signature = headers['x-hub-signature-256'];
    const id = url.searchParams.get('token');
    if (typeof signature !== 'string' || id === null) return undefined;
    const token = this.#rows.signing(id, nowMs);
    const secret = token?.signing;
    if (!token || secret === undefined) return undefined;
    return (body) => (isSignedBy(secret, body, signature) ? token : undefined);
  }

  /** Somebody who speaks under the token's name. */
  posterOf({ id, name, rooms }: HookToken, origin: Poster['origin'], nowMs: number): Poster {
    const session = sessionOfToken(id);
    const rate = this.#rateOf(id, origin.isLoopback, nowMs);
    return { name, session, rooms, rate, owner: id, keys: nameKeys(name), role: 'member', origin };
  }

  /** As a session has it; for tokens together, however many have come and gone. */
  #rateOf(id: string, isLoopback: boolean, nowMs: number): RateLimit {
    const { messagesPerSecond, burst, loopbackFactor } = this.#settings;
    const factor = isLoopback ? loopbackFactor : 1;
    const key = `${id} ${factor}`;
    const rate =
      this.#rates.get(key) ?? new RateLimit(messagesPerSecond * factor, burst * factor, nowMs);
    this.#rates.delete(key);
    this.#rates.set(key, rate);
    const [oldest] = this.#rates.keys();
    if (this.#rates.size > 2 * hookLimits.maxTokens && oldest !== undefined)
      this.#rates.delete(oldest);
    return rate;
  }
}
