// The way to the server over a WebSocket, for as long as the client core has none of its own.
import type { Transport } from '../sdk/transport.ts';

export function socketTransport(url: URL): Transport {
  const address = url.host;
  const socketUrl = new URL(url);
  socketUrl.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    address,
    open(handlers) {
      const socket = new WebSocket(socketUrl);
      let isOver = false;
      socket.onopen = () => handlers.onOpen();
      socket.onmessage = ({ data }) => {
        if (!isOver && typeof data === 'string') handlers.onLines([data]);
      };
      socket.onclose = () => {
        if (isOver) return;
        isOver = true;
        handlers.onClose(`The server can’t be reached. (${address})`);
      };
      return {
        send: (line) => socket.send(line.trimEnd()),
        close() {
          isOver = true;
          socket.close();
        },
      };
    },
  };
}
