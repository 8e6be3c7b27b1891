// What whoever posts is answered: JSON, with the status that says the same to programs which read no further.
import type { ServerResponse } from 'node:http';
import type { ErrorCode, Refusal } from '../../../protocol/index.ts';
import type { Posted } from '../../requests/post.ts';
import { type Denial, retryAfter } from '../../web/denial.ts';

const statuses: Partial<Record<ErrorCode, number>> = {
  'auth-failed': 401,
  forbidden: 403,
  banned: 403,
  'rate-limited': 429,
  'too-many': 429,
  'storage-unavailable': 503,
  'shutting-down': 503,
};
/** Everything else is wrong with what was posted. */
const badRequest = 400;

/** It is in the log: 201, or 200 where it was before. */
export function answerPosted(response: ServerResponse, { entry, isDuplicate }: Posted): void {
  const { room, seq, timestamp } = entry;
  const again = isDuplicate ? { duplicate: true } : {};
  answerJson(response, isDuplicate ? 200 : 201, { room, seq, timestamp, ...again });
}

/** Nothing was said. */
export function answerRefusal(response: ServerResponse, refusal: Refusal): void {
  const { code, message, retryAfterMs } = refusal;
  const status = statuses[code] ?? badRequest;
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  // Where it is not known when, a moment will do.
  const isLater = status === 429 || status === 503;
  if (isLater) setAll(response, retryAfter(retryAfterMs ?? 1000));
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  answerJson(response, status, { code, message, ...wait });
}

/** Codes for what is wrong with the request itself. */
const codes: Readonly<Record<number, ErrorCode>> = {
  413: 'content-too-long',
  503: 'too-many',
};

/** The body was not read: the connection ends with the answer. */
export function answerDenial(response: ServerResponse, denial: Denial): void {
  response.setHeader('Connection', 'close');
  setAll(response, denial.headers ?? {});
  const code = codes[denial.status] ?? 'bad-request';
  answerJson(response, denial.status, { code, message: denial.sentence });
}

function setAll(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(`${JSON.stringify(body)}\n`);
}
