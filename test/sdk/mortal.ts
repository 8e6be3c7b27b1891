// A client that can be gone from one moment to the next, as a page is that is reloaded: no goodbye, no timer.
import { type Client, type ClientOptions, createClient } from '../../src/sdk/client.ts';
import type { Clock } from '../../src/sdk/clock.ts';
import type { Transport, TransportHandlers } from '../../src/sdk/transport.ts';

export interface Mortal {
  readonly client: Client;
  /** It does nothing any more; what it has written is still on its way. */
  die(): void;
}

export function mortalClient(options: ClientOptions): Mortal {
  let isAlive = true;
  const ifAlive = <Args extends unknown[]>(run: (...args: Args) => void) => {
    return (...args: Args): void => {
      if (isAlive) run(...args);
    };
  };
  const clock: Clock = {
    now: options.clock.now,
    setTimer: (delayMs, run) => options.clock.setTimer(delayMs, ifAlive(run)),
  };
  const heard = (handlers: TransportHandlers): TransportHandlers => ({
    onOpen: ifAlive(() => handlers.onOpen()),
    onLines: ifAlive((lines) => handlers.onLines(lines)),
    onClose: ifAlive((why, isFinal) => handlers.onClose(why, isFinal)),
  });
  const transport: Transport = {
    address: options.transport.address,
    isPrivate: options.transport.isPrivate,
    open: (handlers) => options.transport.open(heard(handlers)),
  };
  const client = createClient({ ...options, clock, transport });
  return {
    client,
    die: () => {
      isAlive = false;
    },
  };
}
