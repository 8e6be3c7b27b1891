// The line in which one writes: what keys do to its text and what is offered for it; it follows the room.
import { Store } from '../../sdk/store.ts';
import { type Completion, complete, type Offer, suggestionsFor } from '../../ui/completion.ts';
import type { EditName } from '../../ui/key-table.ts';
import { ownWords } from '../../ui/own-words.ts';
import { lineEnd, lineStart } from '../../ui/text-motion.ts';
import { vocabularyOf } from '../../ui/vocabulary.ts';
import type { Desk } from '../desk.ts';
import { preferenceTable } from '../preferences.ts';
import { draftOf, endComposing, withDraft } from './composing.ts';
import { FieldEdits } from './field-edits.ts';
import { LineHistory } from './line-history.ts';
import { maxDraftLength } from './line-limits.ts';
import { TextField } from './text-field.ts';

/** What the menu over the line is made from. */
export interface LineState {
  readonly text: string;
  /** In UTF-16 units. */
  readonly cursor: number;
  readonly hasFocus: boolean;
  readonly completion: Completion | undefined;
  /** The text whose suggestions were sent away. */
  readonly hushed: string | undefined;
}

const emptyLine: LineState = {
  text: '',
  cursor: 0,
  hasFocus: false,
  completion: undefined,
  hushed: undefined,
};
const nothing: Offer = { start: 0, choices: [] };
const words = ownWords(preferenceTable);

