// `send` at work: what is to be said becomes messages, which go out now or by the outbox; and how it ended.
import { limits } from '../../protocol/index.ts';
import type { Chat } from '../commands/chat-task.ts';
import { say, type Terminal } from '../commands/command.ts';
import { exitCodes } from '../exit-codes.ts';
import { outboxOf } from './entrance.ts';
import { inputLines } from './input-lines.ts';
import { messagesOf, type Read } from './input-messages.ts';
import { withOutbox } from './open-outbox.ts';
import { Outgoing } from './outgoing.ts';
import { sendNow } from './send-now.ts';
import type { SendWish } from './send-options.ts';
import { sendQueued } from './send-queued.ts';

const fence = { before: '```\n', after: '\n```' };

export async function sendAll(wish: SendWish, chat: Chat, terminal: Terminal): Promise<number> {
  const { signal } = terminal.interruption();
  const outgoing = new Outgoing(textsOf(wish, terminal), signal);
  // Before anything else: who pipes nothing, or a film, hears it at once.
  const first = await outgoing.peek();
  if (signal.aborted) return Number(signal.reason);
  if (first === undefined) return withNothing(wish, terminal);
  if ('isTooLong' in first && wish.cut === 'whole') return tooLong(terminal);
  const task = { wish, chat, outgoing, terminal, signal };
  if (!wish.isQueued && wish.id === undefined) return sendNow({ ...task, file: undefined });
  const path = outboxOf(chat.who, chat.server, terminal.env);
  return withOutbox(path, terminal, (file) => {
    const isWaiting = wish.id !== undefined && file.has(wish.id);
    if (wish.isQueued || isWaiting) return sendQueued({ ...task, file });
    return sendNow({ ...task, file });
  });
}

async function* textsOf(
  { text, cut, isCode }: SendWish,
  { stdin }: Terminal,
): AsyncGenerator<Read> {
  const lines = inputLines(text === undefined ? stdin : asInput(text));
  const around = isCode ? fence.before.length + fence.after.length : 0;
  for await (const read of messagesOf(lines, cut, limits.maxContentLength - around)) {
    if ('text' in read && isCode)
      yield { ...read, text: `${fence.before}${read.text}${fence.after}` };
    else yield read;
  }
}

async function* asInput(text: string): AsyncGenerator<string> {
  yield text;
}

function withNothing({ mayBeNothing }: SendWish, terminal: Terminal): number {
  if (mayBeNothing) return exitCodes.done;
  say(terminal, 'the input is empty: nothing is sent (--if-any: that is no fault)');
  return exitCodes.misuse;
}

function tooLong(terminal: Terminal): number {
  say(
    terminal,
    'it is longer than a message may be, which is 4,000 characters: --split makes several of it, --each-line one of each line',
  );
  return exitCodes.refused;
}
