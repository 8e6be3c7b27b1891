// `GET /metrics`: how the server fares, for Prometheus; for this machine alone, or for who bears the token.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerOf, isSecret } from './bearer.ts';
import type { Exposition } from './exposition.ts';
import type { Measured } from './figures.ts';
import { type Asked, answer, type Route } from './route.ts';

const notHere =
  'The metrics are for this machine alone: ask from here, or give the server --metrics-token-file.';
const noToken = 'The metrics are for who bears the token: send "Authorization: Bearer TOKEN".';

export class Metrics implements Route {
  readonly path = '/metrics';
  readonly #measured: Measured;
  #token: string | undefined;
  #exposition: Promise<Exposition> | undefined;
  /** Whoever asks while a scrape is under way gets the same. */
  #underWay: Promise<string> | undefined;

  /** @param token with it, everyone has to bear it; without, only this machine may ask */
  constructor(measured: Measured, token: string | undefined) {
    this.#measured = measured;
    this.#token = token;
  }

  wantToken(token: string | undefined): void {
    this.#token = token;
  }

  async handle(asked: Asked, _: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#token === undefined && !asked.isLoopback) return answer(response, 403, notHere);
    if (this.#token !== undefined && !isSecret(bearerOf(asked.headers) ?? '', this.#token)) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      return answer(response, 401, noToken);
    }
    const { contentType } = await this.#expose();
    const text = await this.#read();
    response.setHeader('Content-Type', contentType);
    response.setHeader('Cache-Control', 'no-store');
    response.end(text);
  }

  /** The library takes its time to load, so it is loaded for the first who asks. */
  #expose(): Promise<Exposition> {
    this.#exposition ??= import('./exposition.ts').then(({ makeExposition }) =>
      makeExposition(this.#measured),
    );
    return this.#exposition;
  }

  #read(): Promise<string> {
    this.#underWay ??= this.#expose()
      .then((exposition) => exposition.metrics())
      .finally(() => {
        this.#underWay = undefined;
      });
    return this.#underWay;
  }
}
