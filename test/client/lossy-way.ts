// A way to the server on which something happens instead of the ack, as long as a test wants it.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { TestContext } from 'node:test';

export interface LossyWay {
  readonly port: number;
  /** In place of the server's ack; undefined: all goes through. */
  onAck: (() => void) | undefined;
  /** What the server hears of what the client says, as long as a test wants it. */
  mishears: ((said: string) => string) | undefined;
}

export async function lossyWay(context: TestContext, port: number): Promise<LossyWay> {
  const way: Omit<LossyWay, 'port'> & { port: number } = {
    port: 0,
    onAck: undefined,
    mishears: undefined,
  };
  const proxy = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) socket.on('error', () => {});
    near.on('data', (chunk) => far.write(way.mishears ? way.mishears(String(chunk)) : chunk));
    near.on('end', () => far.end());
    // What comes behind an ack says as much: one's own message.
    let isLost = false;
    far.on('data', (chunk) => {
      if (way.onAck && chunk.includes('"type":"ack"')) {
        isLost = true;
        way.onAck();
      }
      if (!isLost) near.write(chunk);
    });
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  context.after(() => proxy.close());
  way.port = (proxy.address() as { port: number }).port;
  return way;
}
