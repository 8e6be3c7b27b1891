// A member with the real client core over real TCP, on a clock that runs ten times as fast.
import type { Message } from '../../src/protocol/index.ts';
import { type Client, createClient } from '../../src/sdk/client.ts';
import type { Clock } from '../../src/sdk/clock.ts';
import { tcpTransport } from '../../src/sdk/node/tcp.ts';
import type { RoomState } from '../../src/sdk/state.ts';
import { isBehind } from '../../src/sdk/timeline.ts';
import { isAgainstRules, type Member, type MemberPlan, nextSaid } from './member.ts';
import { Recorder } from './recorder.ts';
import type { Said } from './seen.ts';

/** More than one waits in the outbox, so that its order is put to the test. */
const ahead = 4;
const speed = 10;
const beginMs = Date.now();

/** Waits of seconds, after losses and for signs of life, are tenths of seconds here. */
const fastClock: Clock = {
  now: () => beginMs + (Date.now() - beginMs) * speed,
  setTimer(delayMs, run) {
    const timer = setTimeout(run, delayMs / speed);
    return () => clearTimeout(timer);
  },
};

export class SdkMember implements Member {
  readonly plan: MemberPlan;
  readonly recorder: Recorder;
  readonly #client: Client;
  #isAsked = false;

  constructor(plan: MemberPlan) {
    this.plan = plan;
    this.recorder = new Recorder(plan.lines);
    this.#client = createClient({
      transport: tcpTransport('127.0.0.1', plan.port),
      clock: fastClock,
      random: () => plan.chance.next(),
      name: plan.name,
      room: plan.rooms[0] ?? '',
      onWire: (direction, line) => {
        if (direction === 'out') this.recorder.sent(line);
        else this.recorder.hears(line);
      },
    });
  }

  start(): void {
    this.#client.subscribe(() => this.#changed());
    this.#client.start();
    for (const room of this.plan.rooms.slice(1)) this.#client.show(room);
  }

  hurry(): void {
    if (this.#client.getState().connection.status === 'waiting') this.#client.reconnect();
  }

  talk(): void {
    while (this.recorder.open < ahead && this.isIn && this.plan.budget.take()) {
      this.say(nextSaid(this, (room) => this.#room(room)?.timeline.newest ?? 0));
    }
  }

  say(said: Said): void {
    const { kind, target } = said;
    const options = target === undefined ? { kind } : { kind, target };
    const id = this.#client.send(said.room, said.content, options);
    const open = { ...said, id };
    this.recorder.says(open);
    if (isAgainstRules(open)) this.recorder.decide(open, 'refused');
  }

  get isIn(): boolean {
    return this.plan.rooms.every((room) => this.#room(room)?.isJoined);
  }

  get underWay(): string {
    if (!this.isIn) return `not in all rooms, ${this.#client.getState().connection.status}`;
    const rooms = this.plan.rooms.flatMap((room) => this.#room(room) ?? []);
    const pending = rooms.flatMap((room) => room.pending);
    if (pending.length > 0) return pending.map(({ id, delivery }) => `${id} ${delivery}`).join();
    if (this.recorder.open > 0) this.#sweep(rooms);
    return this.recorder.open > 0 ? `${this.recorder.open} not decided` : '';
  }

  isUpTo(name: string, seq: number): boolean {
    const room = this.#room(name);
    if (!room?.isJoined || isBehind(room.timeline)) return false;
    return (room.timeline.newest ?? 0) >= seq;
  }

  shown(): Map<string, readonly Message[]> {
    const { rooms } = this.#client.getState();
    return new Map([...rooms].map(([name, room]) => [name, messagesOf(room)]));
  }

  stop(): Promise<void> {
    return this.#client.stop({ drainMs: 0 });
  }

  #room(name: string): RoomState | undefined {
    return this.#client.getState().rooms.get(name);
  }

  /** Not at once: this may come out of the middle of a change. */
  #changed(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    setImmediate(() => {
      this.#isAsked = false;
      if (this.recorder.open > 0) this.#decideUncertain();
      this.talk();
      this.plan.bell.ring();
    });
  }

  /** At once: what is uncertain is forgotten with the rest where a server has lost its log. */
  #decideUncertain(): void {
    for (const room of this.plan.rooms) {
      for (const publicId of this.#room(room)?.uncertain ?? []) {
        const said = this.recorder.find(withoutSession(publicId));
        if (said) this.recorder.decide(said, 'uncertain');
      }
    }
  }

  /** What the client says has failed, what it says nobody can know, and of that what is there after all. */
  #sweep(rooms: readonly RoomState[]): void {
    for (const item of rooms.flatMap((room) => room.timeline.items.slice(0))) {
      if (item.type === 'notice') continue;
      const said = this.recorder.find(item.type === 'failed' ? item.id : withoutSession(item.id));
      if (!said || (item.type === 'message' && item.id !== `${said.session}-${said.id}`)) continue;
      const isUncertain = item.type === 'message' || item.publicId !== undefined;
      this.recorder.decide(said, isUncertain ? 'uncertain' : 'refused');
    }
  }
}

function withoutSession(publicId = ''): string {
  return publicId.slice(publicId.indexOf('-') + 1);
}

function messagesOf({ timeline }: RoomState): Message[] {
  return timeline.items.slice(0).filter((item) => item.type === 'message');
}
