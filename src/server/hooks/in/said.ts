// What a posted body says: as plain text, as JSON of ours, or in the shape of a tool that is known here.
import { isRefusal, limits, type Refusal, refuse } from '../../../protocol/index.ts';
import type { Post } from '../../requests/post.ts';
import { saidByGitHub } from './github.ts';
import { oneLine, presentable } from './presentable.ts';
import { isAlertmanager, saidByAlertmanager } from './prometheus-alerts.ts';

export interface Said extends Pick<Post, 'kind' | 'content'> {
  /** Of a tool that repeats a post whose answer it did not get, and says by no key that it is the same. */
  readonly isKeyless?: true;
}

export type BodyForm = 'text' | 'json';

const kinds: ReadonlySet<unknown> = new Set(['text', 'action', 'topic']);

/** @param event of GitHub, and of those who say the same as it */
export function saidIn(body: string, form: BodyForm, event: string | undefined): Said | Refusal {
  const said = form === 'text' ? text(body) : inJson(body, event);
  if (isRefusal(said)) return said;
  const { kind, content } = said;
  return { ...said, content: kind === 'topic' ? asTopic(content) : presentable(content) };
}

function asTopic(content: string): string {
  return oneLine(content, limits.maxTopicLength);
}

function text(content: string): Said {
  return { kind: 'text', content };
}

function inJson(body: string, event: string | undefined): Said | Refusal {
  const payload = parsed(body);
  if (payload === undefined) return refuse('bad-json', 'The body is no JSON object.');
  if (event !== undefined) return text(saidByGitHub(event, payload));
  if (isAlertmanager(payload)) return { ...text(saidByAlertmanager(payload)), isKeyless: true };
  return plainly(payload);
}

function parsed(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function plainly(payload: object): Said | Refusal {
  const { content, text: other, kind = 'text' } = payload as Record<string, unknown>;
  const said = content ?? other;
  if (typeof said !== 'string') {
    return refuse('bad-request', '"content" is missing: a text, such as {"content":"deployed"}.');
  }
  if (!kinds.has(kind)) return refuse('bad-request', '"kind" is text, action or topic.');
  return { kind: kind as Said['kind'], content: said };
}
