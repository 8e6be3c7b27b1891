// Somebody in a terminal: the client core over TCP, who talks with the people at the page.

import type { TestContext } from 'node:test';
import { type Client, createClient } from '../../../src/sdk/client.ts';
import { systemClock } from '../../../src/sdk/node/clock.ts';
import { tcpTransport } from '../../../src/sdk/node/tcp.ts';
import type { Message, State } from '../../../src/sdk/state.ts';
import { patienceMs } from '../../support/patience.ts';

export class TerminalMember {
  readonly client: Client;

  private constructor(client: Client) {
    this.client = client;
  }

  static async join(
    t: TestContext,
    port: number,
    name: string,
    room = 'general',
  ): Promise<TerminalMember> {
    const client = createClient({
      transport: tcpTransport('127.0.0.1', port),
      clock: systemClock,
      random: Math.random,
      name,
      room,
    });
    t.after(() => client.stop({ drainMs: 0 }));
    client.start();
    const member = new TerminalMember(client);
    await member.until(({ rooms }) => rooms.get(room)?.isJoined === true, 'to be let in');
    return member;
  }

  says(text: string, room = 'general'): void {
    this.client.send(room, text);
  }

  /** The message with that content, once it is there. */
  async hears(content: string, room = 'general'): Promise<Message> {
    const find = (): Message | undefined =>
      this.messages(room).find((it) => it.content === content);
    await this.until(() => find() !== undefined, content);
    return find() as Message;
  }

  messages(room = 'general'): Message[] {
    const items = this.client.getState().rooms.get(room)?.timeline.items.slice(0) ?? [];
    return items.filter((item) => item.type === 'message');
  }

  until(isSo: (state: State) => boolean, what: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error(`Waited for ${what}.`)), patienceMs);
    const check = () => {
      if (isSo(this.client.getState())) resolve();
    };
    const unsubscribe = this.client.subscribe(check);
    check();
    return promise.finally(() => {
      clearTimeout(timer);
      unsubscribe();
    });
  }
}
