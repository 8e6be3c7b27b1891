// Addresses as sockets name them: the same machine always the same way, and whether it is this one.
import { isIP } from 'node:net';

/** An IPv4 address stays one where a socket of both families accepted it. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

export function isLoopback(address: string): boolean {
  return address === '' || address === '::1' || /^127\./.test(address);
}

/** What an operator may listen on: a name or an address. */
export function isLoopbackHost(host: string): boolean {
  if (isIP(host) !== 0) return isLoopback(plainAddress(host));
  return host === 'localhost' || host.endsWith('.localhost');
}
