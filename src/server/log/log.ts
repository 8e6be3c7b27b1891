// The promise of the log: one order for all messages, what committed means, and how history is read.

import type { Draft, Entry, Message } from '../../protocol/messages.ts';

/**
 * How safe a committed message is: `os`, handed to the operating system (survives `kill -9` of the
 * server); `disk`, synced (survives a power cut).
 */
export type Durability = 'os' | 'disk';

/** A message in the log; `origin` is the very object that was handed to `append` with its draft. */
export interface Committed<Origin> {
  readonly message: Message;
  readonly origin: Origin;
}

/** A draft that is not in the log, and never will be unless it is appended again. */
export interface Refused<Origin> {
  readonly draft: Draft;
  readonly origin: Origin;
}

/** What the log knows of a room. */
export interface RoomRecord {
  /** The `seq` of its last committed message; 0 where there is none. */
  readonly last: number;
  /** What its last `topic` message said; empty where there is none. */
  readonly topic: string;
}

/** A room as far as it is known while older parts of the log are still being read. */
export interface KnownRoom {
  readonly last: number;
  /** undefined: no topic in what was read so far, but an older one is possible. */
  readonly topic: string | undefined;
}

/** The newest messages of the log, as start-up found them, oldest first. */
export interface Recent {
  readonly messages: readonly Message[];
  /**
   * Newest messages too, but each the first of its room in what was read, so that its `prev` is not
   * known. Their ids count for duplicate detection. Empty where all of the log was read.
   */
  readonly unplaced: readonly Entry[];
}

/**
 * The order of everything. What it promises:
 *
 * 1. `seq` grows from message to message, also over restarts; it may skip, and is never used again.
 * 2. Messages are committed in the order of `append`, in groups; groups are never reordered. A group
 *    is handed over once, in `seq` order, in one synchronous call, after it is as safe as the
 *    durability says. What `append` took ends in exactly one commit or one refusal.
 * 3. `prev` is exact: the `seq` of the message before it in its room, 0 where there is none.
 * 4. One timestamp for each group; it never goes back, even where the clock does.
 * 5. A refused group leaves nothing in the log. The next group is tried as if nothing had happened,
 *    so the log recovers by itself.
 */
export interface Log<Origin> {
  /** The `seq` of the last committed message; 0 where there is none. */
  readonly last: number;

  /**
   * Queues a draft. Never waits and never throws; the outcome comes later, through `onCommit` or
   * `onRefused`, never during this call. False where the draft was not taken and no outcome will come:
   * the queue is full, the log is closing, or the room is not `known` yet (`learn` it before anyone may
   * send to it).
   */
  append(draft: Draft, origin: Origin): boolean;

  /** What is known of a room now; undefined while an older part of the log may hold it. */
  known(room: string): KnownRoom | undefined;

  /** What was found of a room in all of the log, by whoever reads its older parts. */
  learn(room: string, record: RoomRecord): void;

  /** All rooms were learnt. @param last the greatest `seq` that was found: none up to it is given */
  learntAll(last: number): void;

  /** All rooms that have messages, as known so far; a topic that is not known yet is empty. */
  rooms(): ReadonlyMap<string, RoomRecord>;

  /** The messages that start-up read, handed over: a second call gives none. */
  takeRecent(): Recent;

  /** Goes on in the file that the path names now, after log rotation (SIGHUP). */
  reopen(): Promise<void>;

  /** Reports, once, that the path no longer names the file that is written. To be called now and then. */
  checkPlace(): Promise<void>;

  /** Writes what is queued, syncs it, and lets go of file and lock. Takes no appends from then on. */
  close(): Promise<void>;
}

/** What the operator should know. Line numbers count from 1. */
export type LogEvent =
  /** The last line had no newline: it was moved there, `bytes` long. */
  | { readonly type: 'torn-line'; readonly bytes: number; readonly movedTo: string }
  /** Lines that are no entries, or whose `seq` does not grow; the numbers of the first ten. They stay as they are. */
  | { readonly type: 'unparsable'; readonly count: number; readonly lines: readonly number[] }
  | { readonly type: 'disordered'; readonly count: number; readonly lines: readonly number[] }
  /** Others than its owner could use the log; now they cannot. `mode` is what it was. */
  | { readonly type: 'mode-tightened'; readonly mode: number }
  /** They still can: the mode could not be changed. */
  | { readonly type: 'mode-too-open'; readonly mode: number; readonly code: string }
  /** A group could not be written; said once, until `storage-recovered`. */
  | { readonly type: 'storage-failed'; readonly code: string; readonly message: string }
  | { readonly type: 'storage-recovered' }
  /** The file was moved or deleted; it is still written to, until `reopen`. */
  | { readonly type: 'moved-away' }
  /** `isNew`: the path names another file than before. */
  | { readonly type: 'reopened'; readonly isNew: boolean };

export type LogErrorCode = 'log-in-use' | 'log-not-a-file' | 'log-closed';

/** A refusal of the log itself; I/O errors are passed on as they are. */
export class LogError extends Error {
  readonly code: LogErrorCode;

  constructor(code: LogErrorCode, message: string) {
    super(message);
    this.name = 'LogError';
    this.code = code;
  }
}

/** The code of an I/O error (`ENOSPC`), or `unknown`. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}
