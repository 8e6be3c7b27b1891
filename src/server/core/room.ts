// A room and who is in it, kept in the order of their names so that a page of them costs a page.
import type { Session } from './session.ts';

export class Room {
  readonly name: string;
  /** Its members' number has changed since it was last told (large rooms only). */
  isCountDue = false;
  readonly #members: Session[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** In the order of their names. Not to be changed, and not to be kept. */
  get members(): readonly Session[] {
    return this.#members;
  }

  get count(): number {
    return this.#members.length;
  }

  has(session: Session): boolean {
    return session.rooms.has(this);
  }

  add(session: Session): void {
    if (this.has(session)) return;
    this.#members.splice(this.#placeOf(session.folded), 0, session);
    session.rooms.add(this);
  }

  remove(session: Session): void {
    if (!session.rooms.delete(this)) return;
    const at = this.#members.indexOf(session, this.#placeOf(session.folded));
    this.#members.splice(at, 1);
  }

  /** At most `limit` members whose folded name begins with `prefix`, those after `after` only. */
  page(prefix: string, after: string, limit: number): { members: Session[]; more: boolean } {
    const from = after > prefix ? after : prefix;
    const members: Session[] = [];
    for (let at = this.#placeOf(from); at < this.#members.length; at++) {
      const member = this.#members[at] as Session;
      if (!member.folded.startsWith(prefix)) break;
      if (member.folded === after) continue;
      if (members.length === limit) return { members, more: true };
      members.push(member);
    }
    return { members, more: false };
  }

  /** Where a member of that name stands, or would. */
  #placeOf(folded: string): number {
    let low = 0;
    let high = this.#members.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#members[middle] as Session).folded < folded) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
