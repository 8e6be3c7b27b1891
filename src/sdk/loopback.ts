// Which hosts are this machine, whatever the network says: what goes there is on no wire.

/** @param host a name or an address; IPv6 with or without brackets */
export function isLoopbackHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true;
  // Whole numbers only: `127.0.0.1.example.com` is anybody's.
  return /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(name);
}
