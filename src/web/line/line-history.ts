// What was sent in each room, and how far back in it the line of each has gone.
import { isSecret } from '../../ui/own-commands.ts';
import type { Desk } from '../desk.ts';
import { calledBack, noRecall, type Recall, recalled, withSubmitted } from './history.ts';

export class LineHistory {
  readonly #desk: Desk;
  readonly #recalls = new Map<string, Recall>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The text `by` steps on, 1 being older; undefined: there is nothing further. */
  step(room: string, text: string, by: 1 | -1): string | undefined {
    const next = recalled(this.#sent(room), this.#recall(room), text, by);
    if (next === undefined) return undefined;
    this.#keep(room, next.sent);
    this.#recalls.set(room, { back: next.back, draft: next.draft });
    return next.text;
  }

  /** A text of the history comes into the line in place of what is written there. */
  callBack(room: string, written: string, text: string): void {
    this.#recalls.set(room, calledBack(this.#sent(room), this.#recall(room), written, text));
  }

  /** Whether what stands in the line was called back. */
  isBack(room: string): boolean {
    return this.#recall(room).back > 0;
  }

  /** The text was sent; a secret is not one to call back. */
  submitted(room: string, text: string): void {
    if (!isSecret(text)) {
      this.#keep(room, withSubmitted(this.#sent(room), this.#recall(room), text));
    }
    this.#recalls.delete(room);
  }

  #sent(room: string): readonly string[] {
    return this.#desk.ui.get().sent.get(room) ?? [];
  }

  #recall(room: string): Recall {
    return this.#recalls.get(room) ?? noRecall;
  }

  #keep(room: string, texts: readonly string[]): void {
    if (texts === this.#sent(room)) return;
    this.#desk.update((ui) => ({ ...ui, sent: new Map(ui.sent).set(room, texts) }));
  }
}
