// Addresses and networks as numbers: how one is written, and whether a network holds an address.

/** A network, or with all bits fixed one address. Of IPv4 in IPv6 always the IPv4 one. */
export interface Network {
  readonly version: 4 | 6;
  /** What lies beyond `length` is 0. */
  readonly bits: bigint;
  /** How many bits are fixed. */
  readonly length: number;
}

const widths = { 4: 32, 6: 128 } as const;
/** `::ffff:0:0/96`: IPv4 as a socket of both families names it. */
const mapped = 0xffffn;

/** `192.0.2.7`, `192.0.2.0/24`, `2001:DB8::/32`, `fe80::1%eth0`; undefined: it is none. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const parsed = parseAddress(address);
  if (!parsed || rest.length > 0) return undefined;
  const { version, value } = parsed;
  if (bits === undefined) return asPlain({ version, bits: value, length: widths[version] });
  if (!/^(?:0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > widths[version]) return undefined;
  return asPlain(widen({ version, bits: value, length: widths[version] }, Number(bits)));
}

/** The network of that many bits which holds this one. */
export function widen(network: Network, length: number): Network {
  const free = BigInt(widths[network.version] - length);
  return { version: network.version, bits: (network.bits >> free) << free, length };
}

/** What one machine has of the net: an IPv4 address, or the first half of an IPv6 one. */
export function ownPart(address: Network): Network {
  return address.version === 4 ? address : widen(address, Math.min(address.length, 64));
}

export function holds(network: Network, other: Network): boolean {
  if (network.version !== other.version || network.length > other.length) return false;
  return widen(other, network.length).bits === network.bits;
}

/** Wider than any network that somebody comes from: a slip of the pen would put out everyone. */
export function isTooWide({ version, length }: Network): boolean {
  return length < (version === 4 ? 8 : 16);
}

const thisMachine = ['127.0.0.0/8', '::1'].map((text) => parseNetwork(text) as Network);

export function isThisMachine(network: Network): boolean {
  return thisMachine.some((own) => holds(own, network) || holds(network, own));
}

/** The one way of writing it (RFC 5952), with the bits only where it is no single address. */
export function formatNetwork({ version, bits, length }: Network): string {
  const text = version === 4 ? formatFour(bits) : formatSix(bits);
  return length === widths[version] ? text : `${text}/${length}`;
}

function asPlain(network: Network): Network {
  const { version, bits, length } = network;
  if (version === 4 || length < 96 || bits >> 32n !== mapped) return network;
  return { version: 4, bits: bits & 0xffff_ffffn, length: length - 96 };
}

function parseAddress(text: string): { version: 4 | 6; value: bigint } | undefined {
  if (!text.includes(':')) {
    const value = parseFour(text);
    return value === undefined ? undefined : { version: 4, value };
  }
  // A zone names an interface of one machine, which says nothing to others.
  const value = parseSix(text.replace(/%[^%]+$/, ''));
  return value === undefined ? undefined : { version: 6, value };
}

function parseFour(text: string): bigint | undefined {
  const parts = text.split('.');
  // A leading 0 means octal to some programs: better no address than another one.
  const isWhole = parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  if (parts.length !== 4 || !isWhole) return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseSix(text: string): bigint | undefined {
  const [head = '', tail, ...rest] = text.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  if (rest.length > 0 || !before || !after) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  // Dots belong at the end alone.
  if (tail !== undefined && head.includes('.')) return undefined;
  const groups = [...before, ...Array<number>(missing).fill(0), ...after];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [at, part] of parts.entries()) {
    const four = part.includes('.') && at === parts.length - 1 ? parseFour(part) : undefined;
    if (four !== undefined) groups.push(Number(four >> 16n), Number(four & 0xffffn));
    else if (/^[\da-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

function formatFour(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((by) => (bits >> by) & 0xffn).join('.');
}

function formatSix(bits: bigint): string {
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((by) =>
    ((bits >> by) & 0xffffn).toString(16),
  );
  const text = groups.join(':');
  // The longest run of zeros, the first of equals, of two at least.
  const runs = [...text.matchAll(/(?<![\da-f])0(?::0)+(?![\da-f])/g)];
  const longest = runs.reduce<RegExpExecArray | undefined>(
    (best, run) => (best && best[0].length >= run[0].length ? best : run),
    undefined,
  );
  if (!longest) return text;
  const end = longest.index + longest[0].length;
  return `${text.slice(0, longest.index).replace(/:$/, '')}::${text.slice(end).replace(/^:/, '')}`;
}
