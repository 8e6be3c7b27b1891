// The lines on the page: in blocks, so that what is out of sight costs nothing, and never more than so many.
import type { LogLine } from './line-reader.ts';

const blockLines = 250;
export const maxLines = 20_000;

export class LineBlocks {
  readonly #parent: HTMLElement;
  #count = 0;
  /** The oldest had to go for newer ones. */
  hasDropped = false;

  constructor(parent: HTMLElement) {
    this.#parent = parent;
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#parent.replaceChildren();
    this.#count = 0;
    this.hasDropped = false;
  }

  append(lines: readonly LogLine[]): void {
    const newest = lines.slice(-maxLines);
    for (let from = 0; from < newest.length; ) {
      const last = this.#parent.lastElementChild;
      const room = last === null ? 0 : blockLines - last.childElementCount;
      const block = room > 0 && last !== null ? last : this.#newBlock('append');
      const part = newest.slice(from, from + (room > 0 ? room : blockLines));
      block.append(...part.map(elementOf));
      from += part.length;
    }
    this.#count += newest.length;
    while (this.#count > maxLines) this.#dropOldest();
  }

  prepend(lines: readonly LogLine[]): void {
    for (let to = lines.length; to > 0; to -= blockLines) {
      const part = lines.slice(Math.max(0, to - blockLines), to);
      this.#newBlock('prepend').append(...part.map(elementOf));
    }
    this.#count += lines.length;
  }

  #newBlock(where: 'append' | 'prepend'): HTMLElement {
    const block = document.createElement('div');
    block.className = 'block';
    this.#parent[where](block);
    return block;
  }

  #dropOldest(): void {
    const oldest = this.#parent.firstElementChild;
    this.#count -= oldest?.childElementCount ?? this.#count;
    oldest?.remove();
    this.hasDropped = true;
  }
}

/** What others have said is text, never markup. */
function elementOf({ text, meta }: LogLine): HTMLElement {
  const line = document.createElement('div');
  line.append(text);
  if (meta === '') return line;
  const rest = document.createElement('span');
  rest.className = 'meta';
  rest.textContent = meta;
  line.append(rest);
  return line;
}
