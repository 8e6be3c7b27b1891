// Which proxies are believed, and whose request it is that they hand on.
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Origin } from '../core/session.ts';
import { isLoopback, plainAddress } from '../net/address.ts';

export class Proxies {
  #trusted = new BlockList();

  /** @param addresses each as `isProxyAddress` wants it */
  constructor(addresses: readonly string[]) {
    this.trustOnly(addresses);
  }

  trustOnly(addresses: readonly string[]): void {
    this.#trusted = new BlockList();
    for (const address of addresses) this.#trust(address);
  }

  isTrusted(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.#trusted.check(address, familyOf(version));
  }

  /**
   * Who asks. A trusted proxy's word counts, and that of a trusted one before it: the last address
   * that is none of theirs is whose request it is. What stands before that anyone may have written.
   * Who is handed on is never taken to be at this machine, not even by a trusted proxy's word: one that
   * hands on what it was told would make everybody so who says `X-Forwarded-For: 127.0.0.1`.
   */
  originOf(socketAddress: string | undefined, headers: IncomingHttpHeaders): Origin {
    const own = plainAddress(socketAddress);
    const isHandedOn = Object.keys(headers).some((name) => ofProxies.test(name));
    if (!isHandedOn) return { address: own, isLoopback: isLoopback(own) };
    // From elsewhere anybody could call itself a proxy, and be banned by no network.
    if (!this.isTrusted(own)) {
      return isLoopback(own) ? shared(own) : { address: own, isLoopback: false };
    }
    let address = own;
    const hops = [headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').reverse();
    for (const hop of hops) {
      const named = addressIn(hop);
      // Nobody is named there: all that is known is who said so.
      if (named === undefined) return shared(address);
      address = named;
      if (!this.isTrusted(address)) return { address, isLoopback: false };
    }
    return shared(address);
  }

  #trust(text: string): void {
    if (text === 'loopback') {
      this.#trusted.addSubnet('127.0.0.0', 8, 'ipv4');
      this.#trusted.addAddress('::1', 'ipv6');
      return;
    }
    const [address = '', bits] = text.split('/');
    const family = familyOf(isIP(address));
    if (bits === undefined) this.#trusted.addAddress(address, family);
    else this.#trusted.addSubnet(address, Number(bits), family);
  }
}

/**
 * What no browser sends. Several, as a client may get a careless proxy to leave one of them out, by naming
 * it in `Connection`.
 */
const ofProxies =
  /^(?:x-forwarded(?:-.*)?|forwarded|via|x-real-ip|(?:x-|true-)?client-ip|cf-connecting-ip)$/;

/** Whoever it is: the proxy's address is all that is known. */
function shared(address: string): Origin {
  return { address, isLoopback: false, isShared: true };
}

/** An IP address, one with the bits of a network (`10.0.0.0/8`), or `loopback`. */
export function isProxyAddress(text: string): boolean {
  if (text === 'loopback') return true;
  const [, address = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(bits ?? 0) <= (version === 4 ? 32 : 128);
}

/** Some proxies name the port too. */
function addressIn(hop: string): string | undefined {
  const text = hop
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1');
  const address = plainAddress(text);
  return isIP(address) === 0 ? undefined : address;
}

function familyOf(version: number): 'ipv4' | 'ipv6' {
  return version === 6 ? 'ipv6' : 'ipv4';
}
