// Addresses as sockets name them: the same machine always the same way, and whether it is this one.

/** An IPv4 address stays one where a socket of both families accepted it. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

export function isLoopback(address: string): boolean {
  return address === '' || address === '::1' || /^127\./.test(address);
}
