// Who listens to what: each event goes to its listeners in order, and what they do wrong stays with them.
import { ChatError } from './chat-error.ts';
import type { ChatEvent, ChatEvents } from './events.ts';

type Listener = (event: ChatEvent) => unknown;

export class Hearing {
  readonly #listeners = new Map<ChatEvent['type'], Set<Listener>>();
  readonly #all = new Set<(event: ChatEvent) => void>();
  /** What one read of the wire brought, while a listener of its first is running. */
  #waiting: ChatEvent[] = [];
  #isTelling = false;

  on<Type extends keyof ChatEvents>(
    type: Type,
    listener: (event: ChatEvents[Type]) => unknown,
  ): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners);
    // The map's key says which events it gets.
    const own: Listener = (event) => listener(event as ChatEvents[Type]);
    listeners.add(own);
    return () => listeners.delete(own);
  }

  /** Hears everything; must not throw. */
  onAll(listener: (event: ChatEvent) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  /** To be told of with the next `tell`. */
  add(event: ChatEvent): void {
    this.#waiting.push(event);
  }

  /** A listener may do what brings the next event: that comes after this one for all. */
  tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (let waiting = this.#waiting; waiting.length > 0; waiting = this.#waiting) {
      this.#waiting = [];
      for (const event of waiting) this.#give(event);
    }
    this.#isTelling = false;
  }

  #give(event: ChatEvent): void {
    for (const listener of this.#all) listener(event);
    for (const listener of [...(this.#listeners.get(event.type) ?? [])]) {
      try {
        const result = listener(event);
        if (result instanceof Promise) result.catch((cause) => this.#failed(event, cause));
      } catch (cause) {
        this.#failed(event, cause);
      }
    }
  }

  #failed(event: ChatEvent, cause: unknown): void {
    const error = new ChatError('listener-failed', `A listener of "${event.type}" threw.`, {
      cause,
    });
    const isHeard = event.type !== 'error' && (this.#listeners.get('error')?.size ?? 0) > 0;
    if (isHeard) {
      this.add({ type: 'error', error });
      this.tell();
    }
    // As any error that nobody catches: said by the runtime, and none of the core's business.
    else void Promise.reject(error);
  }
}
