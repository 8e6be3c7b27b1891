// The bans and mutes that hold now: found by owner, name and network without a look at the others.
import { foldName } from '../../protocol/index.ts';
import type { Accounts } from './accounts.ts';
import type { Ban, BanStore } from './ban-book.ts';
import { type Network, ownPart, parseNetwork } from './cidr.ts';
import { keptLimits } from './limits.ts';
import { NetworkMap } from './network-map.ts';
import type { Origin, ServerRole } from './session.ts';

const sweepEveryMs = 60_000;

/** Who might be banned: a session, or who would like to have one. */
export interface Suspect {
  readonly owner: string;
  readonly keys: readonly string[];
  readonly role: ServerRole;
  readonly origin: Origin;
}

/** What a ban is of, to find it again. */
export interface Target {
  /** As it was called then. */
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  readonly keys?: readonly string[];
  readonly network?: string | undefined;
}

type Action = Ban['action'];

/**
 * - A ban holds for its owner, for its name and for what looks like it, and for its network.
 * - A person's network holds for guests, and for accounts that are younger than the ban: who shares an
 *   address with somebody and was here before is somebody else.
 * - No network holds for this machine, nor for the server's own moderators: nobody can lock them out.
 */
export class Bans {
  readonly #store: BanStore;
  readonly #accounts: Pick<Accounts, 'find'>;
  readonly #report: (message: string) => void;
  readonly #byId = new Map<string, Ban>();
  readonly #byOwner = new Map<string, Set<Ban>>();
  readonly #byKey = new Map<string, Set<Ban>>();
  readonly #byNetwork = new NetworkMap<Ban>();
  readonly #counts = new Map<string | undefined, number>();
  /** What the address of a connection is, read once. */
  readonly #addresses = new WeakMap<Origin, { readonly address: Network | undefined }>();
  #sweptMs = 0;

  /** @param report hears the I/O error of a store that can't be written; what was done holds until the end */
  constructor(
    store: BanStore,
    accounts: Pick<Accounts, 'find'>,
    report: (message: string) => void = () => {},
  ) {
    this.#store = store;
    this.#accounts = accounts;
    this.#report = report;
    for (const ban of store.bans()) this.#take(ban);
  }

  get size(): number {
    return this.#byId.size;
  }

