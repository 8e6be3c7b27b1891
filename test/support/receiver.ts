// Somebody who takes messages of a webhook: answers as a test says, and can go away and come back.
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly content: string;
}

const patienceMs = 30_000;

export class Receiver {
  readonly received: Received[] = [];
  /** Undefined: it takes the request, and never answers. */
  status: number | undefined = 200;
  #server: Server | undefined;
  #port = 0;
  #changed: () => void = () => {};

  static async open(t: TestContext): Promise<Receiver> {
    const receiver = new Receiver();
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
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      this.#take(request.headers, Buffer.concat(chunks).toString(), response);
    });
    this.#server = server;
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
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
