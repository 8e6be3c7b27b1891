// Why something was not done, as a code that programs go by: the protocol's, and those of a client alone.
import {
  type ByeReason,
  type ErrorCode,
  errors,
  isRetryable,
  type Refusal,
} from '../../protocol/index.ts';

/** What the server can't say; those of the server are in the protocol's §6. */
const ownErrors = {
  'no-server': { about: 'No server answers there, or this machine has none.', retry: true },
  'bad-address': { about: 'The address of the server can’t be read.' },
  untrusted: { about: 'The server does not prove who it is: see `ca` and `fingerprint`.' },
  closed: { about: 'The chat was closed by `close`.' },
  aborted: { about: 'The signal that was given was aborted.' },
  'room-left': { about: 'The room was left before the message was sent.' },
  'outbox-full': { about: 'A thousand messages, or 1 MiB of them, wait already.', retry: true },
  'another-writer': { about: 'It was written by an earlier run, as somebody else.' },
  uncertain: { about: 'The session was lost: the message may be in the log, or not.' },
  'log-changed': { about: 'The server has another log than before: places in it mean nothing.' },
  'keep-failed': { about: '`keep` could not load or save; `cause` says why.' },
  'listener-failed': { about: 'A listener threw; `cause` is what it threw.' },
} as const satisfies Record<string, { readonly about: string; readonly retry?: true }>;

/** Reasons of a server's goodbye; where it asks one back, the client comes back by itself. */
const byes: Readonly<Record<Exclude<ByeReason, ErrorCode>, string>> = {
  'slow-consumer': 'One did not read what the server said.',
  idle: 'The server heard nothing from here.',
  replaced: 'Another program has the session: it has the same `keep`.',
  kicked: 'One was put out of the room, or off the server.',
  'logged-out': 'The session of the account was ended.',
};

/** All codes that are not in the protocol's table of errors. */
export const chatErrors: readonly {
  readonly code: string;
  readonly about: string;
  readonly isRetryable: boolean;
}[] = [
  ...Object.entries(ownErrors).map(([code, row]) => {
    return { code, about: row.about, isRetryable: 'retry' in row };
  }),
  ...Object.entries(byes).map(([code, about]) => ({ code, about, isRetryable: false })),
];

/**
 * What `ChatError.code` can be: the codes of the server's refusals, the reasons of its goodbyes (`kicked`,
 * `banned`, `logged-out`, `replaced`, `slow-consumer`, `idle`, `shutting-down`), and the SDK's own.
 */
export type ChatErrorCode = ErrorCode | ByeReason | keyof typeof ownErrors;

/** All that the SDK throws and rejects with. Go by `code`; `message` is a sentence for people. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  /** What went wrong, for programs. */
  readonly code: ChatErrorCode;
  /** No field of its own: who prints an error sees only what is known. */
  readonly #retryAfterMs: number | undefined;

  constructor(
    code: ChatErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.code = code;
    this.#retryAfterMs = options.retryAfterMs;
  }

  /** Milliseconds, where the server said when to come again. */
  get retryAfterMs(): number | undefined {
    return this.#retryAfterMs;
  }

  /** Whether the same may succeed later, unchanged. */
  get isRetryable(): boolean {
    const { code } = this;
    if (Object.hasOwn(errors, code)) return isRetryable(code as ErrorCode);
    return Object.hasOwn(ownErrors, code) && 'retry' in ownErrors[code as keyof typeof ownErrors];
  }
}

/** Of a check that both sides share. */
export function refusedBy({ code, message, retryAfterMs }: Refusal): ChatError {
  return new ChatError(code, message, { retryAfterMs });
}

export function aborted(signal: AbortSignal): ChatError {
  return new ChatError('aborted', 'This was aborted.', { cause: signal.reason });
}
