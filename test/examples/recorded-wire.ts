// A way to a server that writes down every line, in both directions.
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { LineSplitter, limits } from '../../src/protocol/index.ts';

export interface WireLine {
  readonly direction: 'to' | 'from';
  readonly line: string;
}

export class RecordedWire {
  readonly lines: WireLine[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(port: number) {
    this.#server = createServer((near) => this.#join(near, connect(port, '127.0.0.1')));
  }

  static async to(port: number): Promise<RecordedWire> {
    const wire = new RecordedWire(port);
    wire.#server.listen(0, '127.0.0.1');
    await once(wire.#server, 'listening');
    return wire;
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #join(near: Socket, far: Socket): void {
    this.#pass(near, far, 'to');
    this.#pass(far, near, 'from');
  }

  #pass(from: Socket, to: Socket, direction: WireLine['direction']): void {
    const splitter = new LineSplitter(limits.maxReplyLineBytes);
    this.#sockets.add(from);
    from.on('data', (chunk) => {
      for (const line of splitter.push(chunk)) {
        if (typeof line === 'string') this.lines.push({ direction, line });
      }
      to.write(chunk);
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}
