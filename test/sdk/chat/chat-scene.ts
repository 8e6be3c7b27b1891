// A program's chat and a server that a test plays line by line.
import type { Chat, ChatOptions } from '../../../src/sdk/chat/chat.ts';
import { openChat } from '../../../src/sdk/chat/open-chat.ts';
import type { Message } from '../../../src/sdk/state.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { createPair } from '../../support/pair.ts';
import { welcome } from '../model-server.ts';
import { joined, message, type Said, timestamp } from '../scene.ts';

/** A turn of the event loop: all that was promised is done by then. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

type Answer = (said: Said) => object | undefined;

/** Answers what it has an answer for; what it says by itself is the test's. */
export class ChatScene {
  readonly clock = new FakeClock();
  readonly said: Said[] = [];
  /** The log. */
  readonly log: Message[] = [];
  /** In the place of the usual answers, by the type of what is asked; undefined: none comes. */
  readonly answers: Record<string, Answer> = {};
  readonly pair = createPair((_, line) => this.#hear(JSON.parse(line)));
  isReachable = true;

  open(options: ChatOptions = {}): Promise<Chat> {
    const opened = openChat(
      { transport: this.#transport, clock: this.clock, random: () => 0 },
      { name: 'bot', ...options },
    );
    return opened;
  }

  /** The types of what was said, without `hello` and signs of life. */
  get asked(): string[] {
    const types = this.said.map(({ type }) => type);
    return types.filter((type) => !['hello', 'ping', 'pong'].includes(type));
  }

  /** Bob says something, which arrives. */
  say(content: string, fields: Partial<Message> = {}): Message {
    const one = this.logged({ content, ...fields });
    this.pair.end.sendObjects(one);
    return one;
  }

  /** Something is said, which does not arrive by itself. */
  logged(fields: Partial<Message> = {}): Message {
    const { room = 'ops' } = fields;
    const inRoom = this.log.filter((one) => one.room === room);
    const seq = (this.log.at(-1)?.seq ?? 0) + 1;
    const one = message(seq, inRoom.at(-1)?.seq ?? 0, { room, ...fields });
    this.log.push(one);
    return one;
  }

  /** From now on who comes in is somebody else, or of an account. */
  answersHello(fields: object): Answer {
    const own = { session: 'S1', name: 'bot', ...fields };
    const answer = () => welcome(own, 'T1');
    this.answers.hello = answer;
    return answer;
  }

  /** The link breaks, and the client makes the next one. */
  async cut(): Promise<void> {
    const count = this.pair.ends.length;
    this.pair.end.close();
    while (this.pair.ends.length === count) {
      this.clock.advance(100);
      await turn();
    }
    await turn();
  }

  readonly #transport = {
    address: 'memory',
    isPrivate: true,
    open: (handlers: Parameters<(typeof this.pair.transport)['open']>[0]) => {
      const link = this.pair.transport.open(handlers);
      const { end } = this.pair;
      setImmediate(() => (this.isReachable ? end.accept() : end.close('Nobody is there.')));
      return link;
    },
  };

  #hear(said: Said): void {
    this.said.push(said);
    const answer = said.type in this.answers ? this.answers[said.type] : usual[said.type];
    const { end } = this.pair;
    // After what the client is at.
    void Promise.resolve().then(() => {
      const object = answer?.call(this, said);
      if (object && end.isOpen) end.sendObjects({ ...object, id: said.id });
      if (said.type === 'send' && object && 'seq' in object) this.#deliver(said.id);
    });
  }

  #deliver(id: string): void {
    const copy = this.log.find((one) => one.id === `S1-${id}`);
    if (copy) this.pair.end.sendObjects(copy);
  }
}

const usual: Record<string, (this: ChatScene, said: Said) => object | undefined> = {
  hello: () => welcome({ session: 'S1', name: 'bot' }, 'T1'),
  join({ room, since, limit = 50 }) {
    const all = this.log.filter((one) => one.room === room);
    const asked = all.filter(({ seq }) => seq > Number(since ?? -1));
    const messages = since === undefined ? asked.slice(asked.length - Number(limit)) : asked;
    return joined(String(room), messages.slice(0, Number(limit)), { last: all.at(-1)?.seq ?? 0 });
  },
  send(said) {
    const known = this.log.find(({ id }) => id === `S1-${said.id}`);
    const { content = '', kind = 'text', target } = said as Partial<Message>;
    const toWhat = target === undefined ? {} : { target };
    const own = { room: String(said.room), content, kind, ...toWhat, id: `S1-${said.id}` };
    const { room, seq } = known ?? this.logged({ ...own, sender: 'bot' });
    return { type: 'ack', room, seq, timestamp, ...(known && { duplicate: true }) };
  },
  history({ room, after, before, limit = 50 }) {
    const all = this.log.filter((one) => one.room === room);
    const found = all.filter(
      ({ seq }) => seq > Number(after ?? -1) && seq < Number(before ?? Number.POSITIVE_INFINITY),
    );
    const size = Number(limit);
    const messages = after === undefined ? found.slice(-size) : found.slice(0, size);
    return { type: 'history', room, messages, more: found.length > messages.length };
  },
  search: ({ query }) => ({
    type: 'results',
    messages: [message(3, 1, { room: 'ops', content: String(query) })],
    more: false,
  }),
  rooms: () => ({ type: 'rooms', rooms: [{ name: 'ops', count: 2, topic: '' }], more: false }),
  members: ({ room }) => ({
    type: 'members',
    room,
    members: [
      { name: 'bob', status: 'online', role: 'guest' },
      { name: 'ci', status: 'online', role: 'guest', bot: true },
    ],
    count: 2,
    more: false,
  }),
  read: ({ room, seq }) => ({ type: 'read', room, seq }),
  leave: ({ room }) => ({ type: 'left', room }),
  ping: ({ timestamp: sent }) => ({ type: 'pong', timestamp: sent }),
};
