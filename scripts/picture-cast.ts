// Somebody whose screen is not in the picture: the client core, told what to say.
import { type Client, createClient } from '../src/sdk/client.ts';
import { systemClock } from '../src/sdk/node/clock.ts';
import { tcpTransport } from '../src/sdk/node/tcp.ts';
import type { State } from '../src/sdk/state.ts';
import { messagesAfter } from '../src/sdk/timeline.ts';

export class Elsewhere {
  readonly #client: Client;

  constructor(name: string, port: number) {
    const transport = tcpTransport('127.0.0.1', port);
    const core = { transport, clock: systemClock, random: Math.random };
    this.#client = createClient({ ...core, name, room: 'general' });
    this.#client.start();
  }

  /** In the room, and what it holds is there. */
  async isIn(room: string): Promise<void> {
    await this.#until((state) => state.rooms.get(room)?.isJoined === true);
  }

  async joins(room: string): Promise<void> {
    this.#client.show(room);
    await this.isIn(room);
  }

  says(room: string, text: string): void {
    this.#client.send(room, text);
  }

  /** As typed in `#general`: a command. */
  does(line: string): void {
    this.#client.show('general');
    this.#client.submit(line);
  }

  /** @param about a part of the message; waits until it has come */
  async reacts(about: string, emoji: string): Promise<void> {
    this.#client.react('general', await this.#find(about), emoji);
  }

  async answers(about: string, text: string): Promise<void> {
    this.#client.send('general', text, { target: await this.#find(about) });
  }

  writes(): void {
    this.#client.typing('general');
  }

  async leaves(): Promise<void> {
    await this.#client.stop({ drainMs: 0 });
  }

  async #find(about: string): Promise<number> {
    let seq = 0;
    await this.#until(({ rooms }) => {
      const timeline = rooms.get('general')?.timeline;
      const said = timeline === undefined ? [] : messagesAfter(timeline, 0);
      seq = said.findLast(({ content }) => content.includes(about))?.seq ?? 0;
      return seq > 0;
    });
    return seq;
  }

  #until(isSo: (state: State) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo(this.#client.getState())) return;
        end();
        resolve();
      };
      const end = this.#client.subscribe(look);
      look();
    });
  }
}
