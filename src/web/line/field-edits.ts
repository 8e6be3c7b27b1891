// Edits by keys that a browser's text field does not have, done to one; what they cut can be put back.
import { nextBoundary, previousBoundary } from '../../ui/graphemes.ts';
import type { EditName } from '../../ui/key-table.ts';
import { cutRange, isCut, moveTarget } from './line-edits.ts';
import type { TextField } from './text-field.ts';

export class FieldEdits {
  #killed = '';
  /** The last edit was a kill: the next one adds to what it took. */
  #isKilling = false;

  run(field: TextField, name: EditName): void {
    if (name === 'newline') insert(field, '\n');
    else if (name === 'yank') insert(field, this.#killed);
    else if (name === 'transpose') transpose(field);
    else if (isCut(name)) this.#cut(field, name);
    else field.moveTo(moveTarget(name, field.text, field.cursor));
  }

  /** The text was changed, by whatever: the next kill begins anew. */
  typed(): void {
    this.#isKilling = false;
  }

  /** The text can be put back, as if it had been cut. */
  keep(text: string): void {
    this.#killed = text;
  }

  #cut(field: TextField, name: EditName): void {
    const { text, cursor } = field;
    const range = cutRange(name, text, cursor);
    if (range === undefined || range.from === range.to) return;
    const taken = text.slice(range.from, range.to);
    const earlier = this.#isKilling ? this.#killed : '';
    field.put(range.from, range.to, '');
    if (!range.isKept) return;
    this.#killed = range.to === cursor ? taken + earlier : earlier + taken;
    this.#isKilling = true;
  }
}

/** In place of what is selected, if anything is. */
function insert(field: TextField, text: string): void {
  field.put(field.selectionStart, field.cursor, text);
}

function transpose(field: TextField): void {
  const { text, cursor } = field;
  const middle = cursor === text.length ? previousBoundary(text, cursor) : cursor;
  const start = previousBoundary(text, middle);
  const end = nextBoundary(text, middle);
  if (start === middle || middle === end) return;
  field.put(start, end, text.slice(middle, end) + text.slice(start, middle));
}
