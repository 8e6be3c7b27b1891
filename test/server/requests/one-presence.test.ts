// One person by many sessions: listed, counted and told once, wherever somebody is.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hall, type Person, password } from '../../support/hall.ts';

function openHall(): Hall {
  return new Hall({ messagesPerSecond: 0 });
}

function told(person: Person): unknown[] {
  return person.heard.map(({ type, name, state, count, reason }) =>
    [type, name, state, count, reason].filter((part) => part !== undefined),
  );
}

describe('an account on several devices', () => {
  it('is one member, and comes and goes with the first and the last of them', async () => {
    const hall = openHall();
    const ben = hall.enter('ben', 'general');
    const ann = await hall.enterAccount('ann');
    hall.forget();
    ann.say({ type: 'join', room: 'general' });
    const tablet = hall.enterAlso(ann);
    tablet.say({ type: 'join', room: 'general' });
    const joined = tablet.last('joined') as unknown as { count: number; members: object[] };
    assert.deepEqual([joined.count, joined.members.length], [2, 2]);
    hall.forget();
    ann.vanish();
    assert.deepEqual(told(ben), []);
    tablet.say({ type: 'leave', room: 'general' });
    assert.deepEqual(told(ben), [['presence', 'ann', 'left', 1]]);
  });

  it('gets what is said on each, also what it says itself', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('ann', 'general');
    const tablet = hall.enterAlso(ann, 'general');
    tablet.say({ type: 'send', id: 'a', room: 'general', content: 'hi' });
    assert.deepEqual(tablet.types(), ['ack', 'message']);
    assert.deepEqual(ann.types(), ['message']);
    const target = tablet.last('ack').seq;
    const edit = { type: 'send', room: 'general', kind: 'edit', target, content: 'hello' };
    assert.equal((await ann.asks(edit)).type, 'ack');
  });

  it('is not told of its own typing, while the others are', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('ann', 'general');
    const tablet = hall.enterAlso(ann, 'general');
    const ben = hall.enter('ben', 'general');
    ann.say({ type: 'typing', room: 'general' });
    assert.deepEqual(tablet.types(), []);
    assert.deepEqual(ben.types(), ['typing']);
  });

  it('has one status, which its other devices and each room hear of once', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('ann', 'general', 'ops');
    const tablet = hall.enterAlso(ann, 'general', 'random');
    const ben = hall.enter('ben', 'general', 'ops', 'random');
    hall.forget();
    ann.say({ type: 'status', status: 'away', text: 'lunch' });
    assert.deepEqual(ben.heard.map(({ room }) => room).sort(), ['general', 'ops', 'random']);
    assert.deepEqual(told(tablet), [
      ['presence', 'ann', 'away', 2, 'lunch'],
      ['presence', 'ann', 'away', 2, 'lunch'],
    ]);
    const phone = hall.enterAlso(ann);
    const { status, text } = await phone.asks({ type: 'whois', name: 'ann' });
    assert.deepEqual([status, text], ['away', 'lunch']);
    hall.forget();
    phone.say({ type: 'status', status: 'online' });
    assert.equal(ben.heard.length, 3);
  });

  it('is in a direct room by all of them', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('ann');
    const tablet = hall.enterAlso(ann);
    hall.enter('ben').say({ type: 'send', to: 'ann', content: 'psst' });
    for (const device of [ann, tablet]) assert.equal(device.last('message').content, 'psst');
  });

  it('hears of what another of them has read', async () => {
    const hall = openHall();
    const ann = await hall.enterAccount('ann', 'general');
    const tablet = hall.enterAlso(ann, 'general');
    hall.enter('ben', 'general').say({ type: 'send', room: 'general', content: 'hi' });
    ann.say({ type: 'read', room: 'general', seq: 1 });
    assert.equal(tablet.last('read').seq, 1);
    const phone = hall.enterAlso(ann);
    phone.say({ type: 'join', room: 'general' });
    assert.deepEqual([phone.last('joined').read, phone.last('joined').unread], [1, 0]);
  });

  it('in a large room is counted as one', async () => {
    const hall = openHall();
    for (let number = 0; number < 500; number++) hall.enter(`guest-${number}-${number}`, 'big');
    const watcher = hall.enter('watcher', 'big');
    const ann = await hall.enterAccount('ann', 'big');
    const tablet = hall.enterAlso(ann);
    hall.tellCounts();
    hall.forget();
    tablet.say({ type: 'join', room: 'big' });
    hall.tellCounts();
    assert.deepEqual(watcher.types(), []);
    assert.equal(tablet.last('joined').count, 502);
  });
});