export class LineField {
  readonly line = new Store<LineState>(emptyLine);
  readonly #desk: Desk;
  readonly #history: LineHistory;
  readonly #edits = new FieldEdits();
  #field: TextField | undefined;
  /** Whose draft stands in the field. */
  #room = '';
  /** Some of the text was pasted: nobody has read it while typing it. */
  hasPaste = false;
  /** Esc was pressed: an arrow selects a message. */
  isArmed = false;
  /** Arrows have gone to a choice of the menu: Enter takes it, and sends nothing yet. */
  #isByArrows = false;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#history = new LineHistory(desk);
  }

  /** @returns what takes it off */
  attach(element: HTMLTextAreaElement): () => void {
    this.#field = new TextField(element);
    this.#follow();
    const ends = [
      this.#desk.client.subscribe(() => this.#follow()),
      this.#desk.ui.subscribe(() => this.#follow()),
    ];
    return () => {
      for (const end of ends) end();
      this.#field = undefined;
    };
  }

  get text(): string {
    return this.#field?.text ?? '';
  }

  get cursor(): number {
    return this.#field?.cursor ?? 0;
  }

  /** What is selected is not for history or completion. */
  get hasSelection(): boolean {
    return this.#field !== undefined && this.#field.selectionStart !== this.cursor;
  }

  get room(): string {
    return this.#room;
  }

  isFocused(): boolean {
    return this.#field?.hasFocus ?? false;
  }

  focus(): void {
    this.#field?.focus();
  }

  /** Puts the text at the cursor, or in place of what is selected. */
  insert(text: string): void {
    this.#field?.put(this.#field.selectionStart, this.cursor, text);
  }

  /** Puts the text in place of all that is written. */
  replace(text: string): void {
    this.#field?.put(0, this.text.length, text);
  }

  /** The field has another text, by whatever made it. */
  onInput(): void {
    const { text } = this;
    const { completion, text: before } = this.line.get();
    this.#edits.typed();
    this.isArmed = false;
    if (text === '') this.hasPaste = false;
    this.#desk.update((ui) => withDraft(ui, this.#room, text));
    const isOwnStep = completion?.text === text;
    if (!isOwnStep) this.#isByArrows = false;
    this.#tell({ text, hushed: undefined, ...(isOwnStep ? {} : { completion: undefined }) });
    const isMessage = text !== '' && !text.startsWith('/');
    if (isMessage && text !== before) this.#desk.client.typing(this.#room);
  }

  onSelect(): void {
    const { cursor, hasFocus } = this.line.get();
    if (this.cursor !== cursor || !hasFocus) this.#tell({});
  }

  onBlur(): void {
    this.isArmed = false;
    this.#tell({});
  }

  onPaste(): void {
    this.hasPaste = true;
    setTimeout(() => {
      const isFull = this.text.length >= maxDraftLength;
      if (isFull) this.#desk.hint('The line is full: the end of the paste is left out.');
    });
  }

  /** What Tab would offer; nothing where it was sent away, or in a message that is edited. */
  offer(): Offer {
    const { text, cursor, completion, hushed, hasFocus } = this.line.get();
    if (!hasFocus) return nothing;
    if (completion !== undefined) return completion.choices.length < 2 ? nothing : completion;
    const isEdit = this.#desk.ui.get().composing.get(this.#room)?.does === 'edit';
    if (text === '' || text === hushed || isEdit) return nothing;
    return suggestionsFor(text, cursor, vocabularyOf(this.#desk.state, words));
  }

  /** @returns false if there is nothing to complete */
  complete(by: 1 | -1): boolean {
    if (this.hasSelection) return false;
    const { text, cursor } = this;
    const { completion } = this.line.get();
    const next = complete(text, cursor, by, vocabularyOf(this.#desk.state, words), completion);
    if (next === undefined) return false;
    this.line.set({ ...this.line.get(), completion: next });
    // The word alone, so that undoing takes back one step and no more.
    this.#field?.put(next.start, cursor, next.text.slice(next.start, next.cursor));
    this.#tell({ completion: next });
    return true;
  }

  /** The same with arrows, where a menu is shown. */
  choose(by: 1 | -1): boolean {
    this.#isByArrows = true;
    return this.complete(by);
  }

  /** @returns whether a choice that arrows had gone to was waiting */
  confirm(): boolean {
    if (!this.#isByArrows || this.line.get().completion === undefined) return false;
    this.#isByArrows = false;
    return this.endCompletion();
  }

  /** The choice at that place of what is offered; it ends the completion. */
  take(index: number): void {
    const { start, choices } = this.offer();
    const choice = choices[index];
    if (choice === undefined) return;
    this.#field?.put(start, this.cursor, choice.text);
    this.endCompletion();
    this.focus();
  }

  /** @returns whether there was any */
  endCompletion(): boolean {
    const isShown = this.offer().choices.length > 0;
    this.#tell({ completion: undefined, hushed: this.text });
    return isShown;
  }

  /**
   * Runs where the cursor can go no further up or down in the text.
   * @returns false: the browser moves it. In a line that is broken over several only then it shows.
   */
  leavesText(by: 1 | -1, run: () => void): boolean {
    const { text, cursor } = this;
    const isEnd = by === -1 ? lineStart(text, cursor) === 0 : lineEnd(text, cursor) === text.length;
    if (!isEnd) return false;
    if (!this.#field?.isBroken()) {
      run();
      return true;
    }
    setTimeout(() => {
      if (this.cursor === cursor && this.text === text) run();
    });
    return false;
  }

  /** Through what was sent, 1 being older. */
  recall(by: 1 | -1): void {
    const text = this.#history.step(this.#room, this.text, by);
    if (text !== undefined) this.replace(text);
  }

  callBack(text: string): void {
    this.#history.callBack(this.#room, this.text, text);
    this.replace(text);
  }

  /** Nothing is written, and nothing called back from history either. */
  isIdle(): boolean {
    return this.text === '' && !this.#history.isBack(this.#room);
  }

  /** The line of the room is empty, and its text one to call back. */
  submitted(room: string): void {
    this.#history.submitted(room, draftOf(this.#desk.ui.get(), room));
    this.hasPaste = false;
    this.#desk.update((ui) => withDraft(ui, room, ''));
  }

  edit(name: EditName): void {
    if (this.#field) this.#edits.run(this.#field, name);
    // Moves are told by nobody else.
    this.#tell({});
  }

  /** Out of an edit or an answer; the new text of an edit can be put back as what was cut. */
  abandon(): void {
    const composing = this.#desk.ui.get().composing.get(this.#room);
    if (composing?.does === 'edit' && this.text !== composing.text) this.#edits.keep(this.text);
    this.#desk.update((ui) => endComposing(ui, this.#room));
  }

  /** Another room's line, or a draft that something else has changed. */
  #follow(): void {
    const { current } = this.#desk.state;
    const isOther = current !== this.#room;
    const draft = draftOf(this.#desk.ui.get(), current);
    if (this.#field === undefined || (!isOther && draft === this.text)) return;
    this.#room = current;
    if (isOther) this.hasPaste = false;
    this.#field.load(draft);
    this.#tell({ text: draft, completion: undefined, hushed: isOther ? draft : undefined });
  }

  #tell(change: Partial<LineState>): void {
    const { text, cursor } = this;
    const hasFocus = this.isFocused();
    this.line.set({ ...this.line.get(), text, cursor, hasFocus, ...change });
  }
}
