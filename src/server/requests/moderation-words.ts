// What is told of an act of moderation: to those who see it, and to the operator.
import type { EventOf } from '../../protocol/index.ts';
import type { Ask, Chat } from '../core/chat.ts';
import type { Act } from './moderate.ts';

type Whom = { readonly name: string } | { readonly address: string };

export function actEvent({ session }: Ask, act: Act, whom: Whom): EventOf<'moderated'> {
  return { type: 'moderated', action: act.action, ...whom, by: session.name, ...about(act) };
}

/** A line of the operator's log. Nothing in it can move a terminal: names and notes hold no control characters. */
export function noteAct({ chat, session }: Ask, act: Act, whom: string): void {
  const { action } = act;
  chat.note({ event: 'moderated', name: session.name, action, whom, ...about(act) });
}

function about({ room, untilMs, reason }: Act) {
  return {
    ...(room === undefined ? {} : { room }),
    ...(untilMs === undefined ? {} : { until: new Date(untilMs).toISOString() }),
    ...(reason === '' ? {} : { reason }),
  };
}

/** How rooms are kept could not be written. */
export function noteFailure({ note }: Pick<Chat, 'note'>, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  note({ event: 'rooms-failed', message });
}

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** 62 bits: no two bans are ever called the same. */
export function inventId(chat: Pick<Chat, 'random'>): string {
  let id = '';
  while (id.length < 12) id += alphabet[Math.floor(chat.random() * alphabet.length)];
  return id;
}
