// The promise of the log kept by one file that people can read: chat_messages.txt.

import { close, fstat, open } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Draft } from '../../protocol/messages.ts';
import { CommitQueue } from './commit-queue.ts';
import { type Disk, flagsFor, disk as realDisk, syncFile } from './disk.ts';
import { type LogLimits, logLimits } from './limits.ts';
import { lockLog } from './lock.ts';
import {
  type Committed,
  codeOf,
  type Durability,
  type KnownRoom,
  type Log,
  LogError,
  type LogEvent,
  type Recent,
  type Refused,
  type RoomRecord,
} from './log.ts';
import type { LogFile } from './log-file.ts';
import { olderParts } from './log-parts.ts';
import { openLogFile } from './recover.ts';
import { RoomDirectory } from './rooms.ts';
import { readTail, type Tail } from './tail.ts';
import { groupWriter } from './write-group.ts';

export interface FileLogOptions<Origin> {
  /** Symbolic links are followed; everything the log keeps beside the file has a name that begins with the file's. */
  readonly path: string;
  readonly durability: Durability;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /**
   * A group in `seq` order, in one synchronous call; must not throw. Told with it is how long its first
   * message had waited for that, in milliseconds.
   */
  readonly onCommit: (group: readonly Committed<Origin>[], waitedMs: number) => void;
  /** A group of which nothing is in the log; must not throw. */
  readonly onRefused: (group: readonly Refused<Origin>[], error: Error) => void;
  readonly report: (event: LogEvent) => void;
  /** For tests: smaller bounds, a disk that fails. */
  readonly limits?: Partial<LogLimits>;
  readonly disk?: Disk;
}

/**
 * Opens the log, with its lock; creates the file (mode 0600) where it is missing.
 *
 * Rejects with `log-in-use`, `log-not-a-file`, or an I/O error. Reads only the tail; what is older, in
 * this file and in those that rotation left beside it, whoever reads it tells by `learn`.
 */
