// Somebody at the port with nothing but a socket: sends lines, and waits for what it names.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { patienceMs } from './patience.ts';

export type Heard = Record<string, unknown> & { readonly type: string };

export class RawPeer {
  readonly socket: Socket;
  readonly heard: Heard[] = [];
  bytes = 0;
  #held = '';
  #hasEnded = false;
  #onChange: () => void = () => {};

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('utf8');
    socket.on('error', () => this.#end());
    socket.on('data', (text: string) => this.#take(text));
    socket.on('end', () => this.#end());
    socket.on('close', () => this.#end());
  }

  /** @param localAddress of this machine (127.x.y.z): who it seems to be */
  static async open(port: number, localAddress?: string): Promise<RawPeer> {
    const socket = connect({ port, host: '127.0.0.1', ...(localAddress && { localAddress }) });
    await once(socket, 'connect');
    return new RawPeer(socket);
  }

  /** Opened, said hello, joined the room. */
  static async enter(port: number, name: string, room = 'general'): Promise<RawPeer> {
    const peer = await RawPeer.open(port);
    peer.say({ type: 'hello', name }, { type: 'join', room, limit: 0 });
    await peer.hears('joined');
    return peer;
  }

  say(...objects: object[]): void {
    this.socket.write(objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get types(): string[] {
    return this.heard.map(({ type }) => type);
  }

  /** The first object of that type, and that holds for `isIt`; what was heard before counts too. */
  async hears(type: string, isIt: (object: Heard) => boolean = () => true): Promise<Heard> {
    await this.until(type, () => this.heard.some((object) => object.type === type && isIt(object)));
    return this.heard.find((object) => object.type === type && isIt(object)) as Heard;
  }

  ends(): Promise<void> {
    return this.until('the end', () => this.#hasEnded);
  }

  async until(what: string, isSo: () => boolean): Promise<void> {
    const patience = AbortSignal.timeout(patienceMs);
    while (!isSo()) {
      if (patience.aborted || (this.#hasEnded && !isSo())) {
        throw new Error(`Waited for ${what}; heard: ${JSON.stringify(this.heard).slice(-2000)}`);
      }
      await new Promise<void>((resolve) => {
        this.#onChange = resolve;
        patience.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  #end(): void {
    this.#hasEnded = true;
    this.#onChange();
  }

  #take(text: string): void {
    this.bytes += text.length;
    const lines = (this.#held + text).split('\n');
    this.#held = lines.pop() as string;
    for (const line of lines) this.heard.push(JSON.parse(line) as Heard);
    this.#onChange();
  }
}
