// What a handshake hears that goes no further: an alert of TLS, so that a client can tell why from a cut.
import type { Socket } from 'node:net';

/** By RFC 8446, 6.2. */
const reasons = {
  /** There is no TLS here, and there will be none. */
  'no-tls': 40,
  /** Not now. */
  busy: 80,
} as const;

const alert = 0x15;
const fatal = 2;

/** Cheap, as no key is touched; it closes the socket. */
export function refuseHandshake(socket: Socket, reason: keyof typeof reasons): void {
  socket.end(Uint8Array.of(alert, 0x03, 0x03, 0, 2, fatal, reasons[reason]), () =>
    socket.destroy(),
  );
}
