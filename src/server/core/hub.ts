// Who is connected, who is in which room, and who must hear what.
import {
  type Event,
  encode,
  foldName,
  isDirectRoom,
  type Message,
  nameKeys,
} from '../../protocol/index.ts';
import { mayReadMessage } from './direct.ts';
import { Room } from './room.ts';
import type { ServerRole, Session } from './session.ts';

/** Text to the bytes that all its hearers share. */
export type EncodeText = (text: string) => Uint8Array;

export type RoleIn = (session: Session, room: string) => ServerRole;

const nobody: ReadonlySet<Session> = new Set();

export class Hub {
  readonly #sessions = new Map<string, Session>();
  readonly #byOwner = new Map<string, Set<Session>>();
  /** The owner of each key of a name. */
  readonly #byKey = new Map<string, string>();
  readonly #rooms = new Map<string, Room>();
  readonly #encodeText: EncodeText;
  /** What somebody may do in a room, as others see it. */
  readonly roleIn: RoleIn;

  constructor(encodeText: EncodeText, roleIn: RoleIn = ({ role }) => role) {
    this.#encodeText = encodeText;
    this.roleIn = roleIn;
  }

  get sessions(): IterableIterator<Session> {
    return this.#sessions.values();
  }

  get rooms(): IterableIterator<Room> {
    return this.#rooms.values();
  }

  add(session: Session): void {
    this.#sessions.set(session.id, session);
    const sessions = this.#byOwner.get(session.owner) ?? new Set();
    this.#byOwner.set(session.owner, sessions.add(session));
    for (const key of session.keys) this.#byKey.set(key, session.owner);
  }

  /** Out of all rooms and forgotten; the name is free with the owner's last session. */
  remove(session: Session): void {
    for (const room of [...session.rooms]) this.leave(session, room);
    this.#forget(session);
  }

  #forget(session: Session): void {
    this.#sessions.delete(session.id);
    const others = this.#byOwner.get(session.owner);
    others?.delete(session);
    if (others === undefined || others.size > 0) return;
    this.#byOwner.delete(session.owner);
    this.#freeKeys(session);
  }

  /** The same person by another session, of the same name and peer, in the same rooms. */
  replace(before: Session, after: Session): void {
    for (const room of [...before.rooms]) room.swap(before, after);
    this.#forget(before);
    this.add(after);
  }

  sessionById(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** One session of who has that name, or one that looks like it. */
  sessionByName(name: string): Session | undefined {
    for (const key of nameKeys(name)) {
      const owner = this.#byKey.get(key);
      for (const session of this.sessionsOf(owner ?? '')) return session;
    }
    return undefined;
  }

  /** All that are connected of one owner. Not to be kept. */
  sessionsOf(owner: string): ReadonlySet<Session> {
    return this.#byOwner.get(owner) ?? nobody;
  }

  /** Which owner occupies this key of a name. */
  holderOf(key: string): string | undefined {
    return this.#byKey.get(key);
  }

  room(name: string): Room | undefined {
    return this.#rooms.get(name);
  }

  /** @returns the room, and whether the person was not in it before */
  enter(session: Session, name: string): { readonly room: Room; readonly isNew: boolean } {
    let room = this.#rooms.get(name);
    if (!room) {
      room = new Room(name);
      this.#rooms.set(name, room);
    }
    return { room, isNew: room.add(session) };
  }

  /**
   * A room that nobody is in is not kept here; what was said in it is in the log.
   * @returns whether the person is not in it any more
   */
  leave(session: Session, room: Room): boolean {
    const isGone = room.remove(session);
    if (room.count === 0) this.#rooms.delete(room.name);
    return isGone;
  }

  /** Gives a guest's session another name, everywhere at once. */
  rename(session: Session, name: string): void {
    const rooms = [...session.rooms];
    for (const room of rooms) room.remove(session);
    this.#freeKeys(session);
    session.name = name;
    session.folded = foldName(name);
    session.keys = nameKeys(name);
    for (const key of session.keys) this.#byKey.set(key, session.owner);
    for (const room of rooms) room.add(session);
  }

  #freeKeys(session: Session): void {
    for (const key of session.keys) {
      if (this.#byKey.get(key) === session.owner) this.#byKey.delete(key);
    }
  }

  tellOne(session: Session, event: Event): void {
    session.peer.push(encode(event));
  }

  /** An event for everyone in the room but `except`. */
  tell(room: Room, event: Event, except?: Session): void {
    const bytes = this.#encodeText(encode(event));
    for (const member of room.members) {
      if (member !== except) member.peer.push(bytes);
    }
  }

  /** An event for everybody else in the room: not for another device of the same person. */
  tellOthers(room: Room, event: Event, owner: string): void {
    const bytes = this.#encodeText(encode(event));
    for (const member of room.members) if (member.owner !== owner) member.peer.push(bytes);
  }

  /** An event for the other sessions of one person. */
  tellOwner(owner: string, event: Event, except: Session): void {
    const sessions = this.#byOwner.get(owner);
    if (!sessions || sessions.size < 2) return;
    const bytes = this.#encodeText(encode(event));
    for (const session of sessions) if (session !== except) session.peer.push(bytes);
  }

  /** An event for everyone who shares one of these rooms, once for each. */
  tellAcross(rooms: Iterable<Room>, event: Event, except: Session): void {
    const bytes = this.#encodeText(encode(event));
    const told = new Set<Session>([except]);
    for (const room of rooms) {
      for (const member of room.members) {
        if (told.has(member)) continue;
        told.add(member);
        member.peer.push(bytes);
      }
    }
  }

  /**
   * Delivers what the log has committed, in its order: each message is encoded once, and what one
   * room gets at once is one buffer that all its members share. Waits for nobody: a member that
   * does not read fills its own outbox, and `Peer.push` deals with that.
   * @returns how many deliveries that was: each message as often as its room has sessions
   */
  deliver(group: Iterable<{ readonly message: Message }>): number {
    const texts = new Map<Room, string>();
    let deliveries = 0;
    for (const { message } of group) {
      const room = this.#rooms.get(message.room);
      if (!room) continue;
      if (isDirectRoom(room.name)) {
        deliveries += deliverDirect(room, message);
        continue;
      }
      texts.set(room, (texts.get(room) ?? '') + encodeMessage(message));
      deliveries += room.members.length;
    }
    for (const [room, text] of texts) {
      const bytes = this.#encodeText(text);
      for (const member of room.members) member.peer.push(bytes);
    }
    return deliveries;
  }
}

/** To those of its two for whom it is, each after what it was last told. */
function deliverDirect(room: Room, message: Message): number {
  let deliveries = 0;
  for (const member of room.members) {
    if (!mayReadMessage(member, message)) continue;
    member.peer.push(encodeMessage({ ...message, prev: room.told.get(member) ?? 0 }));
    room.told.set(member, message.seq);
    deliveries++;
  }
  return deliveries;
}

/** The event's line. By hand, as it is made for every message: names and ids need no escapes. */
function encodeMessage(message: Message): string {
  const { room, seq, prev, kind, sender, content, timestamp, id, target } = message;
  let line = `{"type":"message","room":"${room}","seq":${seq},"prev":${prev},"kind":"${kind}"`;
  line += `,"sender":"${sender}","content":${JSON.stringify(content)},"timestamp":"${timestamp}"`;
  if (id !== undefined) line += `,"id":"${id}"`;
  if (target !== undefined) line += `,"target":${target}`;
  return `${line}}\n`;
}
