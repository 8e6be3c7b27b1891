// One route of the web server on a port of its own, as somebody at some address would ask it.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Asked, Route } from '../../src/server/web/route.ts';

export class WebRoute {
  readonly #server: Server;
  /** What is told of the next who ask. */
  from: Partial<Asked> = {};
  /** How many have asked. */
  asks = 0;

  private constructor(route: Route) {
    this.#server = createServer((request, response) => {
      this.asks++;
      const asked: Asked = {
        url: new URL(request.url ?? '/', 'http://localhost'),
        address: '127.0.0.1',
        isLoopback: true,
        headers: request.headers,
        ...this.from,
      };
      const isThere =
        typeof route.path === 'string'
          ? asked.url.pathname === route.path
          : route.path.test(asked.url.pathname);
      if (isThere) void route.handle(asked, request, response);
      else response.writeHead(404).end('no route\n');
    });
  }

  static async open(t: TestContext, route: Route): Promise<WebRoute> {
    const opened = new WebRoute(route);
    opened.#server.listen(0, '127.0.0.1');
    await once(opened.#server, 'listening');
    t.after(() => {
      opened.#server.closeAllConnections();
      opened.#server.close();
    });
    return opened;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, init);
  }
}

/** What comes of an answer's body, line by line, as long as it lasts. */
export class LinesHeard {
  readonly lines: string[] = [];
  hasEnded = false;
  /** It was cut in the middle. */
  wasCut = false;
  #held = '';
  #onChange: () => void = () => {};

  constructor(response: Response) {
    void this.#hear(response);
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.hasEnded) throw new Error(`It ended; heard: ${this.lines.slice(-5).join('\n')}`);
      await new Promise<void>((resolve) => {
        this.#onChange = resolve;
      });
    }
  }

  async ends(): Promise<void> {
    while (!this.hasEnded)
      await new Promise<void>((resolve) => {
        this.#onChange = resolve;
      });
  }

  async #hear({ body }: Response): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body ?? []) {
        const lines = (this.#held + decoder.decode(chunk, { stream: true })).split('\n');
        this.#held = lines.pop() ?? '';
        this.lines.push(...lines);
        this.#onChange();
      }
    } catch {
      this.wasCut = true;
    }
    this.hasEnded = true;
    this.#onChange();
  }
}
