// People who say a thousand messages a second, and the server that remembers what they said.
import type { TestContext } from 'node:test';
import type { Message } from '../../src/sdk/state.ts';
import { joined, member, message } from '../sdk/scene.ts';
import { type Asked, LawlessServer } from '../support/lawless-server.ts';

const sentence =
  'and so it went on 日本語 through the night 👨‍👩‍👧 until somebody looked at the clock';
const words = `${sentence} ${sentence} ${sentence}`.split(' ');
const names = ['bob', 'carol', 'dave'];

export class Crowd {
  readonly server: LawlessServer;
  readonly #said: Message[];

  private constructor(server: LawlessServer, said: Message[]) {
    this.server = server;
    this.#said = said;
  }

  static async gather(context: TestContext): Promise<Crowd> {
    const said: Message[] = [];
    const server = await LawlessServer.start(context, {
      join: ({ room, since, limit }) => {
        const page = pageOf(said, { after: since, limit });
        const members = names.map((name) => member(name));
        return joined(String(room), page.messages, { ...page, members, last: said.length });
      },
      history: (asked) => ({
        type: 'history',
        room: asked.room,
        changes: [],
        ...pageOf(said, asked),
      }),
    });
    return new Crowd(server, said);
  }

  start(): void {
    this.server.flood(10, () => this.say(10));
  }

  /** So many, and then these words. */
  say(count: number, ...last: readonly string[]): void {
    const texts = Array.from({ length: count }, (_, index) => {
      const number = this.#said.length + index;
      return [number, ...words.slice(0, (number * 7) % words.length)].join(' ');
    });
    const fresh = [...texts, ...last].map((content, index) => {
      const before = this.#said.length + index;
      const sender = names[before % names.length] ?? '';
      return message(before + 1, before, { sender, content });
    });
    this.#said.push(...fresh);
    this.server.say(...fresh);
  }
}

/** Numbered from 1 without a gap. */
function pageOf(said: readonly Message[], { before, after, limit = 50 }: Omit<Asked, 'type'>) {
  const count = Number(limit);
  if (after !== undefined) {
    const rest = said.slice(Number(after));
    return { messages: rest.slice(0, count), more: rest.length > count };
  }
  const older = before === undefined ? said : said.slice(0, Number(before) - 1);
  return { messages: older.slice(-count), more: older.length > count };
}
