// A log that was written before anybody in the picture came, from a few words about each message.
import { formatEntry, logHeader } from '../src/protocol/log-line.ts';
import type { Kind } from '../src/protocol/messages.ts';

export interface Earlier {
  readonly minutesAgo: number;
  readonly who: string;
  readonly text: string;
  readonly kind?: Kind;
  /** `general` unless told. */
  readonly room?: string;
  /** What others below call it by. */
  readonly as?: string;
  /** What it answers, changes or reacts to. */
  readonly to?: string;
}

/** @param said oldest first */
export function earlierLog(said: readonly Earlier[], nowMs: number): string {
  const seqs = new Map(said.map(({ as }, index) => [as, index + 1]));
  const lines = said.map(
    ({ minutesAgo, who, text, kind = 'text', room = 'general', to }, index) => {
      const target = to === undefined ? undefined : seqs.get(to);
      return formatEntry({
        room,
        seq: index + 1,
        kind,
        sender: who,
        content: text,
        timestamp: new Date(nowMs - minutesAgo * 60_000).toISOString(),
        ...(target === undefined ? {} : { target }),
      });
    },
  );
  return [logHeader, ...lines, ''].join('\n');
}
