// A text field of the browser's, as the line uses it: what stands in it, and changes that can be undone.

export class TextField {
  readonly #element: HTMLTextAreaElement;

  constructor(element: HTMLTextAreaElement) {
    this.#element = element;
  }

  get text(): string {
    return this.#element.value;
  }

  /** In UTF-16 units; of what is selected the end. */
  get cursor(): number {
    return this.#element.selectionEnd;
  }

  get selectionStart(): number {
    return this.#element.selectionStart;
  }

  get hasFocus(): boolean {
    return document.activeElement === this.#element;
  }

  focus(): void {
    this.#element.focus();
  }

  moveTo(cursor: number): void {
    this.#element.setSelectionRange(cursor, cursor);
  }

  /** Another text altogether, with the cursor at its end; nothing of it can be undone. */
  load(text: string): void {
    if (text !== this.#element.value) this.#element.value = text;
    this.moveTo(text.length);
  }

  /** By the browser's own command, so that it can be undone like what is typed; it tells of the change itself. */
  put(from: number, to: number, text: string): void {
    const element = this.#element;
    element.focus();
    element.setSelectionRange(from, to);
    if (text === '' && from === to) return;
    const isDone =
      text === ''
        ? document.execCommand('delete')
        : document.execCommand('insertText', false, text);
    if (isDone) return;
    element.setRangeText(text, from, to, 'end');
    element.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  /** Whether a line of the text takes several on the screen. */
  isBroken(): boolean {
    const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(this.#element);
    const padding = Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
    const height = this.#element.scrollHeight - padding;
    const lines = Math.round(height / Number.parseFloat(lineHeight));
    return lines > this.text.split('\n').length;
  }
}
