// A server that checks nothing, in place of the real one's WebSocket: it answers the page with whatever a test gives it.
import type { BrowserContext, WebSocketRoute } from 'playwright-core';
import { type Answers, type Asked, friendlyAnswers } from '../../support/lawless-server.ts';

export class LawlessSocket {
  readonly #answers: Answers;
  #page: WebSocketRoute | undefined;

  constructor(answers: Answers) {
    this.#answers = { ...friendlyAnswers, ...answers };
  }

  /** For pages that are opened from now on. */
  readonly attach = async (context: BrowserContext): Promise<void> => {
    await context.routeWebSocket(/\/ws$/, (page) => {
      this.#page = page;
      page.onMessage((line) => this.#answer(page, JSON.parse(String(line)) as Asked));
    });
  };

  say(...objects: readonly object[]): void {
    for (const object of objects) this.#page?.send(JSON.stringify(object));
  }

  #answer(page: WebSocketRoute, asked: Asked): void {
    const answer = this.#answers[asked.type]?.(asked);
    if (answer !== undefined) page.send(JSON.stringify({ ...answer, id: asked.id }));
  }
}
