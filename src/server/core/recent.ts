// The log's tail in memory: what most joins ask for.
import type { Entry, Message } from '../../protocol/index.ts';
import { isChange } from './changes.ts';

/** A queue that drops at its head in constant time. */
class RoomTail {
  #messages: Message[] = [];
  #head = 0;

  get all(): readonly Message[] {
    return this.#messages;
  }

  get head(): number {
    return this.#head;
  }

  push(message: Message): void {
    this.#messages.push(message);
  }

  shift(): void {
    this.#head++;
    if (this.#head < 1024 || this.#head * 2 < this.#messages.length) return;
    this.#messages = this.#messages.slice(this.#head);
    this.#head = 0;
  }

  get isEmpty(): boolean {
    return this.#head === this.#messages.length;
  }

  /** The place of the first message with a greater seq. */
  after(seq: number): number {
    let low = this.#head;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#messages[middle] as Message).seq <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * All messages of a room from `floorOf(room)` on, and none before it.
 * Order: messages are added as the log commits them; the oldest goes when there are too many.
 */
export class Recent {
  readonly #max: number;
  readonly #order = new RoomTail();
  readonly #rooms = new Map<string, RoomTail>();
  #floor: number;
  /** Edits, deletions and reactions by what they point at. */
  readonly #changes = new Map<number, Message[]>();
  /** Rooms of which memory begins later than elsewhere. */
  readonly #laterFloors = new Map<string, number>();

  /**
   * @param floor nothing with a lower seq is held; 0: memory reaches back to the log's beginning
   * @param unplaced entries whose `prev` is not known: not held
   */
  constructor(max: number, floor: number, unplaced: readonly Entry[]) {
    this.#max = max;
    this.#floor = floor;
    for (const entry of unplaced) this.#laterFloors.set(entry.room, entry.seq + 1);
  }

  /** The seq from which on all of the room's messages are held; 0: from its beginning. */
  floorOf(room: string): number {
    return Math.max(this.#floor, this.#laterFloors.get(room) ?? 0);
  }

  /** The lowest seq that may be held; 0: memory reaches back to the log's beginning. */
  get floor(): number {
    return this.#floor;
  }

  /** What is held of the edits, deletions and reactions that point at a message. */
  readonly changesOf = (target: number): readonly Message[] => this.#changes.get(target) ?? [];

  /** The message of that seq, if it is held. */
  find(room: string, seq: number): Message | undefined {
    const found = this.after(room, seq - 1, 1)[0];
    return found?.seq === seq ? found : undefined;
  }

  /** After which `seq` all was said at that time (ISO 8601) or later; undefined: that is not in memory. */
  lastBefore(at: string): number | undefined {
    const { all, head } = this.#order;
    let low = head;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((all[middle] as Message).timestamp < at) low = middle + 1;
      else high = middle;
    }
    if (low > head) return (all[low - 1] as Message).seq;
    return this.#floor === 0 ? 0 : undefined;
  }

  /** @returns the message that had to go for it */
  add(message: Message): Message | undefined {
    this.#order.push(message);
    let room = this.#rooms.get(message.room);
    if (!room) {
      room = new RoomTail();
      this.#rooms.set(message.room, room);
    }
    room.push(message);
    if (message.target !== undefined && isChange(message)) {
      const others = this.#changes.get(message.target);
      if (others) others.push(message);
      else this.#changes.set(message.target, [message]);
    }
    return this.#order.all.length - this.#order.head > this.#max ? this.#drop() : undefined;
  }

  /** The oldest `limit` messages of the room after `seq`, oldest first. */
  after(room: string, seq: number, limit: number): Message[] {
    const tail = this.#rooms.get(room);
    if (!tail) return [];
    const from = tail.after(seq);
    return tail.all.slice(from, from + limit);
  }

  /** The newest `limit` messages of the room before `seq`, oldest first. */
  before(room: string, seq: number, limit: number): Message[] {
    const tail = this.#rooms.get(room);
    if (!tail || limit === 0) return [];
    const to = tail.after(seq - 1);
    return tail.all.slice(Math.max(tail.head, to - limit), to);
  }

  #drop(): Message {
    const oldest = this.#order.all[this.#order.head] as Message;
    this.#order.shift();
    this.#floor = oldest.seq + 1;
    const room = this.#rooms.get(oldest.room) as RoomTail;
    room.shift();
    if (room.isEmpty) this.#rooms.delete(oldest.room);
    if (oldest.target !== undefined) this.#forgetChange(oldest.target, oldest);
    return oldest;
  }

  #forgetChange(target: number, change: Message): void {
    const changes = this.#changes.get(target);
    if (changes?.[0] !== change) return;
    if (changes.length === 1) this.#changes.delete(target);
    else changes.shift();
  }
}
