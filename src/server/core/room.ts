// A room and who is in it, kept in the order of their names so that a page of them costs a page.
import type { Session } from './session.ts';

/**
 * Its members are sessions, as each of them is to be spoken to. Those of one person stand side by side,
 * for they have one name, and no two people have the same; told and counted are people.
 */
export class Room {
  readonly name: string;
  /** Its members' number has changed since it was last told (large rooms only). */
  isCountDue = false;
  /**
   * Of a direct room: up to where each session was told what is in it. The next message that is for it
   * follows that one; there may be others between, of those who had the names before.
   */
  readonly told = new WeakMap<Session, number>();
  readonly #members: Session[] = [];
  #people = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Every session, in the order of their names. Not to be changed, and not to be kept. */
  get members(): readonly Session[] {
    return this.#members;
  }

  /** How many people. */
  get count(): number {
    return this.#people;
  }

  has(session: Session): boolean {
    return session.rooms.has(this);
  }

  /** @returns whether the person was not in it before */
  add(session: Session): boolean {
    if (this.has(session)) return false;
    const at = this.#placeOf(session.folded);
    const isNew = this.#members[at]?.folded !== session.folded;
    this.#members.splice(at, 0, session);
    session.rooms.add(this);
    if (isNew) this.#people++;
    return isNew;
  }

  /** @returns whether the person is not in it any more */
  remove(session: Session): boolean {
    if (!session.rooms.delete(this)) return false;
    const first = this.#placeOf(session.folded);
    this.#members.splice(this.#members.indexOf(session, first), 1);
    const isGone = this.#members[first]?.folded !== session.folded;
    if (isGone) this.#people--;
    return isGone;
  }

  /** The same person by another session. */
  swap(before: Session, after: Session): void {
    if (!before.rooms.delete(this)) return;
    const told = this.told.get(before);
    if (told !== undefined) this.told.set(after, told);
    this.#members[this.#members.indexOf(before, this.#placeOf(before.folded))] = after;
    after.rooms.add(this);
  }

  /** The sessions of one person that are in it. */
  sessionsOf(folded: string): readonly Session[] {
    const from = this.#placeOf(folded);
    let to = from;
    while (this.#members[to]?.folded === folded) to++;
    return this.#members.slice(from, to);
  }

  /** Whether the person is in it by programs alone. */
  isBot(folded: string): boolean {
    const sessions = this.sessionsOf(folded);
    return sessions.length > 0 && sessions.every(({ isBot }) => isBot);
  }

  /**
   * At most `limit` people whose folded name begins with `prefix`, those after `after` only; for each
   * one of their sessions.
   */
  page(prefix: string, after: string, limit: number): { members: Session[]; more: boolean } {
    const from = after > prefix ? after : prefix;
    const members: Session[] = [];
    for (let at = this.#placeOf(from); at < this.#members.length; at++) {
      const member = this.#members[at] as Session;
      if (!member.folded.startsWith(prefix)) break;
      if (member.folded === after || member.folded === members.at(-1)?.folded) continue;
      if (members.length === limit) return { members, more: true };
      members.push(member);
    }
    return { members, more: false };
  }

  /** Where the first member of that name stands, or would. */
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
