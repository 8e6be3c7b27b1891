// Who is connected: each connection with its conversation, from its coming to its going.
import type { AccountUpkeep } from './account-upkeep.ts';
import type { Chat } from './core/chat.ts';
import { departAll } from './core/presence.ts';
import { isGuest } from './core/session.ts';
import { sessionRate } from './core/shared-rates.ts';
import type { Connection } from './net/connection.ts';
import type { EndReason } from './net/link.ts';
import { Conversation } from './requests/conversation.ts';
import type { ServerNote } from './server-note.ts';

export class Connected {
  readonly #chat: Chat;
  readonly #upkeep: AccountUpkeep;
  readonly #note: (note: ServerNote) => void;
  readonly #conversations = new Map<Connection, Conversation>();
  #areAllGoing = false;

  constructor(chat: Chat, upkeep: AccountUpkeep, note: (note: ServerNote) => void) {
    this.#chat = chat;
    this.#upkeep = upkeep;
    this.#note = note;
  }

  /** Those that have a session. */
  get withSession(): readonly Connection[] {
    return [...this.#conversations].filter(([, { session }]) => session).map(([by]) => by);
  }

  enter(connection: Connection): void {
    const conversation = new Conversation(this.#chat, connection, connection.origin);
    this.#conversations.set(connection, conversation);
    const connections = this.#conversations.size;
    this.#note({ event: 'connected', ...wayOf(connection), connections });
    connection.listen({
      receive: (lines) => conversation.receive(lines),
      finish: () => conversation.finish(),
      drained: () => conversation.goOn(),
      gone: (reason) => this.#leave(connection, conversation, reason),
    });
  }

  /** From now on who leaves does so with all the others: nobody has to hear who went first. */
  sayAllGo(): void {
    this.#areAllGoing = true;
  }

  /** Called once a second: silence, late greetings, and who stays in the lobby. */
  check(nowMs: number): void {
    const { settings } = this.#chat;
    for (const [connection, conversation] of this.#conversations) {
      const isLate = nowMs - connection.openedMs >= settings.helloTimeoutMs;
      if (isLate && conversation.isGreeting) conversation.expire();
      else {
        connection.check(nowMs, settings);
        conversation.leaveLobby(nowMs);
      }
    }
  }

  /** Guests may come in another way from now on, or not any more: they are to come anew, and hear how. */
  partWithGuests(): void {
    const { hub } = this.#chat;
    for (const [connection, { session }] of this.#conversations) {
      if (!session || !isGuest(session)) continue;
      if (hub.sessionById(session.id) === session) departAll(hub, session);
      connection.bye('shutting-down', true);
    }
  }

  /** What each session may send, by the settings as they are now. */
  changeRates(): void {
    for (const { session } of this.#conversations.values()) {
      if (!session) continue;
      const { perSecond, burst } = sessionRate(this.#chat.settings, session.origin);
      session.rate.change(perSecond, burst);
    }
  }

  #leave(connection: Connection, conversation: Conversation, reason: EndReason): void {
    conversation.stop();
    this.#conversations.delete(connection);
    const { session } = conversation;
    const name = session?.name ?? '';
    this.#note({ event: 'disconnected', ...wayOf(connection), name, reason });
    const { hub, names, now } = this.#chat;
    // Another connection may have taken the session over.
    if (!session || hub.sessionById(session.id) !== session) return;
    this.#upkeep.left(session);
    if (this.#areAllGoing) return;
    // Who left of its own accord needs no place kept, and an account's name is its own anyway.
    if (reason !== 'closed' && isGuest(session)) names.reserve(session.name, session.owner, now());
    departAll(hub, session, reason === 'closed' ? undefined : reason);
  }
}

/** What the operator hears of how somebody came. */
function wayOf({ transport, isSecure, origin }: Connection) {
  return { transport, tls: isSecure, address: origin.address };
}
