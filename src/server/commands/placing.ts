// Where an imported message goes: as it is, with a new place, or nowhere, as it is there already.
import { createHash } from 'node:crypto';
import type { Entry } from '../../protocol/messages.ts';
import { isChange } from './changes.ts';
import type { KnownMessages } from './known-messages.ts';
import { Renumbering } from './renumbering.ts';

export type Placed =
  | { readonly is: 'new'; readonly entry: Entry }
  | { readonly is: 'there' }
  /** It changes a message that is not to be found. */
  | { readonly is: 'astray' };

/**
 * Hears the messages of one import in their order. What it promises:
 *
 * - The log's order stays: `seq` grows, the time never goes back.
 * - What continues the log is kept as it is, so that an export imported into an empty log is the log.
 * - What does not gets the next `seq`, and the last message's time if its own is before that.
 * - A `target` points at the message that it pointed at. Where that is neither in the import nor, by
 *   the same `seq`, in the log, a reply becomes a plain text, and a change is left out.
 * - Nothing is imported twice, also where it was renumbered.
 */
export class Placing {
  readonly #known: KnownMessages;
  readonly #targets = new Renumbering();
  #last: number;
  #timestamp: string;

  /** @param last the last `seq`, @param timestamp the last message's; empty: there is none */
  constructor(known: KnownMessages, last: number, timestamp: string) {
    this.#known = known;
    this.#last = last;
    this.#timestamp = timestamp;
  }

  place(message: Entry): Placed {
    const there = this.#seqOf(message);
    if (there !== undefined) {
      this.#targets.note(message.seq, there);
      return { is: 'there' };
    }
    const continues = message.seq > this.#last && message.timestamp >= this.#timestamp;
    const target = this.#targetOf(message, continues);
    if (target === undefined && isChange(message.kind)) return { is: 'astray' };
    const entry = withTarget(continues ? message : this.#renumbered(message), target);
    this.#targets.note(message.seq, entry.seq);
    this.#last = entry.seq;
    this.#timestamp = entry.timestamp;
    if (entry.id !== undefined) this.#known.add(entry);
    return { is: 'new', entry };
  }

  #seqOf(message: Entry): number | undefined {
    if (message.id !== undefined) return this.#known.ofId(message.id);
    // Before those that are alike: one of them may be there for a later line of this import.
    const renumbered = this.#known.ofId(importId(message));
    if (renumbered !== undefined) return renumbered;
    return this.#known.takeAlike(withTarget(message, this.#targetOf(message, true)));
  }

  /** @param continues whether its numbers can be the log's own */
  #targetOf({ target }: Entry, continues: boolean): number | undefined {
    if (target === undefined) return undefined;
    return this.#targets.find(target) ?? (continues && this.#targets.isNone ? target : undefined);
  }

  #renumbered(message: Entry): Entry {
    const isOlder = message.timestamp < this.#timestamp;
    const timestamp = isOlder ? this.#timestamp : message.timestamp;
    return { ...message, seq: this.#last + 1, timestamp, id: message.id ?? importId(message) };
  }
}

function withTarget(message: Entry, target: number | undefined): Entry {
  if (message.target === target) return message;
  const { target: _, ...rest } = message;
  return target === undefined ? rest : { ...rest, target };
}

/** The same for the same line of an import: so the next import knows the message. */
function importId({ room, seq, kind, sender, content, timestamp, target }: Entry): string {
  const text = JSON.stringify([room, seq, kind, sender, content, timestamp, target ?? null]);
  return `import-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}
