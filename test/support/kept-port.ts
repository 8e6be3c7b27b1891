// Ports that are nobody else's while nobody listens there: for servers that go down and come back.
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Above those that browsers refuse, and below those that Linux lends to whoever asks for any. */
const first = 12_000;
const shares = 200;
const share = 100;

/** Whoever holds the first port of a share has the others of it too, until its process ends. */
const base = (async () => {
  for (let at = process.pid; ; at += 1) {
    const port = first + (at % shares) * share;
    const lease = await listenAt(port);
    if (lease !== undefined) return port;
  }
})();
let given = 0;

/** Another one each time. */
export async function keptPort(): Promise<number> {
  for (;;) {
    given += 1;
    const port = (await base) + 1 + (given % (share - 1));
    const server = await listenAt(port);
    if (server === undefined) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/** Undefined: somebody has it. */
async function listenAt(port: number): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy()).unref();
  server.listen(port, '127.0.0.1');
  return once(server, 'listening').then(
    () => server,
    () => undefined,
  );
}
