// The way to the person's own server: where it has died, whoever comes back first starts it again.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownAddress } from '../sdk/node/find-server.ts';
import { whyNotOwn } from '../sdk/node/own-places.ts';
import { unixTransport } from '../sdk/node/unix.ts';
import type { Link, Transport, TransportHandlers } from '../sdk/transport.ts';

/**
 * @param path of its socket
 * @param revive has it running. @returns in a sentence why it does not
 */
export function ownTransport(path: string, revive: () => Promise<string | undefined>): Transport {
  const plain = inOwnFolder(path);
  return { ...plain, open: (handlers) => openOrRevive(plain, handlers, revive) };
}

/** Looked at each time: in days, what tidies up /tmp may have removed the folder, and anybody may have made another. */
function inOwnFolder(path: string): Transport {
  const plain = unixTransport(path, ownAddress);
  const folder = dirname(path);
  const open = (handlers: TransportHandlers): Link => {
    const why = existsSync(folder) ? whyNotOwn(folder) : `there is no ${folder} any more`;
    if (why === undefined) return plain.open(handlers);
    let isOver = false;
    queueMicrotask(() => isOver || handlers.onClose(why));
    return {
      send: () => {},
      close() {
        isOver = true;
      },
    };
  };
  return { ...plain, open };
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
      return link.close();
    },
  };
}
