// What a sender hears of the wire beside the state: the server's own words for an ack, and why it ended.
import { parseFromServer } from '../../protocol/index.ts';
import { safeJson } from '../printed.ts';

interface Ack {
  readonly seq: number;
  /** As JSON, one line. */
  readonly ack: string;
}

export class Hearing {
  readonly #acks = new Map<string, Ack>();
  /** There is a server. */
  hasHeard = false;
  /** Another program has taken the session over. */
  wasReplaced = false;

  readonly onWire = (direction: 'in' | 'out', line: string): void => {
    if (direction === 'out') return;
    this.hasHeard = true;
    // Most of what comes is what others say.
    if (!/"type":"(?:ack|bye|welcome)"/.test(line)) return;
    const heard = parseFromServer(line);
    if (heard?.type === 'ack' && heard.id !== undefined)
      this.#acks.set(heard.id, { seq: heard.seq, ack: safeJson(line) });
    if (heard?.type === 'bye') this.wasReplaced = heard.reason === 'replaced';
    if (heard?.type === 'welcome') this.wasReplaced = false;
  };

  /** Once: who asks for it knows it from then on. */
  ack(id: string): Ack | undefined {
    const ack = this.#acks.get(id);
    this.#acks.delete(id);
    return ack;
  }
}
