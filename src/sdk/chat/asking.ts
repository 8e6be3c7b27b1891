// Questions to the server that are asked again by themselves: after a lost link, and where it says "not now".
import { isRetryable, type ReplyOf, type ReplyType } from '../../protocol/index.ts';
import { backoffMs } from '../backoff.ts';
import type { Asked } from '../client.ts';
import { ChatError } from './chat-error.ts';
import type { Core } from './core.ts';

/** How often "not now" is taken for an answer. */
const maxRefusals = 8;

/**
 * Only for what changes nothing, as it may be asked twice.
 * @throws (rejects) the server's refusal, `aborted`, or why all is over
 */
export async function asked<Type extends ReplyType>(
  core: Core,
  request: Asked,
  reply: Type,
  signal?: AbortSignal | undefined,
): Promise<ReplyOf<Type>> {
  for (let refusals = 0; ; ) {
    await core.live(signal);
    const answer = await orAborted(core, core.client.ask(request, reply), signal);
    if (!('code' in answer)) return answer;
    const { code, message, retryAfterMs } = answer;
    if (code === 'not-connected') continue;
    refusals += 1;
    const isFinal = !isRetryable(code) || refusals === maxRefusals;
    if (isFinal) throw new ChatError(code, message, { retryAfterMs });
    await core.pause(retryAfterMs ?? backoffMs(refusals, core.random), signal);
  }
}

/** An answer that is no longer wanted is not waited for. */
function orAborted<T>(
  core: Core,
  answer: Promise<T>,
  signal?: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return answer;
  let isAnswered = false;
  const settled = answer.finally(() => {
    isAnswered = true;
  });
  const given = core.until(() => (isAnswered ? answer : undefined), signal);
  return Promise.race([settled, given]);
}
