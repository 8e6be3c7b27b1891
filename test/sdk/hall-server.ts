// The real server's core behind the same face as the model, so that both can be put to one test.
import type { Message } from '../../src/protocol/index.ts';
import { makeTokens } from '../../src/server/accounts/tokens.ts';
import { Hall, type Person } from '../support/hall.ts';
import { createPair, type FarEnd, type Pair } from '../support/pair.ts';
import type { PlayedServer, PlayedWire } from './model-server.ts';

class HallWire implements PlayedWire {
  readonly end: FarEnd;
  readonly person: Person;
  readonly toServer: string[] = [];

  constructor(end: FarEnd, person: Person) {
    this.end = end;
    this.person = person;
  }
}

export class HallServer implements PlayedServer<HallWire> {
  readonly #hall = new Hall();
  readonly #wires = new Map<FarEnd, HallWire>();
  #keys = 0;
  refusals = 0;
  lag = 0;

  get log(): readonly Message[] {
    return this.#hall.log.messages;
  }

  createPair(): Pair {
    return createPair((end, line) => {
      const wire = this.#wires.get(end) ?? new HallWire(end, this.#hall.connect());
      this.#wires.set(end, wire);
      wire.toServer.push(line);
    });
  }

  wiresOf(pair: Pair): HallWire[] {
    return [...this.#wires.values()].filter(({ end }) => pair.ends.includes(end));
  }

  passed(ms: number): void {
    this.#hall.nowMs += ms;
  }

  read(wire: HallWire, count: number): void {
    for (const line of wire.toServer.splice(0, count)) {
      if (this.refusals > 0 && line.includes('"type":"send"')) this.#refuse(wire, line);
      else wire.person.sayLines(line);
    }
  }

  #refuse(wire: HallWire, line: string): void {
    this.refusals -= 1;
    this.#hall.holdsCommits = true;
    wire.person.sayLines(line);
    this.#hall.refuse();
    this.#hall.holdsCommits = false;
  }

  deliver(wire: HallWire, count: number): void {
    const objects = wire.person.heard.splice(0, count);
    if (wire.end.isOpen && objects.length > 0) wire.end.sendObjects(...objects);
    const { farewell } = wire.person;
    if (farewell && wire.person.heard.length === 0) {
      wire.end.sendObjects(farewell);
      wire.end.close();
    }
  }

  /** After an odd count, the server does not notice that the other side is gone. */
  cut(wire: HallWire, count: number): void {
    this.read(wire, count);
    this.#wires.delete(wire.end);
    if (count % 2 === 0 && wire.person.ended === undefined) wire.person.vanish();
    wire.end.close();
  }

  loseKey(): void {
    this.crash();
    this.#keys += 1;
    Object.assign(this.#hall.chat, { tokens: makeTokens(Buffer.alloc(32, this.#keys)) });
  }

  crash(): void {
    for (const wire of [...this.#wires.values()]) this.cut(wire, 0);
  }
}