/** What a member takes for true, by what it was told alone. */
class Watcher {
  readonly members = new Set<string>();
  count = 0;
  readonly #person: Person;
  #read = 0;

  constructor(person: Person) {
    this.#person = person;
    const joined = person.last('joined') as unknown as { members: { name: string }[] };
    for (const { name } of joined.members) this.members.add(name);
    this.count = this.members.size;
    this.#read = person.heard.length;
  }

  listen(): void {
    for (const { type, name, state, count } of this.#person.heard.slice(this.#read)) {
      if (type !== 'presence') continue;
      const isThere = this.members.has(String(name));
      // Nobody comes twice, and nobody goes who is not there.
      if (state === 'joined') assert.equal(isThere, false, `${name} joined twice`);
      else assert.equal(isThere, true, `${name} is ${state}, and was not there`);
      if (state === 'joined') this.members.add(String(name));
      if (state === 'left') this.members.delete(String(name));
      this.count = Number(count);
    }
    this.#read = this.#person.heard.length;
  }
}

/** Numbers that look like chance, and are the same each time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Ann's devices and some guests, who do whatever chance says. */
class Crowd {
  readonly #hall: Hall;
  readonly #pick: (below: number) => number;
  /** The first stays, for its token opens the others. */
  readonly #devices: Person[];
  readonly #guests: Person[] = [];
  #named = 0;
  #connected = 0;

  constructor(hall: Hall, ann: Person, pick: (below: number) => number) {
    this.#hall = hall;
    this.#pick = pick;
    this.#devices = [ann];
  }

  /** Whom the room should show, beside who watches. */
  get present(): string[] {
    const room = this.#hall.hub.room('general');
    const sessions = this.#here().map(({ session }) => session);
    return sessions
      .filter((session) => session && room?.has(session))
      .map((each) => each?.name ?? '');
  }

  #here(): Person[] {
    return [...this.#devices, ...this.#guests].filter(({ ended }) => ended === undefined);
  }

  async step(): Promise<void> {
    const here = this.#here();
    const one = here[this.#pick(here.length)] as Person;
    const own = [this.#newDevice, this.#newGuest, this.#vanish, this.#resume, this.#status];
    const acts = [...own, this.#register, leave, join, join];
    await acts[this.#pick(acts.length)]?.call(this, one);
  }

  #newDevice(): void {
    if (this.#devices.filter(({ ended }) => ended === undefined).length >= 4) return;
    this.#devices.push(this.#say({ token: this.#devices[0]?.token, another: true }));
  }

  #newGuest(): void {
    if (this.#guests.filter(({ ended }) => ended === undefined).length >= 4) return;
    this.#guests.push(this.#say({ name: `guest-${++this.#named}-x` }));
  }

  #vanish(one: Person): void {
    if (one === this.#devices[0]) return;
    one.vanish();
    one.ended = 'lost';
  }

  /** By its token, while it is connected: the older connection makes way. */
  #resume(one: Person): void {
    const at = this.#devices.indexOf(one);
    const again = this.#say({ token: one.token });
    if (at === -1) this.#guests.push(again);
    else this.#devices[at] = again;
  }

  /** A guest becomes an account where it is. */
  async #register(one: Person): Promise<void> {
    if (one.session?.role === 'guest') await one.asks({ type: 'register', password });
  }

  #status(one: Person): void {
    one.say({ type: 'status', status: this.#pick(2) === 0 ? 'away' : 'online' });
  }

  #say(introduction: object): Person {
    // Each from an address of its own, for from one no more than a few may register.
    const person = this.#hall.connect(false, `198.51.100.${++this.#connected}`);
    person.say({ type: 'hello', ...introduction });
    return person;
  }
}

function join(one: Person): void {
  one.say({ type: 'join', room: 'general', limit: 0 });
}

function leave(one: Person): void {
  one.say({ type: 'leave', room: 'general' });
}

describe('whatever people do with their devices', () => {
  for (const seed of [1, 7, 42, 1234, 99_991]) {
    it(`what a member hears is the truth (seed ${seed})`, async () => {
      const hall = openHall();
      const ann = await hall.enterAccount('ann');
      const watcher = hall.connect();
      watcher.say({ type: 'hello', name: 'watcher' }, { type: 'join', room: 'general' });
      const watched = new Watcher(watcher);
      const crowd = new Crowd(hall, ann, chance(seed));
      for (let step = 0; step < 500; step++) {
        await crowd.step();
        watched.listen();
        const people = new Set([...crowd.present, 'watcher']);
        assert.deepEqual([...watched.members].sort(), [...people].sort());
        assert.equal(watched.count, people.size);
        assert.equal(hall.hub.room('general')?.count, people.size);
      }
    });
  }
});
