// One client and a server that a test plays line by line.
import assert from 'node:assert/strict';
import { type Client, type ClientOptions, createClient } from '../../src/sdk/client.ts';
import type { Item, Message, RoomState } from '../../src/sdk/state.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { createPair } from '../support/pair.ts';
import { welcome } from './model-server.ts';

export interface Said {
  readonly type: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

export const timestamp = '2026-11-20T12:00:00.000Z';

/** A message of the log, in the room `general` unless told. */
export function message(seq: number, prev: number, fields: Partial<Message> = {}): Message {
  const common = { type: 'message', room: 'general', kind: 'text', sender: 'bob' } as const;
  return { ...common, seq, prev, content: `message ${seq}`, timestamp, ...fields };
}

export class Scene {
  readonly clock = new FakeClock();
  readonly pair = createPair();
  readonly client: Client;
  #read = 0;
  #end: unknown;

  constructor(options: Partial<ClientOptions> = {}) {
    const { clock, pair } = this;
    const given = { name: 'alice', room: 'general', ...options };
    this.client = createClient({ transport: pair.transport, clock, random: () => 0, ...given });
    this.client.start();
  }

  get room(): RoomState {
    return this.roomNamed('general');
  }

  get status(): string {
    return this.client.getState().connection.status;
  }

  /** What the current room shows besides messages. */
  get notices(): string[] {
    const { rooms, current } = this.client.getState();
    const items = rooms.get(current)?.timeline.items.slice(0) ?? [];
    return items.filter((item) => item.type === 'notice').map(({ text }) => text);
  }

  roomNamed(name: string): RoomState {
    const room = this.client.getState().rooms.get(name);
    assert.ok(room, `the room ${name} is open`);
    return room;
  }

  /** How far it has said that one has read, over all connections. */
  get reads(): Said[] {
    const lines = this.pair.ends.flatMap(({ received }) => received);
    return lines.map((line): Said => JSON.parse(line)).filter(({ type }) => type === 'read');
  }

  /** What the client has said since one last asked, without pings and how far one has read. */
  said(): Said[] {
    const { end } = this.pair;
    if (this.#end !== end) this.#read = 0;
    this.#end = end;
    const lines = end.received.slice(this.#read);
    this.#read = end.received.length;
    const objects = lines.map((line): Said => JSON.parse(line));
    return objects.filter(({ type }) => type !== 'ping' && type !== 'read');
  }

  /** The one thing that the client has said, which must be of that type. */
  asks(type: string): Said {
    const said = this.said();
    assert.deepEqual(
      said.map((one) => one.type),
      [type],
    );
    return said[0] as Said;
  }

  server(...objects: object[]): void {
    this.pair.end.sendObjects(...objects);
  }

  reply(request: Said, reply: object): void {
    this.server({ ...reply, id: request.id });
  }

  refuse(request: Said, code: string, more: object = {}): void {
    this.reply(request, { type: 'error', code, message: `It is ${code}.`, ...more });
  }

  /** Up to `welcome`. */
  greet(name = 'alice', session = 'S1', token = 'T1', more: object = {}): Said {
    if (!this.pair.end.isAccepted) this.pair.end.accept();
    const hello = this.asks('hello');
    this.reply(hello, { ...welcome({ session, name }, token), ...more });
    return hello;
  }

  enter(messages: readonly Message[] = [], more: object = {}): Said {
    const join = this.asks('join');
    this.reply(join, joined(String(join.room), messages, more));
    return join;
  }

  /** A client that is live in its first room. */
  static live(messages: readonly Message[] = [], options: Partial<ClientOptions> = {}): Scene {
    const scene = new Scene(options);
    scene.greet();
    scene.enter(messages);
    return scene;
  }

  /** The link breaks; time passes until the client has made the next one. */
  cut(): void {
    this.pair.end.close();
    this.waitForTry();
  }

  waitForTry(): void {
    const count = this.pair.ends.length;
    while (this.pair.ends.length === count) this.clock.advance(100);
  }
}

export function joined(room: string, messages: readonly Message[] = [], more: object = {}): object {
  const last = messages.at(-1)?.seq ?? 0;
  const people = { count: 2, members: [member('alice'), member('bob')] };
  return { type: 'joined', room, topic: '', ...people, messages, more: false, last, ...more };
}

export function member(name: string, status = 'online'): object {
  return { name, status, role: 'guest' };
}

/** What stands in a room, in words: contents of messages, texts of notices in brackets. */
export function shown(room: RoomState): string[] {
  const items = room.timeline.items.slice(0).map(showItem);
  return [...items, ...room.pending.map(({ content, delivery }) => `${content} (${delivery})`)];
}

function showItem(item: Item): string {
  if (item.type === 'notice') return `[${item.text}]`;
  return item.type === 'failed' ? `${item.content} (failed: ${item.why})` : item.content;
}
