// An object to its line and back: what a line must hold to be a request, a reply or an event.
import type { z } from 'zod';
import { type Refusal, refuse } from './errors.ts';
import { type Event, events } from './events.ts';
import { type Reply, replies } from './replies.ts';
import { type Request, type RequestType, requests } from './requests.ts';

/** A request that can't be carried out, with the id that its error must bear. */
export interface BadRequest {
  readonly refusal: Refusal;
  readonly id?: string;
  /** As far as it was understood. */
  readonly type?: string;
}

/** An escaped surrogate: alone it is no character, and no UTF-8 can carry it. */
const surrogateEscape = /\\u[dD][89a-fA-F]/;

/**
 * One line from a client.
 * @returns the request, or its refusal: `bad-json`, `unknown-type` or `bad-request`
 */
export function parseRequest(line: string): Request | BadRequest {
  const object = parseObject(line);
  if (typeof object === 'string') return { refusal: refuse('bad-json', object) };
  const { type } = object;
  if (typeof type !== 'string' || !Object.hasOwn(requests, type)) {
    return unknownType(object);
  }
  const parsed = requests[type as RequestType].schema.safeParse(object);
  if (parsed.success) return parsed.data;
  return {
    refusal: refuse('bad-request', complaint(object, parsed.error)),
    ...named(object),
    type,
  };
}

export function isBadRequest(outcome: Request | BadRequest): outcome is BadRequest {
  return 'refusal' in outcome;
}

function unknownType(object: Record<string, unknown>): BadRequest {
  const said = typeof object.type === 'string' ? `"${object.type.slice(0, 40)}"` : undefined;
  const refusal =
    said === undefined
      ? refuse('bad-request', 'Give the request a "type".')
      : refuse('unknown-type', `There is no request ${said} in this version.`);
  return { refusal, ...named(object) };
}

/** The object's id, where it has a usable one: an error should bear it even if the rest is wrong. */
function named(object: Record<string, unknown>): { id?: string } {
  const { id } = object;
  return typeof id === 'string' && /^[A-Za-z0-9._:-]{1,64}$/.test(id) ? { id } : {};
}

function complaint(object: Record<string, unknown>, error: z.ZodError): string {
  const [issue] = error.issues;
  const field = issue?.path[0] ?? '';
  const isMissing = !Object.hasOwn(object, field);
  const what = isMissing ? 'is missing' : `is wrong: ${issue?.message ?? 'not as it should be'}`;
  return `"${issue?.path.join('.')}" of "${object.type}" ${what}.`;
}

/** The object of a line; or, as a string, what is wrong with it. */
function parseObject(line: string): Record<string, unknown> | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'The line is not valid JSON: send one JSON object a line.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'The line is JSON, but no object: send one JSON object a line.';
  }
  if (surrogateEscape.test(line) && !isWellFormed(value)) {
    return 'A string holds half a surrogate pair: send valid Unicode.';
  }
  return value as Record<string, unknown>;
}

/** Whether every string of a parsed value is valid Unicode. Without recursion: nesting is hostile. */
function isWellFormed(value: unknown): boolean {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string' && !next.isWellFormed()) return false;
    if (typeof next === 'object' && next !== null) {
      for (const [key, inner] of Object.entries(next)) open.push(key, inner);
    }
  }
  return true;
}

const fromServer: ReadonlyMap<string, z.ZodType> = new Map(
  [...Object.entries(events), ...Object.entries(replies)].map(([type, row]) => [type, row.schema]),
);

/** One line from a server; undefined for what this version does not know or can't read. */
export function parseFromServer(line: string): Reply | Event | undefined {
  const object = parseObject(line);
  if (typeof object === 'string') return undefined;
  const schema = fromServer.get(String(object.type));
  const parsed = schema?.safeParse(object);
  return parsed?.success ? (parsed.data as Reply | Event) : undefined;
}

/** The line, with its end. */
export function encode(object: Request | Reply | Event): string {
  return `${JSON.stringify(object)}\n`;
}
