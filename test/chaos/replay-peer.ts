// One speaker of a replay: sends as fast as the server acknowledges, and reads everything back by pages.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { limits, type Message, type Reply } from '../../src/protocol/index.ts';
import type { ReplayTexts } from './replay-texts.ts';

/** Below what the server takes from one connection before it stops reading. */
const windowSize = 800;
const ackShape = /^\{"type":"ack","id":"(\d+)".*?"seq":(\d+),"timestamp":"([^"]+)"/;

export interface Place {
  readonly seq: number;
  readonly timestamp: string;
}

export class ReplayPeer {
  readonly speaker: number;
  /** Where each of its messages is, as acknowledged; the first is number 0. */
  readonly places: Place[] = [];
  session = '';
  #token: string | undefined;
  refusals: string[] = [];
  readonly #texts: ReplayTexts;
  #socket: Socket | undefined;
  #onReply: (reply: Reply) => void = () => {};
  #onAck: () => void = () => {};

  constructor(speaker: number, texts: ReplayTexts) {
    this.speaker = speaker;
    this.#texts = texts;
  }

  get rooms(): readonly string[] {
    return this.#texts.rooms[this.speaker] ?? [];
  }

  /** In all its rooms. */
  async enter(port: number): Promise<void> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket = socket;
    await once(socket, 'connect');
    socket.setEncoding('utf8');
    let held = '';
    socket.on('data', (text: string) => {
      const lines = (held + text).split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) this.#hear(line);
      this.#onAck();
    });
    socket.on('error', () => {});
    const name = this.#texts.names[this.speaker];
    // What was said in direct rooms is for the session alone that said or heard it.
    const who = this.#token === undefined ? { name } : { token: this.#token };
    const welcome = await this.ask({ type: 'hello', ...who });
    if (welcome.type !== 'welcome') throw new Error(JSON.stringify(welcome));
    this.session = welcome.session;
    this.#token = welcome.token;
    for (const room of this.rooms) await this.ask({ type: 'join', room, limit: 0 });
  }

  /** Ends when all of them are acknowledged. */
  async speak(messages: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let sent = 0;
    this.#onAck = () => {
      if (this.refusals.length > 0) reject(new Error(this.refusals[0]));
      let lines = '';
      for (; sent < messages && sent - this.places.length < windowSize; sent += 1) {
        const { room, kind, content } = this.#texts.message(this.speaker, sent);
        lines += `${JSON.stringify({ type: 'send', id: `${sent}`, room, kind, content })}\n`;
      }
      if (lines !== '') this.#socket?.write(lines);
      if (this.places.length === messages) resolve();
    };
    this.#socket?.once('close', () => reject(new Error('The server closed the connection.')));
    this.#onAck();
    await promise;
    this.#onAck = () => {};
  }

  /** All of a room, by pages, from its beginning or from its end. */
  async *history(room: string, isForward: boolean): AsyncGenerator<readonly Message[]> {
    let place: { after: number } | { before?: number } = isForward ? { after: 0 } : {};
    for (let hasMore = true; hasMore; ) {
      const page = await this.ask({ type: 'history', room, limit: limits.maxPage, ...place });
      if (page.type !== 'history') throw new Error(JSON.stringify(page));
      const { messages } = page;
      yield messages;
      place = isForward ? { after: messages.at(-1)?.seq ?? 0 } : { before: messages[0]?.seq ?? 0 };
      hasMore = page.more && messages.length > 0;
    }
  }

  leave(): void {
    this.#socket?.removeAllListeners('close').destroy();
  }

  async ask(request: object): Promise<Reply> {
    const reply = new Promise<Reply>((resolve) => {
      this.#onReply = resolve;
    });
    this.#socket?.write(`${JSON.stringify(request)}\n`);
    return reply;
  }

  /** What others say is read back later. */
  #hear(line: string): void {
    if (line.startsWith('{"type":"ack"')) this.#acknowledged(line);
    else if (line.startsWith('{"type":"message"') || line.startsWith('{"type":"presence"')) return;
    else if (line.startsWith('{"type":"error"')) {
      this.refusals.push(line);
      this.#onReply(JSON.parse(line) as Reply);
    } else this.#onReply(JSON.parse(line) as Reply);
  }

  /** Replies come in the order of the requests, so an ack must be the next one's. */
  #acknowledged(line: string): void {
    const [, id, seq, timestamp = ''] = ackShape.exec(line) ?? [];
    const isNext =
      Number(id) === this.places.length && Number(seq) > (this.places.at(-1)?.seq ?? 0);
    if (!isNext) this.refusals.push(`Not the next one: ${line}`);
    this.places.push({ seq: Number(seq), timestamp });
  }
}
