// A server that feeds one client, seen from the measurement: it waits in its own process and is told what to send.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Order =
  | { readonly messages: number }
  | { readonly perSecond: number; readonly seconds: number };

export type Heard =
  | { readonly is: 'open'; readonly port: number }
  | { readonly is: 'entered' }
  | Done;

export interface Done {
  readonly is: 'done';
  /** Seq of the newest message. */
  readonly last: number;
  /** What the client had not taken by then. */
  readonly behindBytes: number;
}

const program = fileURLToPath(new URL('hall-process.ts', import.meta.url));

export class Hall {
  readonly port: number;
  readonly #process: ChildProcess;
  readonly #heard: Hearing;

  private constructor(child: ChildProcess, heard: Hearing, port: number) {
    this.#process = child;
    this.#heard = heard;
    this.port = port;
  }

  /** @param backlog messages that the room has from the start; IRC has no such thing */
  static async open(speaks: 'partyline' | 'irc', backlog = 0): Promise<Hall> {
    const child = fork(program, [speaks, String(backlog)]);
    const heard = new Hearing(child);
    const { port } = await heard.next('open');
    return new Hall(child, heard, port);
  }

  async entered(): Promise<void> {
    await this.#heard.next('entered');
  }

  fill(messages: number): Promise<Done> {
    return this.#do({ messages });
  }

  flood(perSecond: number, seconds: number): Promise<Done> {
    return this.#do({ perSecond, seconds });
  }

  close(): void {
    this.#process.disconnect();
  }

  #do(order: Order): Promise<Done> {
    this.#process.send(order);
    return this.#heard.next('done');
  }
}

/** What the process tells, kept until it is asked for. */
class Hearing {
  readonly #told: Heard[] = [];
  #wake = (): void => {};
  #hasEnded = false;

  constructor(child: ChildProcess) {
    child.on('message', (message: Heard) => {
      this.#told.push(message);
      this.#wake();
    });
    child.once('exit', () => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  async next<Is extends Heard['is']>(is: Is): Promise<Extract<Heard, { is: Is }>> {
    for (;;) {
      const found = this.#told.findIndex((one) => one.is === is);
      if (found !== -1) return this.#told.splice(found, 1)[0] as Extract<Heard, { is: Is }>;
      if (this.#hasEnded) throw new Error(`The server ended before it was "${is}".`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
