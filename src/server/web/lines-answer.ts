// One answer of lines on its way: no faster than they are taken, and not to somebody who has stopped reading.
import type { ServerResponse } from 'node:http';

/** What a follower may leave unread: some thousand lines. Then it is cut off, and can come back. */
const maxUnreadBytes = 1024 * 1024;
/** Who takes nothing for so long is gone. */
export const stallMs = 30_000;

export class LinesAnswer {
  readonly #response: ServerResponse;
  readonly #now: () => number;
  /** Since when it was given more than it takes; undefined: it keeps up. */
  #fullSinceMs: number | undefined;
  #hasEnded = false;
  #wasSlow = false;
  #onTaken: () => void = () => {};
  readonly #onEnd: (() => void)[] = [];

  constructor(response: ServerResponse, now: () => number) {
    this.#response = response;
    this.#now = now;
    response.on('drain', () => {
      this.#fullSinceMs = undefined;
      this.#onTaken();
    });
    response.on('close', () => this.#finish());
    // Whoever has gone is told of by 'close'.
    response.on('error', () => {});
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** It did not take what it had asked for. */
  get wasSlow(): boolean {
    return this.#wasSlow;
  }

  /** Resolves when nothing more is to be said, for whatever reason. */
  ended(): Promise<void> {
    return new Promise((resolve) => this.onEnd(resolve));
  }

  onEnd(task: () => void): void {
    if (this.#hasEnded) task();
    else this.#onEnd.push(task);
  }

  write(lines: string | Uint8Array): void {
    if (this.#hasEnded || lines.length === 0) return;
    if (!this.#response.write(lines)) this.#fullSinceMs ??= this.#now();
  }

  /** What is committed does not wait: where too much of it is unread already, the answer is cut. */
  add(lines: Uint8Array): void {
    this.write(lines);
    if (this.#response.writableLength > maxUnreadBytes) this.cut();
  }

  /** Resolves when it has taken what it was given, or is over. */
  async taken(): Promise<void> {
    if (this.#hasEnded || !this.#response.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      this.#onTaken = resolve;
    });
  }

  /** To be called now and then. */
  check(nowMs: number): void {
    if (this.#fullSinceMs !== undefined && nowMs - this.#fullSinceMs >= stallMs) this.cut();
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#response.end();
    this.#finish();
  }

  /** In the middle of its body, so that nobody takes it for all there is. */
  cut(): void {
    if (this.#hasEnded) return;
    this.#wasSlow = true;
    this.#response.destroy();
    this.#finish();
  }

  #finish(): void {
    this.#hasEnded = true;
    this.#onTaken();
    for (const task of this.#onEnd.splice(0)) task();
  }
}
