// How the connection is and who is writing, in words.
import type { ConnectionState } from '../sdk/state.ts';

/** What the connection does, in words. */
export function connectionWords(connection: ConnectionState, now: number): string {
  const seconds = Math.max(0, Math.ceil(((connection.retryAt ?? now) - now) / 1000));
  const words = {
    connecting: 'connecting…',
    live: 'live',
    waiting: seconds > 0 ? `no connection, next try in ${seconds} s` : 'trying again…',
    offline: 'offline',
  };
  return words[connection.status];
}

/** Empty where nobody writes. @param names safe to show */
export function typingWords(names: readonly string[]): string {
  const [one, two] = names;
  if (one === undefined) return '';
  if (two === undefined) return `${one} is typing…`;
  return names.length === 2 ? `${one} and ${two} are typing…` : `${names.length} are typing…`;
}
