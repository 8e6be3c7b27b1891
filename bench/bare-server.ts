// What node:net alone can do: hands each line to every socket; parses nothing, stores nothing.
// `coalesce` writes what a turn of the event loop brought as one buffer; `each` writes every line.
import { type AddressInfo, createServer, type Socket } from 'node:net';

const mode = process.argv[2] === 'each' ? 'each' : 'coalesce';
const sockets = new Set<Socket>();
let turn: Buffer[] = [];

const server = createServer({ noDelay: true }, (socket) => {
  sockets.add(socket);
  let held: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    const end = chunk.lastIndexOf(0x0a) + 1;
    if (end === 0) held = Buffer.concat([held, chunk]);
    else {
      take(
        held.length === 0 ? chunk.subarray(0, end) : Buffer.concat([held, chunk.subarray(0, end)]),
      );
      held = chunk.subarray(end);
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => sockets.delete(socket));
});

function take(lines: Buffer): void {
  if (mode === 'coalesce') {
    if (turn.length === 0) setImmediate(flush);
    turn.push(lines);
    return;
  }
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(0x0a, start) + 1;
    const line = lines.subarray(start, end);
    for (const socket of sockets) socket.write(line);
    start = end;
  }
}

function flush(): void {
  const bytes = turn.length === 1 ? (turn[0] as Buffer) : Buffer.concat(turn);
  turn = [];
  for (const socket of sockets) socket.write(bytes);
}

server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
  console.log(`bare at 127.0.0.1:${(server.address() as AddressInfo).port}`);
});
