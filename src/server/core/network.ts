// What counts as one, where addresses are counted: a machine has more of them than one.
import { formatNetwork, ownPart, parseNetwork } from './cidr.ts';

/**
 * What one machine has of the net: an IPv4 address, or the first half of an IPv6 one, as every machine
 * has all addresses that begin with its own, and would else count as any number of them.
 */
export function networkOf(address: string): string {
  // Nearly always, and asked for with every connection.
  if (!address.includes(':')) return address;
  const parsed = parseNetwork(address);
  return parsed ? formatNetwork(ownPart(parsed)) : address;
}
