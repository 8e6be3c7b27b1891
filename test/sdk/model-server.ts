// A server as small as can be that keeps the protocol's promises: one log, each id once, pages.
import type { Message, Request } from '../../src/protocol/index.ts';
import { parseRequest } from '../../src/protocol/index.ts';
import { createPair, type FarEnd, type Pair } from '../support/pair.ts';

interface ModelSession {
  readonly session: string;
  name: string;
  readonly acks: Map<string, object>;
}

/** One connection, as a play moves it. */
export interface PlayedWire {
  readonly end: FarEnd;
}

/** A server that a play moves: nothing arrives anywhere unless the play says so. */
export interface PlayedServer<Wire extends PlayedWire> {
  readonly log: readonly Message[];
  /** The next sends are refused for now. */
  refusals: number;
  /** The next pages lack the newest message, as an index that is behind the log gives them. */
  lag: number;
  /** A client's way to this server. */
  createPair(): Pair;
  wiresOf(pair: Pair): Wire[];
  /** Reads what has arrived of a connection, `count` lines of it. */
  read(wire: Wire, count: number): void;
  /** Lets what it has written arrive. */
  deliver(wire: Wire, count: number): void;
  /** Cuts the link; of what the client had sent, `count` lines were still read. */
  cut(wire: Wire, count: number): void;
  /** All links at once; the log stays, and what it says of ids. */
  crash(): void;
  /** As `crash`; what comes back knows no session, as when the key beside the log is gone. */
  loseKey(): void;
  passed(ms: number): void;
}

class Wire implements PlayedWire {
  readonly end: FarEnd;
  readonly toServer: string[] = [];
  readonly toClient: object[] = [];
  readonly rooms = new Set<string>();
  session: ModelSession | undefined;

  constructor(end: FarEnd) {
    this.end = end;
  }
}

export class ModelServer implements PlayedServer<Wire> {
  readonly log: Message[] = [];
  /** At most so many messages in a reply, so that pages are needed. */
  pageSize = 3;
  refusals = 0;
  lag = 0;
  readonly #wires = new Set<Wire>();
  readonly #sessions = new Map<string, ModelSession>();
  #hellos = 0;
  #seq = 0;

  createPair(): Pair {
    const wires = new Map<FarEnd, Wire>();
    return createPair((end, line) => {
      const wire = wires.get(end) ?? this.#newWire(end);
      wires.set(end, wire);
      wire.toServer.push(line);
    });
  }

