// What goes over one member's wire, kept for the judge: what it said and its fate, what it heard.
import { type Event, isRetryable, type Message, type Reply } from '../../src/protocol/index.ts';
import type { Listening, Said } from './seen.ts';

/** The same line goes to all members: one object is enough for all of them. */
export class Lines {
  readonly #messages = new Map<string, Message>();

  messageOf(line: string, parsed: Message): Message {
    const known = this.#messages.get(line);
    if (known) return known;
    this.#messages.set(line, parsed);
    return parsed;
  }
}

export class Recorder {
  readonly said: Said[] = [];
  readonly heard: Listening[] = [];
  readonly #lines: Lines;
  readonly #byId = new Map<string, Said>();
  /** Of the connection that stands, by room. */
  #listening = new Map<string, Listening>();
  /** From whom went out what is about to be told of: a client may write before it says the id. */
  #early: Pick<Said, 'session' | 'sender'> | undefined;
  /** Said, and neither acknowledged nor refused. */
  open = 0;
  session = '';
  name = '';
  connections = 0;
  deliveries = 0;
  acknowledged = 0;
  /** Acknowledged when sent again. */
  duplicates = 0;
  /** Refused for now. */
  delays = 0;

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  says(said: Said): void {
    this.said.push(said);
    this.#byId.set(said.id, said);
    Object.assign(said, this.#early);
    this.#early = undefined;
    this.open += 1;
  }

  /** It was decided without the server. */
  decide(said: Said, fate: Said['fate']): void {
    if (said.fate !== 'undecided') return;
    said.fate = fate;
    this.open -= 1;
  }

  /** A line of its own went out. */
  sent(line: string): void {
    if (line.startsWith('{"type":"hello"')) this.#opened();
    if (!line.startsWith('{"type":"send"')) return;
    const said = this.find((JSON.parse(line) as { id: string }).id);
    const from = { session: this.session, sender: this.name };
    if (said) Object.assign(said, from);
    else this.#early = from;
  }

  find(id: string | undefined): Said | undefined {
    return this.#byId.get(id ?? '');
  }

  /** The connection that stands now must have heard all up to here. */
  finish(): void {
    for (const listening of this.#listening.values()) listening.isWhole = true;
  }

  hears(line: string): Reply | Event {
    const object = JSON.parse(line) as Reply | Event;
    if (object.type === 'message') this.#delivered(this.#lines.messageOf(line, object));
    else if (object.type === 'welcome') {
      this.session = object.session;
      this.name = object.name;
    } else if (object.type === 'joined') this.#listen(object.room, object.last);
    else if (object.type === 'ack') this.#acknowledged(object);
    else if (object.type === 'error') this.#refused(object);
    return object;
  }

  #opened(): void {
    this.connections += 1;
    this.#listening = new Map();
  }

  #listen(room: string, after: number | undefined): Listening {
    const listening: Listening = { room, after, messages: [], isWhole: false };
    this.#listening.set(room, listening);
    this.heard.push(listening);
    return listening;
  }

  #delivered(message: Message): void {
    this.deliveries += 1;
    const { room } = message;
    const listening = this.#listening.get(room) ?? this.#listen(room, undefined);
    listening.messages.push(message);
  }

  #acknowledged({ id, seq, timestamp, duplicate }: Extract<Reply, { type: 'ack' }>): void {
    const said = this.find(id);
    if (!said) return;
    if (duplicate) this.duplicates += 1;
    // Acknowledged twice, in two places: the judge shall see the one that is wrong.
    if (said.ack && said.ack.seq !== seq) said.ack = { seq, timestamp };
    if (said.fate !== 'undecided') return;
    said.ack = { seq, timestamp };
    this.acknowledged += 1;
    this.decide(said, 'acknowledged');
  }

  #refused({ id, code }: Extract<Reply, { type: 'error' }>): void {
    const said = this.find(id);
    if (!said) return;
    if (isRetryable(code)) this.delays += 1;
    else this.decide(said, 'refused');
  }
}
