// The chat with somebody at a terminal: a client core, and the outbox that keeps what they type.
import { type Client, type ClientOptions, createClient } from '../sdk/client.ts';
import { tellLine } from './entry.ts';
import { outboxOf } from './sending/entrance.ts';
import type { Settings } from './settings.ts';
import { TypedOutbox } from './typed-outbox.ts';

/** Said at the end of the program, if something waits. */
export function createTyping(given: Settings, options: ClientOptions): Client {
  const outbox = new TypedOutbox(outboxOf(given, given.server, process.env), options.clock);
  const client = createClient({ ...options, ...outbox.begin(options) });
  outbox.follow(client);
  process.on('exit', () => tellWaiting(outbox.flush()));
  // A file that may not grow (ulimit -f) is no end of the program: who writes it hears of it.
  process.on('SIGXFSZ', () => {});
  return client;
}

function tellWaiting(count: number): void {
  if (count === 0) return;
  const what = count === 1 ? '1 message waits' : `${count} messages wait`;
  tellLine(`${what} for the next start, or chat-client outbox --flush`);
}
