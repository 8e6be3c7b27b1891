// Where pictures are taken: a real server, real clients in pseudo-terminals, others who talk to them.
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ChatServer } from '../test/support/chat-server.ts';
import { PersonAtScreen } from '../test/support/screen.ts';
import { Elsewhere } from './picture-cast.ts';
import { type Earlier, earlierLog } from './picture-earlier.ts';
import { type Shot, shoot } from './picture-shot.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

const clientProgram = fileURLToPath(new URL('../dist/programs/chat-client.js', import.meta.url));
const usualPort = 7000;

export class Stage {
  readonly server: ChatServer;
  readonly #seats: (Size & { readonly person: PersonAtScreen })[] = [];
  readonly #others: Elsewhere[] = [];

  private constructor(server: ChatServer) {
    this.server = server;
  }

  /** @param earlier what stands in the log already */
  static async open(earlier: readonly Earlier[] = []): Promise<Stage> {
    const write = (path: string): void => {
      if (earlier.length > 0) writeFileSync(path, earlierLog(earlier, Date.now()));
    };
    const port = (await isFree(usualPort)) ? ['--port', String(usualPort)] : [];
    return new Stage(await ChatServer.startOver(write, ...port));
  }

  /** How it is called in a terminal, to be shown above it. */
  titleOf(name: string): string {
    return ['chat-client --name', name, ...this.#portOption].join(' ');
  }

  client(name: string, size: Size, env: Readonly<Record<string, string>> = {}): PersonAtScreen {
    const args = [clientProgram, '--name', name, ...this.#portOption];
    // A terminal that says what its background is, and opens links.
    const told = { COLORFGBG: '15;0', FORCE_HYPERLINK: '1', ...env };
    return this.#seat(new PersonAtScreen(process.execPath, args, { ...size, env: told }), size);
  }

  /** Another program, in the folder where the log is. */
  program(command: string, args: readonly string[], size: Size): PersonAtScreen {
    return this.#seat(
      new PersonAtScreen(command, args, { ...size, cwd: this.server.folder }),
      size,
    );
  }

  async elsewhere(name: string, ...rooms: string[]): Promise<Elsewhere> {
    const one = new Elsewhere(name, this.server.port);
    this.#others.push(one);
    await one.isIn('general');
    for (const room of rooms) await one.joins(room);
    return one;
  }

  /** What somebody's screen shows now. */
  shotOf(person: PersonAtScreen): Promise<Shot> {
    const seat = this.#seats.find((one) => one.person === person);
    if (seat === undefined) throw new Error('nobody sits there');
    return shoot(person.received, seat.columns, seat.rows);
  }

  async close(): Promise<void> {
    for (const { person } of this.#seats) person.close();
    for (const one of this.#others) await one.leaves();
    await this.server.stop();
  }

  get #portOption(): string[] {
    return this.server.port === usualPort ? [] : ['--port', String(this.server.port)];
  }

  #seat(person: PersonAtScreen, { columns, rows }: Size): PersonAtScreen {
    this.#seats.push({ person, columns, rows });
    return person;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('error', () => resolve(true));
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
  });
}
