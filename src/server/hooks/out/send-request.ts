// One POST to a receiver: its status, or why there is none; nothing else of the answer is looked at.
import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as TlsAgent } from 'node:https';
import { hookLimits } from '../limits.ts';

const { answerMs, maxAnswerBytes, maxHooks } = hookLimits;

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

export type Answered =
  | { readonly status: number; readonly retryAfter: string | undefined }
  /** Nobody answered: in words. */
  | { readonly fault: string };

/** Never rejects. Redirects are an answer like any other. */
export type SendRequest = (posting: Posting) => Promise<Answered>;

/** Connections are kept for the next message; certificates are verified, whatever the environment says. */
export function requestSender(): SendRequest {
  const kept = { keepAlive: true, maxFreeSockets: maxHooks };
  const agents = { http: new Agent(kept), https: new TlsAgent(kept) };
  const once = (posting: Posting) => sendOnce(posting, agents);
  return async (posting) => {
    const answered = await once(posting);
    // The other side may close a kept connection in the moment in which it is used: that is no failure.
    return 'wasKept' in answered ? once(posting) : answered;
  };
}

interface Agents {
  readonly http: Agent;
  readonly https: TlsAgent;
}

function sendOnce(
  { url, headers, body, signal }: Posting,
  agents: Agents,
): Promise<Answered & { readonly wasKept?: true }> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
  const options = { method: 'POST', headers, signal: inTime };
  const sent = url.startsWith('https:')
    ? requestHttps(url, { ...options, agent: agents.https, rejectUnauthorized: true })
    : requestHttp(url, { ...options, agent: agents.http });
  return new Promise((resolve) => {
    let answered: Answered | undefined;
    sent.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      answered = { status, retryAfter: headers['retry-after'] };
      drop(response);
    });
    // Not before: to one whose answers never end, each message would go by another connection.
    sent.on('close', () => answered && resolve(answered));
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (answered) return;
      const wasKept = sent.reusedSocket && error.code === 'ECONNRESET' && !inTime.aborted;
      const fault = inTime.aborted ? `no answer within ${answerMs / 1000} s` : error.message;
      resolve({ fault, ...(wasKept && { wasKept }) });
    });
    sent.end(body);
  });
}

/** Read, so that the connection can be used again; but not whatever there is of it. */
function drop(response: IncomingMessage): void {
  let bytes = 0;
  response.on('error', () => {});
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) response.destroy();
  });
}
