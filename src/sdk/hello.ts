// How a client introduces itself, and what it tries when the server refuses that.
import { isRetryable, limits, type ReplyOf, type RequestOf } from '../protocol/index.ts';

/** A server that refuses so often will not say yes. */
const maxTries = 5;

/** What the next hello says. */
export interface Introduction {
  /** The name wished for; empty: any. With a token only if it is to change. */
  readonly name: string;
  readonly token?: string;
  /** With the token of an account: a session of its own, beside the one that another program has. */
  readonly another?: boolean;
  /** With a name: it is that account's. */
  readonly password?: string;
  /** How often it was refused on this connection. */
  readonly tries: number;
}

/** What follows a refusal: another hello, a later try, or the end. `say` is for the person. */
export type NextHello =
  | { readonly again: Introduction; readonly say?: string }
  | { readonly laterMs: number; readonly why: string }
  | { readonly end: string };

export function helloRequest(
  { name, token, another, password }: Introduction,
  about: { readonly client?: string | undefined; readonly bot?: boolean | undefined },
): RequestOf<'hello'> {
  return {
    type: 'hello',
    version: 1,
    ...(name === '' ? {} : { name }),
    ...(token === undefined ? {} : { token }),
    ...(another ? { another } : {}),
    ...(password === undefined ? {} : { password }),
    heartbeat: true,
    ...(about.client === undefined ? {} : { client: about.client.slice(0, limits.maxNoteLength) }),
    ...(about.bot ? { bot: true } : {}),
  };
}

/**
 * @param held the name that the session had, to come back to without its token
 * @param isAccount it was one of an account: without its token one is a guest, under another name
 */
export function afterRefusal(
  said: Introduction,
  error: ReplyOf<'error'>,
  held: string,
  isAccount = false,
): NextHello {
  const tries = said.tries + 1;
  const isHopeless = tries >= maxTries || isRetryable(error.code);
  if (isHopeless) return { laterMs: error.retryAfterMs ?? 0, why: error.message };
  if (error.code === 'auth-failed' && said.token !== undefined) {
    const again = { name: said.name || held, tries };
    return isAccount ? { again, say: loggedOut(held) } : { again };
  }
  if (said.password !== undefined) return { end: error.message };
  if (error.code === 'name-taken' || error.code === 'name-invalid') {
    const name = error.suggestion ?? '';
    const again = { ...said, name, tries };
    return { again, say: nameWords(error, said.name || held, name) };
  }
  return { end: error.message };
}

function loggedOut(name: string): string {
  return `You are not logged in any more: /login ${name} comes in again.`;
}

function nameWords({ code, message }: ReplyOf<'error'>, wish: string, name: string): string {
  const why = code === 'name-taken' ? `${wish} is taken` : message.replace(/\.$/, '');
  return `${why}: you are ${name === '' ? 'given another name' : name} for now. /name changes it.`;
}