export async function openFileLog<Origin>(
  options: FileLogOptions<Origin>,
): Promise<FileLog<Origin>> {
  const limits = { ...logLimits, ...options.limits };
  const disk = options.disk ?? realDisk;
  const path = await existingPath(options.path);
  const unlock = lockLog(path);
  try {
    const place = { path, durability: options.durability, disk, report: options.report };
    const older = await olderParts(path);
    const continuesAfter = older.last;
    const file = await openLogFile({ ...place, continuesAfter });
    const tail = await readTail(file, limits, older.count === 0);
    return new FileLog({ ...options, ...place, limits, file, tail, continuesAfter, unlock });
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The real path, so that two names of one file have one lock; a missing file is made to have one. */
export async function existingPath(path: string): Promise<string> {
  const fd = await promisify(open)(path, flagsFor('os'), 0o600).catch((error: unknown) => {
    throw codeOf(error) === 'EISDIR'
      ? new LogError('log-not-a-file', `${path} is a directory`)
      : error;
  });
  await promisify(close)(fd);
  return realpath(path);
}

interface OpenedLog<Origin> extends Omit<FileLogOptions<Origin>, 'limits' | 'disk'> {
  readonly limits: LogLimits;
  readonly disk: Disk;
  readonly file: LogFile;
  readonly tail: Tail;
  /** The greatest `seq` of the files before this one. */
  readonly continuesAfter: number;
  readonly unlock: () => void;
}

/** Opened by `openFileLog`. */
export class FileLog<Origin> implements Log<Origin> {
  readonly #place: Pick<OpenedLog<Origin>, 'path' | 'durability' | 'disk' | 'report'>;
  readonly #limits: LogLimits;
  readonly #unlock: () => void;
  readonly #queue: CommitQueue<Origin>;
  readonly #rooms: RoomDirectory;
  #recent: Recent;
  /** The file that the path was last found to name no longer. */
  #astray: LogFile | undefined;
  /** Reopening and closing, one after the other. */
  #turn: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(options: OpenedLog<Origin>) {
    const { path, durability, disk, report, limits, tail } = options;
    this.#place = { path, durability, disk, report };
    this.#limits = limits;
    this.#unlock = options.unlock;
    this.#recent = tail.recent;
    this.#rooms = new RoomDirectory(tail.rooms);
    this.#queue = new CommitQueue({
      ...options,
      last: tail.judge.last,
      lastMs: lastMsOf(tail),
      write: groupWriter(durability, disk),
    });
    this.#queue.skipTo(options.continuesAfter);
    if (tail.recent.isAll) this.#rooms.complete();
  }

  /** The last write failed: messages are refused until one succeeds. */
  get isFailing(): boolean {
    return this.#queue.isFailing;
  }

  get last(): number {
    return this.#queue.last;
  }

  append(draft: Draft, origin: Origin): boolean {
    if (this.#closed !== undefined) return false;
    const room = this.#rooms.state(draft.room);
    return room !== undefined && this.#queue.append(draft, origin, room);
  }

  known(room: string): KnownRoom | undefined {
    return this.#rooms.known(room);
  }

  learn(room: string, record: RoomRecord): void {
    this.#rooms.learn(room, record);
  }

  learntAll(last: number): void {
    this.#rooms.complete();
    this.#queue.skipTo(last);
  }

  rooms(): ReadonlyMap<string, RoomRecord> {
    return this.#rooms.all();
  }

  takeRecent(): Recent {
    const recent = this.#recent;
    this.#recent = { messages: [], unplaced: [], isAll: false };
    return recent;
  }

  /** Its real path. */
  get path(): string {
    return this.#place.path;
  }

  /** The file that is written, and where its committed lines end. */
  get live(): { readonly dev: number; readonly ino: number; readonly size: number } {
    const { file } = this.#queue;
    return { ...file.id, size: file.size };
  }

  reopen(): Promise<void> {
    if (this.#closed !== undefined) return Promise.reject(closedError());
    return this.#inTurn(() => this.#queue.hold(() => this.#openAnew()));
  }

  async #openAnew(): Promise<void> {
    const { path, disk, report } = this.#place;
    const old = this.#queue.file;
    if (await isSameFile(path, old)) {
      old.size = await disk.size(old.fd);
      return report({ type: 'reopened', isNew: false });
    }
    const file = await openLogFile({ ...this.#place, continuesAfter: this.#queue.given });
    const tail = await readTail(file, this.#limits, false).catch(async (error: unknown) => {
      await file.leave();
      throw error;
    });
    this.#rooms.takeNewer(tail.rooms);
    this.#queue.skipTo(tail.judge.last);
    this.#queue.file = file;
    await old.leave();
    report({ type: 'reopened', isNew: true });
  }

  async checkPlace(): Promise<void> {
    const { file } = this.#queue;
    if (this.#closed !== undefined || file === this.#astray) return;
    if (await isSameFile(this.#place.path, file).catch(() => true)) return;
    this.#astray = file;
    this.#place.report({ type: 'moved-away' });
  }

  close(): Promise<void> {
    this.#closed ??= this.#inTurn(async () => {
      await this.#queue.drained();
      await this.#queue.hold(() => this.#letGo());
    });
    return this.#closed;
  }

  async #letGo(): Promise<void> {
    const { file } = this.#queue;
    try {
      // What `os` left to the operating system is synced where the server ends in peace.
      await syncFile(this.#place.disk, file.fd);
    } finally {
      await file.leave();
      this.#unlock();
    }
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(task);
    this.#turn = done.catch(() => {});
    return done;
  }
}

function closedError(): LogError {
  return new LogError('log-closed', 'the log is closed');
}

/** When the newest message was written, so that time goes on from there; 0 where there is none. */
function lastMsOf({ timestamp }: Tail): number {
  const ms = Date.parse(timestamp ?? '');
  return Number.isNaN(ms) ? 0 : ms;
}

async function isSameFile(path: string, { fd }: LogFile): Promise<boolean> {
  const named = await stat(path).catch(() => undefined);
  const opened = await promisify(fstat)(fd);
  return named?.dev === opened.dev && named.ino === opened.ino;
}
