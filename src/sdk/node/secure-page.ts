// Why a page's server could not be reached over TLS: a WebSocket does not say when it is the certificate.
import { connect } from 'node:tls';
import type { Transport } from '../transport.ts';
import { handshakeOptions, trustedAuthorities } from './certificate.ts';

/** What the question may take; whoever does not answer is not reached for another reason. */
const patienceMs = 5_000;

export interface Secured {
  readonly host: string;
  readonly port: number;
  /** What to do where no authority vouches for the certificate, for people. */
  readonly remedy: string;
}

/** The same transport; where its link never came about, it says so if that was for the certificate. */
export function explainCertificate(transport: Transport, secured: Secured): Transport {
  return {
    ...transport,
    open(handlers) {
      let wasOpen = false;
      let isOver = false;
      const link = transport.open({
        ...handlers,
        onOpen() {
          wasOpen = true;
          handlers.onOpen();
        },
        onClose(why, isFinal) {
          if (wasOpen) return handlers.onClose(why, isFinal);
          void isUnverified(secured).then((isIt) => {
            if (isOver) return;
            if (isIt) handlers.onClose(untrusted(transport.address, secured), true);
            else handlers.onClose(why, isFinal);
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
    },
  };
}

function untrusted(address: string, { remedy }: Secured): string {
  return `No authority vouches for the certificate of ${address}. ${remedy}`;
}

/** Shakes hands, and says nothing. */
function isUnverified({ host, port }: Secured): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(handshakeOptions(host, port, trustedAuthorities()));
    const timer = setTimeout(() => socket.destroy(), patienceMs);
    socket.on('secureConnect', () => {
      resolve(!socket.authorized);
      socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
