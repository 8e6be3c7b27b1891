// This machine as others see it, for tests of who comes from elsewhere.
import { networkInterfaces } from 'node:os';

/** Undefined on a machine that has no address but its own. */
export function ownAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}
