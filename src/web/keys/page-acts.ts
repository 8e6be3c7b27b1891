// What keys do on the page, by the names of the table.
import type { ActionName } from '../../ui/key-table.ts';
import type { Desk } from '../desk.ts';
import { goNext, goTo, goToNews, lay } from '../going.ts';
import { dismissLine, submit } from '../line/submit.ts';
import { moveFocus, toLine } from './regions.ts';
import { toggleLists } from './side-lists.ts';

type Acts = Partial<Record<ActionName, (desk: Desk) => void>>;

/** Wherever the focus is, but in what lies on top. */
export const anywhere: Acts = {
  'page-up': ({ pane }) => pane?.scrollPages(-1),
  'page-down': ({ pane }) => pane?.scrollPages(1),
  'line-back': ({ pane }) => pane?.scrollLines(-1),
  'line-forward': ({ pane }) => pane?.scrollLines(1),
  'scroll-first': ({ pane }) => pane?.toFirst(),
  'scroll-last': ({ pane }) => pane?.toLast(),
  'day-back': ({ pane }) => pane?.scrollDays(-1),
  'day-forward': ({ pane }) => pane?.scrollDays(1),
  'jump-to-unread': ({ pane }) => pane?.toUnread(),
  'select-older': ({ pane }) => pane?.select(-1),
  'select-newer': ({ pane }) => pane?.select(1),
  'room-next': (desk) => goNext(desk, 1),
  'room-previous': (desk) => goNext(desk, -1),
  'room-news': goToNews,
  'room-back': (desk) => goTo(desk, desk.ui.get().lastRoom),
  switcher: (desk) => lay(desk, { kind: 'rooms' }),
  'sidebar-toggle': toggleLists,
  'focus-next': (desk) => moveFocus(desk, 1),
  'focus-previous': (desk) => moveFocus(desk, -1),
  help: (desk) => lay(desk, { kind: 'help' }),
  dismiss,
};

export const onTheLine: Acts = {
  submit: (desk) => {
    if (!desk.composer.confirm()) submit(desk);
  },
  'reverse-search': (desk) => lay(desk, { kind: 'history' }),
};

/** What lies nearest goes; where nothing does, Esc waits for an arrow. */
function dismiss(desk: Desk): void {
  const { drawer, selected } = desk.ui.get();
  if (drawer !== undefined || selected !== undefined || !desk.composer.isFocused()) {
    return toLine(desk);
  }
  if (!dismissLine(desk)) desk.composer.isArmed = true;
}
