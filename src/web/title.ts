// What the tab shows of the chat: its title and its icon.
import type { State } from '../sdk/state.ts';
import { newsElsewhere } from '../sdk/summary.ts';
import { titleOf } from '../ui/title.ts';

export interface TabFace {
  readonly title: string;
  /** A file beside the page. */
  readonly icon: 'icon.svg' | 'icon-news.svg';
}

/**
 * The icon tells where one was named or written to.
 * @param isTold whether the person wants to see rooms and news in the tab
 */
export function tabFace(state: State, muted: ReadonlySet<string>, isTold: boolean): TabFace {
  if (!isTold) return { title: 'partyline', icon: 'icon.svg' };
  const here = state.rooms.get(state.current)?.mentions ?? 0;
  const isCalled = here + newsElsewhere(state, muted).mentions > 0;
  return { title: titleOf(state, muted), icon: isCalled ? 'icon-news.svg' : 'icon.svg' };
}