  #newWire(end: FarEnd): Wire {
    const wire = new Wire(end);
    this.#wires.add(wire);
    return wire;
  }

  wiresOf(pair: Pair): Wire[] {
    return [...this.#wires].filter(({ end }) => pair.ends.includes(end));
  }

  read(wire: Wire, count: number): void {
    for (const line of wire.toServer.splice(0, count)) {
      const request = parseRequest(line);
      if ('refusal' in request) throw new Error(`${request.refusal.message} ${line}`);
      this.#answer(wire, request);
    }
  }

  deliver(wire: Wire, count: number): void {
    const objects = wire.toClient.splice(0, count);
    if (wire.end.isOpen && objects.length > 0) wire.end.sendObjects(...objects);
  }

  cut(wire: Wire, count: number): void {
    this.read(wire, count);
    this.#wires.delete(wire);
    wire.end.close();
  }

  crash(): void {
    for (const wire of [...this.#wires]) this.cut(wire, 0);
  }

  loseKey(): void {
    this.crash();
    this.#sessions.clear();
  }

  passed(): void {}

  #answer(wire: Wire, request: Request): void {
    const reply = this.#replyTo(wire, request);
    if (reply) wire.toClient.push({ ...reply, ...('id' in request ? { id: request.id } : {}) });
    if (request.type === 'send') this.#publish();
  }

  #undelivered: Message[] = [];

  /** Own copies behind their ack. */
  #publish(): void {
    for (const message of this.#undelivered.splice(0)) {
      for (const wire of this.#wires) {
        if (wire.rooms.has(message.room)) wire.toClient.push({ type: 'message', ...message });
      }
    }
  }

  #replyTo(wire: Wire, request: Request): object | undefined {
    switch (request.type) {
      case 'hello':
        return this.#hello(wire, request.name, request.token);
      case 'join':
        wire.rooms.add(request.room);
        return this.#join(request.room, request.since);
      case 'send':
        return this.#send(wire, request);
      case 'history':
        return this.#history(request.room, request.before, request.after);
      case 'read':
        return { type: 'read', room: request.room, seq: request.seq };
      case 'ping':
        return { type: 'pong', timestamp: request.timestamp };
      default:
        return undefined;
    }
  }

  #hello(wire: Wire, name = 'somebody', token?: string): object {
    const held = token === undefined ? undefined : this.#sessions.get(token);
    if (token !== undefined && !held) {
      return { type: 'error', code: 'auth-failed', message: 'No.' };
    }
    this.#hellos += 1;
    const key = `token${this.#hellos}`;
    const session = held ?? { session: `session${this.#hellos}`, name, acks: new Map() };
    if (!held) this.#sessions.set(key, session);
    for (const other of this.#wires) {
      if (other !== wire && other.session === session) this.#takeOver(other);
    }
    wire.session = session;
    return welcome(session, token ?? key);
  }

  #takeOver(wire: Wire): void {
    this.#wires.delete(wire);
    wire.end.close();
  }

  #send(wire: Wire, request: Extract<Request, { type: 'send' }>): object {
    const { room = '', id = '', content = '' } = request;
    const { session } = wire;
    if (!session || !wire.rooms.has(room)) {
      return { type: 'error', code: 'not-in-room', message: 'Join first.' };
    }
    const known = session.acks.get(id);
    if (known) return { ...known, duplicate: true };
    if (this.refusals > 0) {
      this.refusals -= 1;
      return { type: 'error', code: 'storage-unavailable', message: 'The disk is full.' };
    }
    this.#seq += 1 + (content.length % 3);
    const timestamp = '2026-11-20T12:00:00.000Z';
    const prev = this.#inRoom(room).at(-1)?.seq ?? 0;
    const { kind = 'text', target } = request;
    const message: Message = {
      ...{ room, seq: this.#seq, prev, kind, sender: session.name, content, timestamp },
      ...(target === undefined ? {} : { target }),
      id: `${session.session}-${id}`,
    };
    this.log.push(message);
    this.#undelivered.push(message);
    const ack = { type: 'ack', room, seq: this.#seq, timestamp };
    session.acks.set(id, ack);
    return ack;
  }

  #join(room: string, since: number | undefined): object {
    const all = this.#inRoom(room);
    const last = all.at(-1)?.seq ?? 0;
    const found = since === undefined ? all : this.#indexed(all).filter(({ seq }) => seq > since);
    const page = since === undefined ? found.slice(-this.pageSize) : found.slice(0, this.pageSize);
    const more = found.length > page.length;
    return {
      type: 'joined',
      room,
      topic: '',
      count: 1,
      members: [],
      last,
      ...this.#paged(page, more),
    };
  }

  #history(room: string, before: number | undefined, after: number | undefined): object {
    const all = this.#inRoom(room);
    const found = this.#indexed(all).filter(
      ({ seq }) => seq > (after ?? -1) && seq < (before ?? Number.POSITIVE_INFINITY),
    );
    const isForward = after !== undefined;
    const page = isForward ? found.slice(0, this.pageSize) : found.slice(-this.pageSize);
    return { type: 'history', room, ...this.#paged(page, found.length > page.length) };
  }

  #paged(page: Message[], more: boolean): object {
    const seqs = new Set(page.map(({ seq }) => seq));
    const later = this.log.filter(({ seq, target }) => seqs.has(target ?? 0) && !seqs.has(seq));
    const changes = later.filter(({ kind }) => kind !== 'text');
    const typed = (message: Message) => ({ type: 'message', ...message });
    return { messages: page.map(typed), changes: changes.map(typed), more };
  }

  #indexed(messages: Message[]): Message[] {
    if (this.lag === 0) return messages;
    this.lag -= 1;
    return messages.slice(0, -1);
  }

  #inRoom(room: string): Message[] {
    return this.log.filter((message) => message.room === room);
  }
}

export function welcome({ session, name }: { session: string; name: string }, token: string) {
  return {
    type: 'welcome',
    version: 1,
    name,
    token,
    session,
    role: 'guest',
    server: {
      name: 'model',
      version: '1',
      timestamp: '2026-11-20T12:00:00.000Z',
      durability: 'disk',
    },
    rooms: [],
    limits: {},
    heartbeat: 30,
  };
}
