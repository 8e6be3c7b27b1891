// A list that is cheap to append to, and whose older versions stay as they were.

/**
 * Versions share one array: each sees only its own length of it, and keeps to itself what it has
 * put in the last place. So appending copies nothing, unless an older version was appended to
 * already or the last item was replaced; what else changes a list copies it.
 */
export class List<T extends object> {
  readonly length: number;
  readonly #items: T[];
  /** Stands in the last place instead of the array's own. */
  readonly #replaced: T | undefined;

  private constructor(items: T[], length: number, replaced?: T) {
    this.#items = items;
    this.length = length;
    this.#replaced = replaced;
  }

  static of<T extends object>(items: readonly T[] = []): List<T> {
    return List.#owning([...items]);
  }

  at(index: number): T | undefined {
    if (index >= this.length) return undefined;
    return index === this.length - 1 && this.#replaced ? this.#replaced : this.#items[index];
  }

  last(): T | undefined {
    return this.at(this.length - 1);
  }

  /** Neither may count from the end. */
  slice(from: number, to: number = this.length): T[] {
    const end = Math.max(0, Math.min(to, this.length));
    const items = this.#items.slice(from, end);
    const isLastIn = end === this.length && items.length > 0;
    if (isLastIn && this.#replaced) items[items.length - 1] = this.#replaced;
    return items;
  }

  append(added: readonly T[]): List<T> {
    if (added.length === 0) return this;
    const canShare = this.#items.length === this.length && !this.#replaced;
    const items = canShare ? this.#items : this.slice(0);
    for (const item of added) items.push(item);
    return List.#owning(items);
  }

  prepend(added: readonly T[]): List<T> {
    return added.length === 0 ? this : List.#owning(added.concat(this.slice(0)));
  }

  replaceLast(item: T): List<T> {
    return this.length === 0 ? List.of([item]) : new List(this.#items, this.length, item);
  }

  filter(keep: (item: T) => boolean): List<T> {
    return List.#owning(this.slice(0).filter(keep));
  }

  dropFirst(count: number): List<T> {
    return count <= 0 ? this : List.#owning(this.slice(count));
  }

  /** The first index whose item fulfils `isAfter`, which must hold for all that follow too. */
  search(isAfter: (item: T) => boolean): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isAfter(this.at(middle) as T)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  static #owning<T extends object>(items: T[]): List<T> {
    return new List(items, items.length);
  }
}
