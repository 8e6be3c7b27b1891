// What the terminal's window is called: the room, and how much is unread.
import type { State } from '../sdk/state.ts';
import { newsElsewhere } from '../sdk/summary.ts';
import { currentTitle } from './rooms.ts';

/**
 * `#general (3) – partyline`, `@` before the number where one was named.
 * @param muted rooms that do not count
 */
export function titleOf(state: State, muted: ReadonlySet<string>): string {
  const news = newsElsewhere(state, muted);
  const here = state.rooms.get(state.current);
  const mentions = news.mentions + (here?.mentions ?? 0);
  const unread = news.unread + (here?.unread ?? 0);
  const count = mentions > 0 ? ` (@${mentions})` : unread > 0 ? ` (${unread})` : '';
  return `${currentTitle(state)}${count} – partyline`;
}
