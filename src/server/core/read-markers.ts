// How far each person has read in each room; as much of it as is kept.

/** One person's place in one room. */
export interface ReadMarker {
  readonly owner: string;
  readonly room: string;
  seq: number;
}

export interface ReadMarkerLimits {
  /** People; who has not been heard of for the longest time goes first. */
  readonly maxReadOwners: number;
  /** Rooms of one of them; the one that was not read in for the longest time goes first. */
  readonly maxReadRooms: number;
  /** Markers of all together, as few have as many rooms as they may. */
  readonly maxReadMarkers: number;
}

interface Owner {
  usedMs: number;
  /** In the order in which they were read in. */
  readonly markers: Map<string, ReadMarker>;
}

/**
 * - A marker never goes back, and never lies beyond what the room has; one that does, because the
 *   log was lost or exchanged, is moved back to the room's end.
 * - What has moved is remembered until `takeMoved`, for whoever keeps it over a restart.
 */
export class ReadMarkers {
  readonly #limits: ReadMarkerLimits;
  /** In the order of their use: the first is the one to go. */
  readonly #owners = new Map<string, Owner>();
  #moved = new Set<ReadMarker>();
  #count = 0;

  constructor(limits: ReadMarkerLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#count;
  }

  /** Undefined: not known. @param last the room's newest seq */
  find(owner: string, room: string, last: number, nowMs: number): number | undefined {
    const marker = this.#owners.get(owner)?.markers.get(room);
    if (!marker) return undefined;
    if (marker.seq > last) this.#put(owner, room, last, nowMs);
    else this.#use(owner, nowMs);
    return marker.seq;
  }

  /** Moves the marker as far as `seq`, where that is forward; returns it as it is kept. */
  advance(
    owner: string,
    room: string,
    seq: number,
    last: number,
    nowMs: number,
  ): { readonly seq: number; readonly hasMoved: boolean } {
    const kept = this.find(owner, room, last, nowMs) ?? -1;
    const wanted = Math.min(seq, last);
    if (wanted <= kept) return { seq: kept, hasMoved: false };
    this.#put(owner, room, wanted, nowMs);
    return { seq: wanted, hasMoved: true };
  }

  /** What was kept over a restart, in the order in which it was said; the last word counts. */
  restore({ owner, room, seq }: ReadMarker, usedMs: number): void {
    this.#moved.delete(this.#put(owner, room, seq, usedMs));
  }

  /** What one owner has read is what the other has: a guest who became an account. */
  handOver(from: string, to: string, nowMs: number): void {
    const markers = [...(this.#owners.get(from)?.markers.values() ?? [])];
    this.forget(from);
    for (const { room, seq } of markers) this.#put(to, room, seq, nowMs);
  }

  forgetUnusedSince(ms: number): void {
    for (const [name, { usedMs }] of this.#owners) if (usedMs < ms) this.forget(name);
  }

  /** What has moved since the last call. */
  takeMoved(): ReadMarker[] {
    const moved = [...this.#moved];
    this.#moved = new Set();
    return moved;
  }

  /** What was taken could not be kept: the next `takeMoved` gives it again. */
  giveBack(taken: Iterable<ReadMarker>): void {
    for (const marker of taken) if (this.#isHeld(marker)) this.#moved.add(marker);
  }

  /** When the marker's owner was last heard of; 0: it is not kept any more. */
  usedMs({ owner }: ReadMarker): number {
    return this.#owners.get(owner)?.usedMs ?? 0;
  }

  /** Every marker, those to go first first; may be changed while it is walked through. */
  *all(): Iterable<ReadMarker> {
    for (const { markers } of [...this.#owners.values()]) yield* [...markers.values()];
  }

  #put(owner: string, room: string, seq: number, nowMs: number): ReadMarker {
    const { markers } = this.#use(owner, nowMs);
    const marker = markers.get(room) ?? { owner, room, seq };
    marker.seq = seq;
    if (markers.delete(room)) this.#count--;
    markers.set(room, marker);
    this.#count++;
    this.#moved.add(marker);
    this.#makeRoom(markers);
    return marker;
  }

  #use(name: string, nowMs: number): Owner {
    const owner = this.#owners.get(name) ?? { usedMs: 0, markers: new Map() };
    owner.usedMs = Math.max(owner.usedMs, nowMs);
    this.#owners.delete(name);
    this.#owners.set(name, owner);
    return owner;
  }

  #makeRoom(markers: Map<string, ReadMarker>): void {
    const { maxReadOwners, maxReadRooms, maxReadMarkers } = this.#limits;
    const [oldest] = markers.values();
    if (oldest && markers.size > maxReadRooms) {
      markers.delete(oldest.room);
      this.#moved.delete(oldest);
      this.#count--;
    }
    for (const name of this.#owners.keys()) {
      const isTooMuch = this.#owners.size > maxReadOwners || this.#count > maxReadMarkers;
      if (!isTooMuch || this.#owners.size === 1) return;
      this.forget(name);
    }
  }

  forget(name: string): void {
    const { markers } = this.#owners.get(name) ?? {};
    this.#owners.delete(name);
    for (const marker of markers?.values() ?? []) {
      this.#moved.delete(marker);
      this.#count--;
    }
  }

  #isHeld(marker: ReadMarker): boolean {
    return this.#owners.get(marker.owner)?.markers.get(marker.room) === marker;
  }
}
