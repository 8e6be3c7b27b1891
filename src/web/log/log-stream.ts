// Follows a room's log over HTTP: what was said, then what is said, over every loss, without a gap or a double.
import { backoffMs } from '../../sdk/backoff.ts';
import type { CancelTimer, Clock } from '../../sdk/clock.ts';
import { LineReader, type LogLine } from './line-reader.ts';

/** How it stands, for whoever looks. `why` is a sentence. */
export type StreamState =
  | { readonly at: 'reading' }
  | { readonly at: 'following' }
  | { readonly at: 'ended' }
  | {
      readonly at: 'waiting';
      readonly untilMs: number;
      readonly why: string;
      /** The server has it not, or not for who asks. */
      readonly isRefused?: boolean;
    };

export interface StreamTools {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: () => number;
  /** Where the room's lines are, without a query. */
  readonly address: URL;
  /** Tokens that may open the room: none where anyone may read it. */
  readonly tokens: () => Promise<readonly string[]>;
  readonly onLines: (lines: readonly LogLine[]) => void;
  readonly onState: (state: StreamState) => void;
}

/** The first lines, and those of one step back. */
export const stepLines = 500;
const lost = 'The server is out of reach.';

export class LogStream {
  readonly #tools: StreamTools;
  readonly #over = new AbortController();
  #last = 0;
  #first = 0;
  /** Nothing older is in the log. */
  #hasBegin = false;
  #failures = 0;
  #isRefused = false;
  /** Which of the tokens is tried. */
  #token = 0;
  #cancel: CancelTimer = () => {};

  constructor(tools: StreamTools) {
    this.#tools = tools;
  }

  get hasBegin(): boolean {
    return this.#hasBegin;
  }

  /** Call once. */
  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#cancel();
    this.#over.abort();
  }

  /** Without waiting any longer. */
  retry(): void {
    this.#cancel();
    void this.#run();
  }

  /** The lines before the oldest that came: empty where there are none; rejects where they can't be had. */
  async older(): Promise<readonly LogLine[]> {
    if (this.#hasBegin || this.#first === 0) return [];
    const response = await this.#ask({ before: `${this.#first}`, limit: `${stepLines}` });
    if (!response.ok) throw new Error((await response.text()).trim());
    const lines = new LineReader(0).take(new Uint8Array(await response.arrayBuffer()));
    this.#hasBegin = lines.length < stepLines;
    this.#first = lines[0]?.seq ?? this.#first;
    return lines;
  }

  async #run(): Promise<void> {
    const { clock, random, onState } = this.#tools;
    this.#cancel = () => {};
    this.#isRefused = false;
    onState({ at: 'reading' });
    const why = await this.#follow().catch(() => lost);
    if (this.#over.signal.aborted) return onState({ at: 'ended' });
    this.#failures++;
    const delayMs = backoffMs(this.#failures, random);
    const refused = this.#isRefused ? { isRefused: true } : {};
    onState({ at: 'waiting', untilMs: clock.now() + delayMs, why, ...refused });
    this.#cancel = clock.setTimer(delayMs, () => void this.#run());
  }

  /** @returns why there is no more */
  async #follow(): Promise<string> {
    const from = this.#last === 0 ? { limit: `${stepLines}` } : { since: `${this.#last}` };
    const response = await this.#ask({ ...from, follow: '' });
    if (!response.ok) {
      this.#token++;
      this.#isRefused = response.status >= 400 && response.status < 500;
      return (await response.text()).trim() || lost;
    }
    this.#tools.onState({ at: 'following' });
    const reader = new LineReader(this.#last);
    const chunks = response.body?.getReader();
    for (;;) {
      const next = await chunks?.read();
      if (next?.value === undefined) return 'The server has ended the connection.';
      this.#failures = 0;
      this.#take(reader.take(next.value));
    }
  }

  #take(lines: readonly LogLine[]): void {
    const [first] = lines;
    if (first === undefined) return;
    if (this.#first === 0) this.#first = first.seq;
    this.#last = lines.at(-1)?.seq ?? this.#last;
    this.#tools.onLines(lines);
  }

  async #ask(query: Readonly<Record<string, string>>): Promise<Response> {
    const { fetch, address, tokens } = this.#tools;
    const url = new URL(address);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const own = await tokens();
    const token = own.length === 0 ? undefined : own[this.#token % own.length];
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    return fetch(url, { headers, signal: this.#over.signal, cache: 'no-store' });
  }
}
