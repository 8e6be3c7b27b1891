// The committed stream: the only source of acks and of deliveries.
import {
  type Draft,
  isDirectRoom,
  type Message,
  type Refusal,
  refuse,
} from '../../protocol/index.ts';
import { rememberTold } from './direct.ts';
import type { Duplicates, Sender, Sending } from './duplicates.ts';
import type { Hub } from './hub.ts';
import { bringInTwo } from './presence.ts';
import type { Recent } from './recent.ts';

/** Hands a draft to the log; false: the log's queue is full, and it was not taken. */
export type Append = (draft: Draft, origin: Sending) => boolean;

const unavailable = refuse(
  'storage-unavailable',
  'The message could not be stored; nothing was delivered. Send it again with the same id.',
);
const shuttingDown = refuse('shutting-down', 'The server is going down: send it again later.');
const nobody: Sending['waiting'] = [];

export class Sends {
  readonly #append: Append;
  readonly #hub: Hub;
  readonly #recent: Recent;
  readonly #duplicates: Duplicates;
  #hasStopped = false;
  /** How many the log has taken, and how many of them it has answered, in the same order. */
  #taken = 0;
  #answered = 0;
  #waiting: { readonly until: number; readonly resolve: () => void }[] = [];

  constructor(append: Append, hub: Hub, recent: Recent, duplicates: Duplicates) {
    this.#append = append;
    this.#hub = hub;
    this.#recent = recent;
    this.#duplicates = duplicates;
  }

  /** @returns why it is not on its way, if it is not; else its sender hears later */
  append(draft: Draft, sender: Sender, requestId: string | undefined): Refusal | undefined {
    if (this.#hasStopped) return shuttingDown;
    const sending: Sending = { waiting: [{ sender, requestId }] };
    if (!this.#append(draft, sending)) return unavailable;
    this.#taken++;
    if (draft.id !== undefined) this.#duplicates.remember(draft.id, sending);
    return undefined;
  }

  /** Waits for the same message, which is on its way already. */
  attach(sending: Sending, sender: Sender, requestId: string | undefined): void {
    sending.waiting = [...sending.waiting, { sender, requestId }];
  }

  /** What is under way is still answered; nothing more is taken. */
  stop(): void {
    this.#hasStopped = true;
  }

  /**
   * A group that is in the log, in its order. First each sender's ack, then the deliveries: so an
   * ack comes before one's own copy, and nobody hears what is not stored.
   * @returns how many deliveries that was
   */
  committed(group: readonly { readonly message: Message; readonly origin: Sending }[]): number {
    for (const { message, origin } of group) {
      origin.entry = message;
      const dropped = this.#recent.add(message);
      if (dropped?.id !== undefined) this.#leave(dropped.id);
      if (isDirectRoom(message.room)) this.#bringIn(message);
      let isDuplicate = false;
      for (const { sender, requestId } of origin.waiting) {
        sender.acknowledge(requestId, message, isDuplicate);
        isDuplicate = true;
      }
    }
    const deliveries = this.#hub.deliver(group);
    letGoOn(group);
    this.#settle(group.length);
    return deliveries;
  }

  /** Those for whom it is. */
  #bringIn({ room, seq, between }: Message): void {
    const chat = { hub: this.#hub, recent: this.#recent };
    rememberTold(chat, room, bringInTwo(this.#hub, room, between), seq);
  }

  /** Everything that is under way now is committed and delivered, or refused. One wait for each who asks. */
  async settled(): Promise<void> {
    const until = this.#taken;
    if (this.#answered >= until) return;
    await new Promise<void>((resolve) => this.#waiting.push({ until, resolve }));
  }

  #settle(count: number): void {
    this.#answered += count;
    while (this.#waiting[0] && this.#waiting[0].until <= this.#answered) {
      this.#waiting.shift()?.resolve();
    }
  }

  /** Its session, while it is here, still knows that the id was used. */
  #leave(publicId: string): void {
    this.#duplicates.forget(publicId);
    const session = publicId.slice(0, Math.max(0, publicId.indexOf('-')));
    this.#hub.sessionById(session)?.sent.leave(publicId);
  }

  /** A group that the log could not take. */
  refused(group: readonly { readonly draft: Draft; readonly origin: Sending }[]): void {
    for (const { draft, origin } of group) {
      if (draft.id !== undefined) this.#duplicates.forget(draft.id);
      for (const { sender, requestId } of origin.waiting) sender.fail(requestId, unavailable);
    }
    letGoOn(group);
    this.#settle(group.length);
  }
}

/** After it nothing of the connections is held by what is remembered. */
function letGoOn(group: readonly { readonly origin: Sending }[]): void {
  for (const { origin } of group) {
    const { waiting } = origin;
    origin.waiting = nobody;
    for (const { sender } of waiting) sender.goOn();
  }
}
