// What counts as one, where addresses are counted: a machine has more of them than one.

/**
 * What one machine has of the net: an IPv4 address, or the first half of an IPv6 one, as every machine
 * has all addresses that begin with its own, and would else count as any number of them.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  // Dots at the end stand for two groups.
  const isMixed = address.includes('.') ? 1 : 0;
  const missing = tail === undefined ? 0 : 8 - groups.length - after.length - isMixed;
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...after];
  const half = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${half.join(':')}::/64`;
}
