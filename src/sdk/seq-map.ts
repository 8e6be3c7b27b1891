// A map by seq that is cheap to change, and whose older versions stay as they were.

/** Places in a branch: a change copies one branch of each level, three of them for 30,000 entries. */
const width = 32;

interface Leaf<T> {
  readonly key: number;
  readonly value: T;
}

type Branch<T> = readonly (Leaf<T> | Branch<T> | undefined)[];

/** Keys are whole numbers from 0. A tree by their digits to the base of `width`, the last one first. */
export class SeqMap<T extends object> {
  readonly size: number;
  readonly #root: Branch<T>;

  private constructor(root: Branch<T>, size: number) {
    this.#root = root;
    this.size = size;
  }

  static empty<T extends object>(): SeqMap<T> {
    return new SeqMap<T>([], 0);
  }

  get(key: number): T | undefined {
    let branch = this.#root;
    for (let rest = key; ; rest = Math.floor(rest / width)) {
      const held = branch[rest % width];
      if (held === undefined) return undefined;
      if ('key' in held) return held.key === key ? held.value : undefined;
      branch = held;
    }
  }

  set(key: number, value: T): SeqMap<T> {
    const size = this.get(key) === undefined ? this.size + 1 : this.size;
    return new SeqMap(put(this.#root, { key, value }, 1), size);
  }

  /** In no order. */
  entries(): (readonly [key: number, value: T])[] {
    return leavesOf(this.#root).map(({ key, value }) => [key, value]);
  }

  filter(keep: (key: number, value: T) => boolean): SeqMap<T> {
    const kept = this.entries().filter(([key, value]) => keep(key, value));
    if (kept.length === this.size) return this;
    return kept.reduce((map, [key, value]) => map.set(key, value), SeqMap.empty<T>());
  }
}

/** @param scale what the digits of the levels above make together */
function put<T>(branch: Branch<T>, leaf: Leaf<T>, scale: number): Branch<T> {
  const index = Math.floor(leaf.key / scale) % width;
  const held = branch[index];
  const next = branch.slice();
  if (held === undefined || ('key' in held && held.key === leaf.key)) next[index] = leaf;
  else {
    const below = 'key' in held ? put([], held, scale * width) : held;
    next[index] = put(below, leaf, scale * width);
  }
  return next;
}

function leavesOf<T>(branch: Branch<T>): Leaf<T>[] {
  return branch.flatMap((held) => {
    if (held === undefined) return [];
    return 'key' in held ? [held] : leavesOf(held);
  });
}