  /** The one that holds longest of those on the whole server, and, where there is a room, in that room. */
  find(action: Action, person: Suspect, room: string | undefined, nowMs: number): Ban | undefined {
    // Asked for each message; mostly there is none at all.
    if (this.#byId.size === 0) return undefined;
    let found: Ban | undefined;
    for (const ban of this.#about(person)) {
      if (ban.action !== action || (ban.room !== undefined && ban.room !== room)) continue;
      if (endOf(ban) <= nowMs) this.#remove(ban);
      else if (found === undefined || endOf(ban) > endOf(found)) found = ban;
    }
    return found;
  }

  /** False: there are as many as there may be. In the place of those of the same person, action and room. */
  add(ban: Ban, nowMs: number): boolean {
    this.sweep(nowMs);
    const { owner, keys, network } = ban;
    this.lift(ban.action, ban.room, { owner, keys, network });
    if (!this.#hasSpaceFor(ban)) return false;
    this.#take(ban);
    this.#try(() => this.#store.save(ban));
    return true;
  }

  /** Undoes all that fit. @returns them */
  lift(action: Action, room: string | undefined, target: Target): Ban[] {
    const fit = [...this.#near(target)].filter(
      (ban) => ban.action === action && ban.room === room && fits(ban, target),
    );
    for (const ban of fit) this.#remove(ban);
    return fit;
  }

  /** A guest has registered: what holds for it holds for its account too. It may come again as the guest. */
  passOn(from: string, to: string): void {
    for (const ban of [...(this.#byOwner.get(from) ?? [])]) {
      if (!this.#hasSpaceFor(ban)) continue;
      const passed = { ...ban, id: `${ban.id}/${to}`, owner: to };
      this.#take(passed);
      this.#try(() => this.#store.save(passed));
    }
  }

  /** Those of one room, or of the whole server; the newest first. */
  list(room: string | undefined, nowMs: number): Ban[] {
    const of = [...this.#byId.values()].filter((ban) => ban.room === room && endOf(ban) > nowMs);
    return of.sort((one, other) => other.sinceMs - one.sinceMs);
  }

  /** Forgets those that are over; now and then, however often it's called. */
  sweep(nowMs: number): void {
    if (nowMs - this.#sweptMs < sweepEveryMs) return;
    this.#sweptMs = nowMs;
    for (const ban of [...this.#byId.values()]) if (endOf(ban) <= nowMs) this.#remove(ban);
  }

  /** All that might fit: by a bare name any of them. */
  #near({ name, owner, keys = [], network }: Target): ReadonlySet<Ban> {
    if (name !== undefined) return new Set(this.#byId.values());
    const address = network === undefined ? undefined : parseNetwork(network);
    return new Set([
      ...(this.#byOwner.get(owner ?? '') ?? []),
      ...keys.flatMap((key) => [...(this.#byKey.get(key) ?? [])]),
      ...(address ? this.#byNetwork.find(address) : []),
    ]);
  }

  *#about(person: Suspect): Iterable<Ban> {
    yield* [...(this.#byOwner.get(person.owner) ?? [])];
    for (const key of person.keys) yield* [...(this.#byKey.get(key) ?? [])];
    const { role, origin } = person;
    if (origin.isLoopback || role === 'moderator' || role === 'owner') return;
    const address = this.#addressOf(origin);
    if (!address) return;
    for (const ban of [...this.#byNetwork.find(address)]) {
      if (!ban.isNetworkHidden || !this.#isOlder(person, ban)) yield ban;
    }
  }

  #isOlder({ owner, role }: Suspect, { sinceMs }: Ban): boolean {
    const account = role === 'guest' ? undefined : this.#accounts.find(owner);
    return account !== undefined && Date.parse(account.registered) < sinceMs;
  }

  #addressOf(origin: Origin): Network | undefined {
    const known = this.#addresses.get(origin) ?? { address: parseNetwork(origin.address) };
    this.#addresses.set(origin, known);
    return known.address;
  }

  #hasSpaceFor({ room }: Ban): boolean {
    const ofServer = this.#counts.get(undefined) ?? 0;
    if (room === undefined) return ofServer < keptLimits.maxServerBans;
    const ofRoom = this.#counts.get(room) ?? 0;
    const ofRooms = this.#byId.size - ofServer;
    return ofRoom < keptLimits.maxBansOfRoom && ofRooms < keptLimits.maxRoomBans;
  }

  #take(ban: Ban): void {
    this.#byId.set(ban.id, ban);
    if (ban.owner !== undefined) putInto(this.#byOwner, ban.owner, ban);
    for (const key of ban.keys) putInto(this.#byKey, key, ban);
    const network = keptUnder(ban);
    if (network) this.#byNetwork.add(network, ban);
    this.#counts.set(ban.room, (this.#counts.get(ban.room) ?? 0) + 1);
  }

  #remove(ban: Ban): void {
    if (!this.#byId.delete(ban.id)) return;
    if (ban.owner !== undefined) takeFrom(this.#byOwner, ban.owner, ban);
    for (const key of ban.keys) takeFrom(this.#byKey, key, ban);
    const network = keptUnder(ban);
    if (network) this.#byNetwork.delete(network, ban);
    const left = (this.#counts.get(ban.room) ?? 0) - 1;
    if (left > 0) this.#counts.set(ban.room, left);
    else this.#counts.delete(ban.room);
    this.#try(() => this.#store.drop(ban.id));
  }

  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#report(error instanceof Error ? error.message : String(error));
    }
  }
}

/** The network by which people are known who come from there again; undefined: it says nothing of them. */
export function networkOfPerson(origin: Origin): Network | undefined {
  if (origin.isLoopback || origin.isShared) return undefined;
  const address = parseNetwork(origin.address);
  return address && ownPart(address);
}

/** When it ends, in milliseconds. */
export function endOf({ untilMs }: Ban): number {
  return untilMs ?? Number.POSITIVE_INFINITY;
}

function keptUnder({ network }: Ban): Network | undefined {
  return network === undefined ? undefined : parseNetwork(network);
}

/** By a network only those that name it: whose network a person has is not to be found out so. */
function fits(ban: Ban, { name, owner, keys = [], network }: Target): boolean {
  if (name !== undefined && ban.name !== undefined && foldName(name) === foldName(ban.name)) {
    return true;
  }
  if (owner !== undefined && ban.owner === owner) return true;
  if (keys.some((key) => ban.keys.includes(key))) return true;
  const isNamed = ban.owner === undefined && ban.keys.length === 0;
  return network !== undefined && isNamed && ban.network === network;
}

function putInto(map: Map<string, Set<Ban>>, key: string, ban: Ban): void {
  const bans = map.get(key) ?? new Set();
  map.set(key, bans.add(ban));
}

function takeFrom(map: Map<string, Set<Ban>>, key: string, ban: Ban): void {
  const bans = map.get(key);
  bans?.delete(ban);
  if (bans?.size === 0) map.delete(key);
}
