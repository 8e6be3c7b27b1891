// A member with nothing but a socket: many sends at once, the same ids again after a loss, `since`, `history`.
import { connect, type Socket } from 'node:net';
import { type Event, limits, type Message, type Reply } from '../../src/protocol/index.ts';
import { type Member, type MemberPlan, nextSaid } from './member.ts';
import { Recorder } from './recorder.ts';
import type { Said } from './seen.ts';

const reconnectMs = 40;
/** How probable it is at each read that who is restless hangs up. */
const hangingUp = 0.02;
const askAgainMs = 50;

export class RawMember implements Member {
  readonly plan: MemberPlan;
  readonly recorder: Recorder;
  readonly #held = new Map<string, Message[]>();
  /** What is not decided, in the order in which it was said. */
  readonly #open = new Map<string, Said>();
  readonly #sentBefore = new Set<string>();
  readonly #joined = new Set<string>();
  readonly #asking = new Set<string>();
  #socket: Socket | undefined;
  #token: string | undefined;
  #name: string;
  #hasStopped = false;

  constructor(plan: MemberPlan) {
    this.plan = plan;
    this.#name = plan.name;
    this.recorder = new Recorder(plan.lines);
    for (const room of plan.rooms) this.#held.set(room, []);
  }

  start(): void {
    this.#connect();
  }

  /** It never waits for long. */
  hurry(): void {}

  talk(): void {
    while (this.#open.size < this.plan.window && this.isIn && this.plan.budget.take()) {
      this.say(nextSaid(this, (room) => this.#newest(room)));
    }
  }

  say(said: Said): void {
    this.recorder.says(said);
    this.#open.set(said.id, said);
    if (this.isIn) this.#send(said);
  }

  get isIn(): boolean {
    return this.#joined.size === this.plan.rooms.length;
  }

  get underWay(): string {
    if (!this.isIn) return 'not in all rooms';
    if (this.#open.size > 0) return `not decided: ${[...this.#open.keys()]}`;
    return this.#asking.size > 0 ? `asks for what it missed in ${[...this.#asking]}` : '';
  }

  isUpTo(room: string, seq: number): boolean {
    return this.isIn && !this.#asking.has(room) && this.#newest(room) >= seq;
  }

  shown(): Map<string, readonly Message[]> {
    return this.#held;
  }

  async stop(): Promise<void> {
    this.#hasStopped = true;
    this.#socket?.destroy();
  }

  #newest(room: string): number {
    return this.#held.get(room)?.at(-1)?.seq ?? 0;
  }

  #connect(): void {
    const socket = connect({ port: this.plan.port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('utf8');
    this.#socket = socket;
    let held = '';
    const who = this.#token === undefined ? { name: this.#name } : { token: this.#token };
    socket.on('connect', () => this.#tell({ type: 'hello', ...who }));
    socket.on('data', (text: string) => {
      const lines = (held + text).split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) if (socket === this.#socket) this.#hear(line);
      this.talk();
      if (this.plan.isRestless && this.plan.chance.is(hangingUp)) socket.destroy();
      this.plan.bell.ring();
    });
    socket.on('error', () => {});
    socket.on('end', () => socket.destroy());
    socket.on('close', () => this.#lost());
  }

  #lost(): void {
    this.#joined.clear();
    this.#asking.clear();
    this.#socket = undefined;
    this.plan.bell.ring();
    setTimeout(() => !this.#hasStopped && this.#connect(), reconnectMs).unref();
  }

  #tell(object: object): void {
    const line = JSON.stringify(object);
    this.recorder.sent(line);
    this.#socket?.write(`${line}\n`);
  }

  #hear(line: string): void {
    const object = this.recorder.hears(line);
    if (object.type === 'welcome') {
      this.#token = object.token;
      this.#name = object.name;
      for (const room of this.plan.rooms) this.#join(room);
    } else if (object.type === 'joined') this.#entered(object);
    else if (object.type === 'message') this.#take(object);
    else if (object.type === 'history') this.#filled(object);
    else if (object.type === 'ack') this.#open.delete(object.id ?? '');
    else if (object.type === 'error') this.#refused(object);
  }

  #join(room: string): void {
    const since = this.#newest(room);
    const missed = since === 0 ? {} : { since, limit: limits.maxPage };
    this.#tell({ type: 'join', id: `j:${this.plan.rooms.indexOf(room)}`, room, ...missed });
  }

  #entered({ room, messages, more }: Extract<Reply, { type: 'joined' }>): void {
    const isAgain = this.#newest(room) > 0;
    for (const message of messages) this.#take(message);
    this.#joined.add(room);
    if (isAgain && more) this.#catchUp(room);
    if (!this.isIn) return;
    for (const said of this.#open.values()) this.#send(said);
  }

  #send(said: Said): void {
    const { id, room, kind, content, target } = said;
    if (this.recorder.find(id)?.session) this.#sentBefore.add(id);
    this.#tell({ type: 'send', id, room, content, kind, target });
  }

  /** What follows is kept; what leaves a gap is asked for, and comes by that way. */
  #take(message: Message): void {
    const held = this.#held.get(message.room);
    const newest = held?.at(-1)?.seq ?? 0;
    if (!held || message.seq <= newest) return;
    if (newest > 0 && message.prev > newest) this.#catchUp(message.room);
    else held.push(message);
  }

  #catchUp(room: string): void {
    if (this.#asking.has(room)) return;
    this.#asking.add(room);
    this.#ask(room);
  }

  #ask(room: string): void {
    const id = `h:${this.plan.rooms.indexOf(room)}`;
    this.#tell({ type: 'history', id, room, after: this.#newest(room), limit: limits.maxPage });
  }

  #filled({ room, messages, more }: Extract<Reply, { type: 'history' }>): void {
    for (const message of messages) this.#take(message);
    if (more) this.#ask(room);
    else this.#asking.delete(room);
  }

  /** The session is gone, and the server knows its ids no more: what was sent may be there, or not. */
  #comeAnew(): void {
    this.#token = undefined;
    for (const said of [...this.#open.values()].filter(({ session }) => session !== '')) {
      this.#open.delete(said.id);
      this.recorder.decide(said, 'uncertain');
    }
    this.#socket?.destroy();
  }

  /** It does not try again, so that what was refused must never be in the log. */
  #refused({ id = '', code, suggestion }: Extract<Reply | Event, { type: 'error' }>): void {
    const said = this.#open.get(id);
    if (said) {
      this.#open.delete(id);
      const isUncertain = code === 'rate-limited' && this.#sentBefore.has(id);
      this.recorder.decide(said, isUncertain ? 'uncertain' : 'refused');
    } else if (suggestion !== undefined) this.#name = suggestion;
    else if (code === 'auth-failed') this.#comeAnew();
    const room = this.plan.rooms[Number(id.slice(2))];
    const socket = this.#socket;
    const again = { 'j:': () => room && this.#join(room), 'h:': () => room && this.#ask(room) }[
      id.slice(0, 2)
    ];
    if (again) setTimeout(() => socket === this.#socket && again(), askAgainMs).unref();
  }
}
