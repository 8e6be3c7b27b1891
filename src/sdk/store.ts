// One value and those who want to know when it changes; outside every user interface's own state.

export class Store<T> {
  #value: T;
  #told: T;
  #depth = 0;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
    this.#told = value;
  }

  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    const own = () => listener();
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  };

  set(value: T): void {
    this.#value = value;
    if (this.#depth === 0) this.#tell();
  }

  /** Listeners hear once of all that happens within: a read from the wire may bring many lines. */
  batch(run: () => void): void {
    this.#depth += 1;
    try {
      run();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#tell();
    }
  }

  #tell(): void {
    if (this.#told === this.#value) return;
    this.#told = this.#value;
    for (const listener of [...this.#listeners]) listener();
  }
}
