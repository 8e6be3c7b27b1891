// The way to the person's own server: where it has died, whoever comes back first starts it again.
import { ownAddress } from '../sdk/node/find-server.ts';
import { unixTransport } from '../sdk/node/unix.ts';
import type { Link, Transport, TransportHandlers } from '../sdk/transport.ts';

/**
 * @param path of its socket
 * @param revive has it running. @returns in a sentence why it does not
 */
export function ownTransport(path: string, revive: () => Promise<string | undefined>): Transport {
  const plain = unixTransport(path, ownAddress);
  return { ...plain, open: (handlers) => openOrRevive(plain, handlers, revive) };
}

function openOrRevive(
  plain: Transport,
  handlers: TransportHandlers,
  revive: () => Promise<string | undefined>,
): Link {
  let wasOpen = false;
  let isOver = false;
  let link = plain.open({
    ...handlers,
    onOpen() {
      wasOpen = true;
      handlers.onOpen();
    },
    onClose(why, isFinal) {
      if (wasOpen || isOver) return handlers.onClose(why, isFinal);
      void revive()
        .catch((error: Error) => error.message)
        .then((problem) => {
          if (isOver) return;
          if (problem === undefined) link = plain.open(handlers);
          else handlers.onClose(problem);
        });
    },
  });
  return {
    send: (line) => link.send(line),
    close() {
      isOver = true;
      link.close();
    },
  };
}
