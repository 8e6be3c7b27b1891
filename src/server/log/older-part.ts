// The part of a log that start-up left unread: surveyed in the background, after which all rooms are known.

import type { LogLimits } from './limits.ts';
import { codeOf, LogError, type LogEvent } from './log.ts';
import type { LogFile } from './log-file.ts';
import type { RoomDirectory } from './rooms.ts';
import { joinWrong, LineJudge, type Survey, survey } from './survey.ts';
import type { Tail } from './tail.ts';

export interface OlderPartOptions {
  readonly file: LogFile;
  readonly tail: Tail;
  /** What the tail says is in it already; the survey completes it. */
  readonly rooms: RoomDirectory;
  readonly limits: LogLimits;
  readonly report: (event: LogEvent) => void;
  /** Told the greatest `seq` of the older part: in a log that is out of order it may be the greatest of all. */
  readonly onLast: (seq: number) => void;
}

export class OlderPart {
  readonly #options: Omit<OlderPartOptions, 'tail'>;
  readonly #tail: Pick<Tail, 'start' | 'judge'>;
  #survey: Promise<void> | undefined;
  #isStopped = false;

  /** Starts the survey; where the tail is all of the log, everything is known at once. */
  constructor({ tail: { start, judge }, ...options }: OlderPartOptions) {
    this.#options = options;
    this.#tail = { start, judge };
    if (start === 0) this.#finish({ judge: new LineJudge(), rooms: new Map() });
    // A failure is reported; who asks for a room sets off the next attempt.
    else this.surveyed().catch(() => {});
  }

  /** Resolves when all is known. Rejects with an I/O error, then the next call tries again; or with `log-closed`. */
  surveyed(): Promise<void> {
    this.#survey ??= this.#run().catch((error: unknown) => {
      this.#survey = undefined;
      throw error;
    });
    return this.#survey;
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    const { file, limits } = this.#options;
    if (this.#isStopped) throw new LogError('log-closed', 'the log is closed');
    const found = await file
      .use(() => survey(file, this.#tail.start, limits, () => this.#isStopped))
      .catch((error: unknown) => this.#failed(error));
    if (this.#isStopped) throw new LogError('log-closed', 'the log is closed');
    this.#finish(found);
  }

  #failed(error: unknown): never {
    const message = error instanceof Error ? error.message : String(error);
    this.#options.report({ type: 'survey-failed', code: codeOf(error), message });
    throw error;
  }

  #finish({ judge, rooms }: Survey): void {
    this.#options.rooms.complete(rooms);
    this.#options.onLast(judge.last);
    const tail = this.#tail.judge;
    const unparsable = joinWrong(judge.unparsable, judge.count, tail.unparsable);
    const disordered = joinWrong(judge.disordered, judge.count, tail.disordered);
    const { report } = this.#options;
    if (unparsable.count > 0) report({ type: 'unparsable', ...unparsable });
    if (disordered.count > 0) report({ type: 'disordered', ...disordered });
    if (judge.last > 0 && tail.first > 0 && tail.first <= judge.last) {
      report({ type: 'disordered', count: 1, lines: [judge.count + 1] });
    }
  }
}
