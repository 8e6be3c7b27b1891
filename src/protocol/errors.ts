// Every error code: what it means, whether it ends the connection, whether trying again can help.

interface ErrorRow {
  readonly about: string;
  /** The server closes the connection after it. */
  readonly closes?: true;
  /** The same request may succeed later, unchanged. */
  readonly retry?: true;
}

export const errors = {
  'bad-json': { about: 'The line is not one JSON object of valid Unicode.' },
  'bad-request': { about: 'A field is missing or not of its type; the message names it.' },
  'line-too-long': { about: 'The line is over 64 KiB; the rest of it is skipped.' },
  'hello-required': { about: 'The first line is no `hello`.', closes: true },
  'unsupported-version': { about: 'The server does not speak this version.', closes: true },
  'unknown-type': { about: 'There is no such request, or this server does not offer it.' },
  'name-invalid': { about: 'Not a name that a person can have here.' },
  'name-taken': { about: 'Someone has that name, or one that looks like it.' },
  'room-invalid': { about: 'Not a name that a room can have.' },
  'not-in-room': { about: 'Join the room first.' },
  'no-such-room': { about: 'There is no such room.' },
  'no-such-user': { about: 'Nobody of that name is here.' },
  'no-such-message': { about: 'There is no such message in that room.' },
  'content-empty': { about: 'Nothing is left of the content without the white space.' },
  'content-too-long': { about: 'The content is over its limit of characters.' },
  'content-invalid': { about: 'The content holds control or unclosed bidirectional characters.' },
  'rate-limited': { about: 'Too much at once; `retryAfterMs` says when to go on.', retry: true },
  'tls-required': { about: 'Not in plain text: come back with TLS.', closes: true },
  'auth-required': { about: 'Log in first.' },
  'auth-failed': { about: 'The token, name or password is not right.' },
  'password-weak': { about: 'Not a password that an account can have.' },
  forbidden: { about: 'Not for you.' },
  banned: { about: 'You are banned here.', closes: true },
  'too-many': { about: 'A limit on rooms, sessions or connections is reached.', retry: true },
  'storage-unavailable': {
    about: 'The log, or the file of accounts, could not be used: nothing was stored or delivered.',
    retry: true,
  },
  'shutting-down': { about: 'The server is going down.', retry: true },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errors;

/** A request's refusal: a code for machines, a sentence that says what to do for people. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
  /** With `name-taken`: a name that is free. */
  readonly suggestion?: string;
}

export function refuse(code: ErrorCode, message: string): Refusal {
  return { code, message };
}

/** Tells the refusal from the good outcome of a check. */
export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && 'code' in outcome;
}

/** Whether the connection ends with this error. */
export function closes(code: ErrorCode): boolean {
  return (errors[code] as ErrorRow).closes === true;
}

/** Whether sending the same request again can succeed. */
export function isRetryable(code: ErrorCode): boolean {
  return (errors[code] as ErrorRow).retry === true;
}
