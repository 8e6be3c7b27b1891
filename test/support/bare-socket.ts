// A socket that says any bytes, and hears whatever comes back until the end.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { patienceMs } from './patience.ts';

export class BareSocket {
  readonly socket: Socket;
  #heard = '';
  #change = Promise.withResolvers<void>();

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1');
    socket.on('error', () => {});
    socket.on('data', (text: string) => {
      this.#heard += text;
      this.#tell();
    });
    socket.on('close', () => this.#tell());
  }

  static async open(
    port: number,
    localAddress = '127.0.0.1',
    host = '127.0.0.1',
  ): Promise<BareSocket> {
    const socket = connect({ port, host, localAddress });
    const bare = new BareSocket(socket);
    await once(socket, 'connect');
    return bare;
  }

  /** Says all of it at once, and hears everything until the server closes. */
  static async ask(port: number, text: string | Uint8Array, host?: string): Promise<string> {
    const bare = await BareSocket.open(port, host, host);
    bare.socket.write(text);
    return bare.end();
  }

  get heard(): string {
    return this.#heard;
  }

  async hears(text: string | RegExp): Promise<string> {
    const has = () =>
      typeof text === 'string' ? this.#heard.includes(text) : text.test(this.#heard);
    while (!has()) {
      if (this.socket.closed) throw new Error(`Closed; heard: ${this.#heard.slice(-2000)}`);
      await this.#more();
    }
    return this.#heard;
  }

  /** All that was heard, once the server has closed. */
  async end(): Promise<string> {
    while (!this.socket.closed) await this.#more();
    return this.#heard;
  }

  async #more(): Promise<void> {
    const timer = setTimeout(() => this.socket.destroy(), patienceMs);
    await this.#change.promise;
    clearTimeout(timer);
  }

  #tell(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}
