// Rings when anything happens, so that one can wait until something is so instead of for a time.

export class Bell {
  #waiting: (() => void)[] = [];

  ring(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** @returns false where it was not so within that time, which is a fault and not a way to wait */
  async until(isSo: () => boolean, patienceMs: number): Promise<boolean> {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      this.ring();
    }, patienceMs);
    while (!isSo() && !isOver) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    clearTimeout(timer);
    return isSo();
  }
}
