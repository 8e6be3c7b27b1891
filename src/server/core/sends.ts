// The committed stream: the only source of acks and of deliveries.
import {
  type Draft,
  isDirectRoom,
  type Message,
  type Refusal,
  refuse,
} from '../../protocol/index.ts';
import type { Hub } from './hub.ts';
import { bringInTwo } from './presence.ts';
import type { Recent } from './recent.ts';

/** Who waits for a message to be committed. */
export interface Sender {
  acknowledge(requestId: string | undefined, message: Message, isDuplicate: boolean): void;
  /** Nothing was stored, nothing was delivered: the same id may be sent again. */
  fail(requestId: string | undefined, refusal: Refusal): void;
  /** The whole group is answered and delivered: what waited behind it may go on. */
  goOn(): void;
}

interface Waiting {
  readonly sender: Sender;
  readonly requestId: string | undefined;
}

/** What goes to the log with a draft, and comes back when it is committed. */
export interface Origin extends Waiting {
  /** The same message sent again before the first was committed. */
  also?: Waiting[];
}

/** Hands a draft to the log; false: the log's queue is full, and it was not taken. */
export type Append = (draft: Draft, origin: Origin) => boolean;

const unavailable = refuse(
  'storage-unavailable',
  'The message could not be stored; nothing was delivered. Send it again with the same id.',
);

const shuttingDown = refuse('shutting-down', 'The server is going down: send it again later.');

export class Sends {
  readonly #append: Append;
  readonly #hub: Hub;
  readonly #recent: Recent;
  /** By public id: given to the log, not yet committed. */
  readonly #appending = new Map<string, Origin>();
  #hasStopped = false;

  constructor(append: Append, hub: Hub, recent: Recent) {
    this.#append = append;
    this.#hub = hub;
    this.#recent = recent;
  }

  /** Whether the log is about to commit a message of this public id. */
  isAppending(publicId: string): boolean {
    return this.#appending.has(publicId);
  }

  append(draft: Draft, sender: Sender, requestId: string | undefined): void {
    const origin: Origin = { sender, requestId };
    if (this.#hasStopped || !this.#append(draft, origin)) {
      sender.fail(requestId, this.#hasStopped ? shuttingDown : unavailable);
      sender.goOn();
    } else if (draft.id !== undefined) this.#appending.set(draft.id, origin);
  }

  /** Waits for a message that is on its way already. Call only where `isAppending`. */
  attach(publicId: string, sender: Sender, requestId: string | undefined): void {
    const origin = this.#appending.get(publicId) as Origin;
    origin.also ??= [];
    origin.also.push({ sender, requestId });
  }

  /** What is under way is still answered; nothing more is taken. */
  stop(): void {
    this.#hasStopped = true;
  }

  /**
   * A group that is in the log, in its order. First each sender's ack, then the deliveries: so an
   * ack comes before one's own copy, and nobody hears what is not stored.
   */
  committed(group: readonly { readonly message: Message; readonly origin: Origin }[]): void {
    for (const { message, origin } of group) {
      this.#recent.add(message);
      if (isDirectRoom(message.room)) bringInTwo(this.#hub, message.room);
      if (message.id !== undefined) this.#appending.delete(message.id);
      origin.sender.acknowledge(origin.requestId, message, false);
      for (const again of origin.also ?? []) {
        again.sender.acknowledge(again.requestId, message, true);
      }
    }
    this.#hub.deliver(group);
    letGoOn(group);
  }

  /** A group that the log could not take. */
  refused(group: readonly { readonly draft: Draft; readonly origin: Origin }[]): void {
    for (const { draft, origin } of group) {
      if (draft.id !== undefined) this.#appending.delete(draft.id);
      origin.sender.fail(origin.requestId, unavailable);
      for (const again of origin.also ?? []) again.sender.fail(again.requestId, unavailable);
    }
    letGoOn(group);
  }
}

function letGoOn(group: readonly { readonly origin: Origin }[]): void {
  for (const { origin } of group) {
    origin.sender.goOn();
    for (const again of origin.also ?? []) again.sender.goOn();
  }
}
