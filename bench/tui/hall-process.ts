// The server that feeds a client, in a process of its own: `hall-process.ts partyline|irc BACKLOG`, driven by messages.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Heard, Order } from './hall.ts';
import { irc } from './speak-irc.ts';
import { partyline } from './speak-partyline.ts';
import { said } from './talk.ts';

const [speaks, backlog] = process.argv.slice(2);
const language = speaks === 'irc' ? irc : partyline;
/** The newest message, for who comes. */
let held = Number(backlog);
/** One client at a time: the last that came. */
let guest: Socket | undefined;

const fillBlock = 500;
const floodEveryMs = 10;

const server = createServer({ noDelay: true }, (socket) => {
  guest = socket;
  socket.on('error', () => {});
  createInterface({ input: socket }).on('line', (line) => {
    const { lines, hasEntered } = language.answer(line, held);
    if (lines !== '') socket.write(lines);
    if (hasEntered) tell({ is: 'entered' });
  });
});

server.listen({ host: '127.0.0.1', port: 0 }, () => {
  tell({ is: 'open', port: (server.address() as AddressInfo).port });
});

process.on('message', (order: Order) => void run(order));
process.on('disconnect', () => process.exit());

async function run(order: Order): Promise<void> {
  if ('perSecond' in order) await flood(order.perSecond, order.seconds);
  else await fill(order.messages);
  tell({ is: 'done', last: held, behindBytes: guest?.writableLength ?? 0 });
}

/** As fast as they are taken. */
async function fill(messages: number): Promise<void> {
  for (let left = messages; left > 0 && guest !== undefined; left -= fillBlock) {
    const lines = next(Math.min(left, fillBlock));
    if (!guest.write(lines.join(''))) await once(guest, 'drain');
  }
}

/** In small bundles, as a busy server writes them. All are made before the first goes out. */
function flood(perSecond: number, seconds: number): Promise<void> {
  const lines = next(perSecond * seconds);
  const startedAtMs = performance.now();
  let sent = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const due = Math.floor(((performance.now() - startedAtMs) * perSecond) / 1000);
      guest?.write(lines.slice(sent, due).join(''));
      sent = Math.max(sent, due);
      if (sent < lines.length) return;
      clearInterval(timer);
      resolve();
    }, floodEveryMs);
  });
}

function next(count: number): string[] {
  const first = held + 1;
  held += count;
  return Array.from({ length: count }, (_, at) => language.say(said(first + at)));
}

function tell(what: Heard): void {
  process.send?.(what);
}
