// Webhooks, joined with the chat: what is posted here, what is handed on from here, and the file that keeps both.

import { isFileFault } from '../database/database-file.ts';
import type { Chat } from './core/chat.ts';
import { readPage } from './core/history.ts';
import type { Tally } from './core/tally.ts';
import { HookFile, hookFileOf } from './hooks/hook-file.ts';
import { HookRows } from './hooks/hook-rows.ts';
import { HookPosts } from './hooks/in/hook-posts.ts';
import { TokenGate } from './hooks/in/token-gate.ts';
import { hookLimits } from './hooks/limits.ts';
import type { HookNote } from './hooks/out/handing-on.ts';
import { HooksAtWork } from './hooks/out/hooks-at-work.ts';
import { Pace } from './hooks/out/pace.ts';
import { requestSender } from './hooks/out/send-request.ts';
import { TokenNames } from './hooks/token-names.ts';
import { TokenRows } from './hooks/token-rows.ts';

export type WebhooksNote = HookNote | { readonly event: 'hooks-failed'; readonly message: string };

/** Opened before the chat is: whose names are taken is asked from the first moment on. */
export interface KeptWebhooks {
  readonly file: HookFile;
  readonly tokens: TokenRows;
  readonly names: TokenNames;
}

/** Throws `DatabaseFileError`, or the system's error of a file that can't be had. */
export function openWebhooks(logPath: string): KeptWebhooks {
  const file = new HookFile(hookFileOf(logPath));
  const tokens = new TokenRows(file);
  return { file, tokens, names: new TokenNames(tokens) };
}

interface Needs {
  readonly kept: KeptWebhooks;
  readonly chat: Chat;
  readonly tally: Tally;
  readonly version: string;
  readonly note: (note: WebhooksNote) => void;
  /** A guest may have a name that is a token's now. */
  readonly onNames: () => void;
}

const movedAway = 'the file was moved or deleted: put it back, and start the server again';

export class Webhooks {
  readonly posts: HookPosts;
  readonly atWork: HooksAtWork;
  readonly #needs: Needs;
  /** What was changed could not be read. */
  #isStale = false;
  #wasGone = false;
  /** Said once, until it works again. */
  #isFailing = false;

  constructor(needs: Needs) {
    const { kept, chat, tally, version, note } = needs;
    this.#needs = needs;
    const { handedOnPerSecond, handedOnAtOnce } = hookLimits;
    const pace = new Pace(handedOnPerSecond, handedOnAtOnce);
    const gate = new TokenGate(kept.tokens, chat.settings);
    this.posts = new HookPosts({ chat, gate, tally });
    this.atWork = new HooksAtWork({
      rows: new HookRows(kept.file),
      last: () => chat.log.last,
      read: (room, after, limit) => readRoom(chat, room, after, limit),
      send: requestSender(),
      turn: () => pace.take(chat.now()),
      now: chat.now,
      after: afterMs,
      random: chat.random,
      note,
      tried: (outcome) => tally.handOn(outcome),
      version,
    });
  }

  /** Called once a second: what the operator has changed, and how far everything has come. */
  check(): void {
    const { file } = this.#needs.kept;
    this.#attempt(() => {
      if (file.wasChanged() || this.#isStale) this.#reload();
      this.atWork.save();
    });
    const isGone = file.isGone();
    if (isGone && !this.#wasGone) this.#tellFailure(movedAway);
    this.#wasGone = isGone;
  }

  #reload(): void {
    const { kept, onNames } = this.#needs;
    this.#isStale = true;
    kept.names.reload();
    this.atWork.reload();
    onNames();
    this.#isStale = false;
  }

  #attempt(work: () => void): void {
    try {
      work();
      this.#isFailing = false;
    } catch (error) {
      if (!isFileFault(error)) throw error;
      if (!this.#isFailing) this.#tellFailure(error.message);
      this.#isFailing = true;
    }
  }

  #tellFailure(message: string): void {
    this.#needs.note({ event: 'hooks-failed', message });
  }

  /** Nothing more is handed on; what is posted still finds its token. */
  stop(): void {
    this.#attempt(() => this.atWork.stop());
  }

  close(): void {
    this.#needs.kept.file.close();
  }
}

async function readRoom({ recent, log }: Chat, room: string, after: number, limit: number) {
  const read = readPage(recent, log, room, { after }, limit);
  const { messages } = 'ready' in read ? read.ready : (await read.later)();
  return messages;
}

function afterMs(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  // It keeps no server alive.
  timer.unref();
  return () => clearTimeout(timer);
}
