// Sending by the outbox: on disk first, then out with all that waits; what can't be sent now stays.
import { directRoom, isRefusal } from '../../protocol/index.ts';
import { backoffMs } from '../../sdk/backoff.ts';
import { messageIds } from '../../sdk/ids.ts';
import type { KeptMessage } from '../../sdk/kept.ts';
import { say } from '../commands/command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Fate } from './courier.ts';
import { entrance, loginName } from './entrance.ts';
import { Flusher, type Hindrance } from './flusher.ts';
import type { OutboxFile } from './outbox-file.ts';
import type { Run } from './runs.ts';
import type { Task } from './send-now.ts';
import { codeOf, printAck, sayName } from './talk.ts';

export interface Queueing extends Task {
  readonly file: OutboxFile;
}

/** While the input has nothing, what waits is tried again. */
const pulseMs = 1_000;
/** And while another program sends it, at the end of the input: for so long, as it may have no server. */
const lookMs = 100;
const elsewhereMs = 3_000;

export async function sendQueued(queueing: Queueing): Promise<number> {
  const { wish, chat, file, terminal, signal } = queueing;
  const run = wish.id === undefined ? undefined : file.runs.get(wish.id);
  if (run && run.acked > 0) {
    say(terminal, `${wish.id} was sent before`);
    return exitCodes.done;
  }
  const queue = new Queue(queueing);
  const flusher = new Flusher({
    file,
    enter: () => entrance(chat, terminal),
    signal,
    patienceMs: wish.patienceMs,
    hear: (message, fate) => queue.hear(message, fate),
    entered: (courier, way) => sayName(courier, way, terminal),
  });
  const problem = await queue.takeAll(flusher);
  const hindrance = signal.aborted ? undefined : await queue.sendRest(flusher);
  await flusher.end();
  return queue.explain(problem, hindrance);
}

class Queue {
  readonly #queueing: Queueing;
  readonly #nextId: () => string;
  /** Of this command: what has no fate yet. */
  readonly #own = new Set<string>();
  readonly #acks: string[] = [];
  #refused = 0;
  #failures = 0;
  #nextTryAt = 0;

  constructor(queueing: Queueing) {
    this.#queueing = queueing;
    this.#nextId = messageIds(Math.random);
  }

  hear({ id }: KeptMessage, fate: Fate): void {
    const isOwn = this.#own.has(id);
    if (fate.is !== 'later') this.#own.delete(id);
    if (fate.is === 'delivered' && isOwn && fate.ack !== '') this.#acks.push(fate.ack);
    if (fate.is !== 'refused' && fate.is !== 'unknown') return;
    if (isOwn) this.#refused += 1;
    say(this.#queueing.terminal, `${id} is not sent, and kept aside: ${fate.why}`);
  }

  /** Each is on disk before the next is read. @returns why not all of it could be taken */
  async takeAll(flusher: Flusher): Promise<string | undefined> {
    const { outgoing, signal } = this.#queueing;
    for (;;) {
      const next = await outgoing.takeWithin(pulseMs);
      if (next === undefined || signal.aborted) return undefined;
      if (next === 'not yet') await this.#try(flusher);
      else if ('isTooLong' in next) this.#refuse();
      else {
        const problem = await this.#take(next.text, flusher);
        if (problem !== undefined) return problem;
      }
    }
  }

  /** Until all of this command is sent, or it is known that it can't be now. */
  async sendRest(flusher: Flusher): Promise<Hindrance | undefined> {
    const { file, wish, signal } = this.#queueing;
    const until = Date.now() + Math.min(wish.patienceMs, elsewhereMs);
    for (;;) {
      const hindrance = await flusher.flush();
      await this.#printAcks();
      for (const id of this.#own) this.#hearElsewhere(id, file);
      const isElsewhere = hindrance?.is === 'elsewhere' && this.#own.size > 0;
      if (!isElsewhere || Date.now() > until || signal.aborted) return hindrance;
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
  }

  explain(problem: string | undefined, hindrance: Hindrance | undefined): number {
    const { terminal, signal, wish } = this.#queueing;
    const waiting = this.#own.size;
    if (problem !== undefined) say(terminal, problem);
    if (waiting > 0) {
      const why = hindrance ? `: ${hindrance.why}` : '';
      const what = waiting === 1 ? 'the message waits' : `${waiting} messages wait`;
      say(terminal, `${what} in the outbox${why}`);
    }
    if (signal.aborted) return Number(signal.reason);
    if (problem !== undefined) return exitCodes.tryAgain;
    if (this.#refused > 0) return exitCodes.refused;
    if (waiting === 0 || wish.isQueued) return exitCodes.done;
    return hindrance && hindrance.is !== 'elsewhere' ? codeOf(hindrance) : exitCodes.tryAgain;
  }

  async #take(text: string, flusher: Flusher): Promise<string | undefined> {
    const message = this.#message(text);
    if (typeof message === 'string') {
      say(this.#queueing.terminal, `not sent: ${message}`);
      this.#refused += 1;
      return undefined;
    }
    const { file, wish } = this.#queueing;
    const run = wish.id === undefined ? undefined : file.runs.get(wish.id);
    const { claim, doubt = claim?.session, after }: Partial<Run> = run ?? {};
    const isWritten = doubt !== undefined && after !== undefined;
    const whole = { ...message, ...(isWritten ? { written: { session: doubt, after } } : {}) };
    const to = 'name' in wish.to ? wish.to.name : undefined;
    const given = { isNamed: wish.id !== undefined, to, claim };
    // What waits is made less before there is more of it.
    if (!file.add([whole], given)) {
      this.#nextTryAt = 0;
      await this.#try(flusher);
      if (!file.add([whole], given))
        return 'the outbox is full: chat-client outbox lists what waits, and --flush sends it';
    }
    this.#own.add(whole.id);
    await this.#try(flusher);
    return undefined;
  }

  /** What another program made of one. */
  #hearElsewhere(id: string, file: OutboxFile): void {
    if (file.has(id)) return;
    this.#own.delete(id);
    const why = file.refusal(id);
    if (why === undefined) return;
    this.#refused += 1;
    say(this.#queueing.terminal, `${id} is not sent, and kept aside: ${why}`);
  }

  /** Where there was no server a moment ago, the next try has its time. */
  async #try(flusher: Flusher): Promise<void> {
    if (Date.now() < this.#nextTryAt) return;
    const hindrance = await flusher.flush();
    await this.#printAcks();
    this.#failures = hindrance ? this.#failures + 1 : 0;
    this.#nextTryAt = hindrance ? Date.now() + backoffMs(this.#failures, Math.random) : 0;
  }

  /** A direct room is that of the wished name here; whoever one is once one is in, it becomes theirs. */
  #message(content: string): KeptMessage | string {
    const { wish, chat } = this.#queueing;
    const name = chat.who.name ?? loginName() ?? '';
    const room = 'room' in wish.to ? wish.to.room : directRoom(name, wish.to.name);
    if (isRefusal(room)) return room.message;
    return {
      id: wish.id ?? this.#nextId(),
      room,
      kind: wish.kind,
      content,
      at: Date.now(),
      ...(wish.target === undefined ? {} : { target: wish.target }),
    };
  }

  #refuse(): void {
    this.#refused += 1;
    say(this.#queueing.terminal, 'not sent: a line is longer than a message may be');
  }

  async #printAcks(): Promise<void> {
    const { wish, terminal } = this.#queueing;
    for (const ack of this.#acks.splice(0)) if (wish.isJson) await printAck(ack, terminal);
  }
}
