// A server that answers with whatever a test gives it, checks nothing, and says what it likes.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { joined } from '../sdk/scene.ts';

export type Asked = Record<string, unknown> & { readonly type: string };

/** What a request is answered with, by its type; the request's id is added. */
export type Answers = Readonly<Record<string, (asked: Asked) => object | undefined>>;

const noon = '2026-11-20T12:00:00.000Z';

/** A room that is always the same, and messages that are all taken. */
export const friendlyAnswers: Answers = {
  hello: () => ({
    type: 'welcome',
    version: 1,
    name: 'ann',
    token: 't',
    session: 's',
    role: 'guest',
    server: { name: 'lawless', version: '0', timestamp: noon, durability: 'os' },
    rooms: [],
    limits: {},
    heartbeat: 30,
  }),
  join: ({ room }) => joined(String(room)),
};

export class LawlessServer {
  readonly heard: Asked[] = [];
  readonly #server: Server;
  readonly #answers: Answers;
  readonly #sockets = new Set<Socket>();
  #flood: NodeJS.Timeout | undefined;

  private constructor(answers: Answers) {
    this.#answers = { ...friendlyAnswers, ...answers };
    this.#server = createServer((socket) => this.#welcome(socket));
  }

  /** Ends with the test. */
  static async start(context: TestContext, answers: Answers = {}): Promise<LawlessServer> {
    const made = new LawlessServer(answers);
    made.#server.listen(0, '127.0.0.1');
    await once(made.#server, 'listening');
    context.after(() => {
      made.stopFlood();
      made.cut();
      made.#server.close();
    });
    return made;
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  /** To everybody. */
  say(...objects: readonly object[]): void {
    this.sayBytes(objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
  }

  sayBytes(bytes: string | Uint8Array): void {
    for (const socket of this.#sockets) socket.write(bytes);
  }

  /** Says so much each time, until it is stopped. */
  flood(everyMs: number, say: () => void): void {
    this.#flood = setInterval(say, everyMs);
  }

  stopFlood(): void {
    clearInterval(this.#flood);
  }

  /** All connections break, as when a process is killed; new ones are taken. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Nothing that it hears is answered, and nothing is read, until `goOn`. */
  stall(): void {
    for (const socket of this.#sockets) socket.pause();
  }

  goOn(): void {
    for (const socket of this.#sockets) socket.resume();
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    let held = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      const lines = (held + text).split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) this.#answer(socket, JSON.parse(line) as Asked);
    });
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #answer(socket: Socket, asked: Asked): void {
    this.heard.push(asked);
    const answer = this.#answers[asked.type]?.(asked);
    if (answer !== undefined) socket.write(`${JSON.stringify({ ...answer, id: asked.id })}\n`);
  }
}
