// Somebody who takes messages of a webhook: answers as a test says, and can go away and come back.
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { keptPort } from './kept-port.ts';
import { patienceMs } from './patience.ts';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly content: string;
}

export class Receiver {
  readonly received: Received[] = [];
  /** Undefined: it takes the request, and never answers. */
  status: number | undefined = 200;
  readonly #port: number;
  #server: Server | undefined;
  #changed: () => void = () => {};

  private constructor(port: number) {
    this.#port = port;
  }

  static async open(t: TestContext): Promise<Receiver> {
    const receiver = new Receiver(await keptPort());
    await receiver.comeBack();
    t.after(() => receiver.goAway());
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/in`;
  }

  get contents(): string[] {
    return this.received.map(({ content }) => content);
  }

  async goAway(): Promise<void> {
    const server = this.#server;
    if (!server?.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  /** At the address that it had. */
  async comeBack(): Promise<void> {
    const server = createServer((request, response) => {
      text(request).then(
        (body) => this.#take(request.headers, body, response),
        () => {}, // the sender was killed in the middle of it, or this goes away
      );
    });
    this.#server = server;
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
  }

  #take(headers: IncomingHttpHeaders, body: string, response: ServerResponse): void {
    const { content = '' } = JSON.parse(body) as { content?: string };
    this.received.push({ headers, body, content });
    if (this.status !== undefined) response.writeHead(this.status).end();
    this.#changed();
  }

  async until(isSo: () => boolean): Promise<void> {
    const patience = AbortSignal.timeout(patienceMs);
    while (!isSo()) {
      if (patience.aborted) throw new Error(`Waited in vain; came: ${this.contents.join(' ')}`);
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
        patience.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }
}
