// The index as the server sees it: questions to a thread of its own, so that the server never waits.
import { Worker } from 'node:worker_threads';
import type { FromIndex, IndexNote, QuestionName, Questions, ToIndex } from './exchange.ts';
import type { IndexThreadData } from './index-thread.ts';
import type { Live } from './source.ts';

export interface LogIndexOptions {
  readonly logPath: string;
  /** The file that is written, and where its committed lines end now. */
  readonly live: () => Live;
  readonly onRooms: (rooms: Extract<FromIndex, { type: 'rooms' }>['rooms']) => void;
  readonly onWhole: (whole: Extract<FromIndex, { type: 'whole' }>) => void;
  readonly note: (note: IndexNote) => void;
  /** For tests: how long until a thread that ended is begun again. */
  readonly restartMs?: number;
}

/** Questions that may wait for their answers; beyond, they are refused. */
const maxWaiting = 1_024;
/** How soon the thread hears what was committed, unless it is asked something before. */
const tellEveryMs = 100;
/** A thread that ended is begun again, but not all the time. */
const restartAfterMs = 5_000;
/** How long the thread has to end by itself: what it writes is rolled back at the next start. */
const closePatienceMs = 1_000;

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** Asked from the first moment on; answers when its thread is ready. Close it before the log. */
export class LogIndex {
  readonly #options: LogIndexOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #telling: NodeJS.Timeout;
  #worker: Worker | undefined;
  #number = 0;
  #toldSize = -1;
  #restart: NodeJS.Timeout | undefined;
  #isFailureTold = false;
  #closed: Promise<void> | undefined;

  constructor(options: LogIndexOptions) {
    this.#options = options;
    this.#begin();
    this.#telling = setInterval(() => this.#tellCommitted(), tellEveryMs);
    this.#telling.unref();
  }

  /** Rejects where too many wait already, the thread has ended or is to end, or the log can't be read. */
  ask<Name extends QuestionName>(
    name: Name,
    ask: Questions[Name]['ask'],
  ): Promise<Questions[Name]['answer']> {
    const worker = this.#worker;
    if (worker === undefined || this.#closed !== undefined) {
      return Promise.reject(new Error('the index is not there'));
    }
    if (this.#waiting.size >= maxWaiting) return Promise.reject(new Error('too many wait already'));
    const number = ++this.#number;
    this.#say(worker, { type: 'ask', number, name, ask, live: this.#options.live() });
    return new Promise((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
  }

  /** The log goes on in another file. */
  refind(): void {
    if (this.#worker) this.#say(this.#worker, { type: 'refind', live: this.#options.live() });
  }

  /** Whoever still waits is refused at once, as their questions may take long. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    clearInterval(this.#telling);
    clearTimeout(this.#restart);
    this.#refuseAll();
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.ref();
    this.#say(worker, { type: 'close' });
    const patience = setTimeout(() => void worker.terminate(), closePatienceMs);
    await ended;
    clearTimeout(patience);
  }

  /** Said once, however often it is begun again in vain. */
  #failed({ message }: Error): void {
    if (!this.#isFailureTold) this.#options.note({ type: 'index-failed', why: message });
    this.#isFailureTold = true;
  }

  #refuseAll(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('the index has ended'));
    this.#waiting.clear();
  }

  #begin(): void {
    const { logPath, live } = this.#options;
    const workerData: IndexThreadData = { logPath, indexPath: `${logPath}.index.db`, live: live() };
    // As it stands beside this file: a source in a checkout, built in a package.
    const name = import.meta.url.endsWith('.ts') ? './index-thread.ts' : './index-thread.js';
    const worker = new Worker(new URL(name, import.meta.url), { workerData });
    worker.on('message', (message: FromIndex) => this.#hear(message));
    worker.on('error', (error) => this.#failed(error));
    worker.on('exit', () => this.#ended());
    // The server's own life does not hang on it.
    worker.unref();
    this.#worker = worker;
  }

  #ended(): void {
    this.#worker = undefined;
    this.#refuseAll();
    if (this.#closed !== undefined) return;
    const { restartMs = restartAfterMs } = this.#options;
    this.#restart = setTimeout(() => this.#begin(), restartMs);
    this.#restart.unref();
  }

  #tellCommitted(): void {
    const live = this.#options.live();
    if (live.size === this.#toldSize || this.#worker === undefined) return;
    this.#say(this.#worker, { type: 'committed', live });
  }

  #say(worker: Worker, message: ToIndex): void {
    if ('live' in message) this.#toldSize = message.live.size;
    worker.postMessage(message);
  }

  #hear(message: FromIndex): void {
    this.#isFailureTold = message.type === 'note' && message.note.type === 'index-failed';
    if (message.type === 'rooms') this.#options.onRooms(message.rooms);
    else if (message.type === 'whole') this.#options.onWhole(message);
    else if (message.type === 'note') this.#options.note(message.note);
    else if (message.type !== 'closed') this.#settle(message);
  }

  #settle(message: Extract<FromIndex, { type: 'answer' | 'failed' }>): void {
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if (message.type === 'answer') waiting?.resolve(message.answer as never);
    else waiting?.reject(Object.assign(new Error(message.why), { code: message.code }));
  }
}
