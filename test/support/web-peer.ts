// Somebody at `/ws` with nothing but `ws`: sends objects, and waits for what it names.
import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';
import { patienceMs } from './patience.ts';
import type { Heard } from './raw-peer.ts';

export class WebPeer {
  readonly webSocket: WebSocket;
  readonly heard: Heard[] = [];
  closeCode: number | undefined;
  #change = Promise.withResolvers<void>();

  private constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    webSocket.on('message', (data) => {
      this.heard.push(JSON.parse(String(data)) as Heard);
      this.#tell();
    });
    webSocket.on('error', () => {});
    webSocket.on('close', (code) => {
      this.closeCode = code;
      this.#tell();
    });
  }

  /** Rejects with what HTTP answered, where that is no WebSocket. */
  static async open(url: string, options: ClientOptions = {}): Promise<WebPeer> {
    const webSocket = new WebSocket(url, options);
    const peer = new WebPeer(webSocket);
    await once(webSocket, 'open');
    return peer;
  }

  /** Opened, said hello, joined the room. */
  static async enter(port: number, name: string, room = 'general'): Promise<WebPeer> {
    const peer = await WebPeer.open(`ws://127.0.0.1:${port}/ws`);
    peer.say({ type: 'hello', name }, { type: 'join', room, limit: 0 });
    await peer.hears('joined');
    return peer;
  }

  say(...objects: object[]): void {
    for (const object of objects) this.webSocket.send(JSON.stringify(object));
  }

  get types(): string[] {
    return this.heard.map(({ type }) => type);
  }

  /** The first object of that type, and that holds for `isIt`; what was heard before counts too. */
  async hears(type: string, isIt: (object: Heard) => boolean = () => true): Promise<Heard> {
    const found = () => this.heard.find((object) => object.type === type && isIt(object));
    await this.until(type, () => found() !== undefined);
    return found() as Heard;
  }

  /** The code that it was closed with. */
  async ends(): Promise<number> {
    await this.until('the end', () => this.closeCode !== undefined);
    return this.closeCode as number;
  }

  async until(what: string, isSo: () => boolean): Promise<void> {
    const patience = AbortSignal.timeout(patienceMs);
    while (!isSo()) {
      if (patience.aborted || this.closeCode !== undefined) {
        throw new Error(`Waited for ${what}; heard: ${JSON.stringify(this.heard).slice(-2000)}`);
      }
      patience.addEventListener('abort', () => this.#tell(), { once: true });
      await this.#change.promise;
    }
  }

  #tell(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}
