// What the browser shows of the chat around the page: the tab's title and icon, notifications.
import type { Client } from '../sdk/client.ts';
import type { Notification as Told } from '../ui/notification.ts';
import type { QuietHours } from '../ui/quiet-hours.ts';
import { browserClock, browserOffset } from './clock.ts';
import type { Desk } from './desk.ts';
import { isLooking } from './looking.ts';
import { Notifier } from './notify.ts';
import { tabFace } from './title.ts';

/** What the person wants to be told outside the page. */
export interface OutsideSettings {
  readonly notifies: boolean;
  readonly hasTitle: boolean;
  readonly muted: ReadonlySet<string>;
  readonly quiet: QuietHours;
}

/** Follows the chat from now on. */
export function keepOutside(desk: Desk, settings: () => OutsideSettings): void {
  const { client } = desk;
  const notifier = new Notifier(client.getState(), {
    settings: () => ({ ...settings(), isOn: settings().notifies && isAllowed() }),
    isLooking,
    now: browserClock.now,
    offset: browserOffset,
    show: (room, told) => notify(client, room, told),
  });
  client.subscribe(() => notifier.follow(client.getState()));
  const show = (): void => {
    const { hasTitle, muted } = settings();
    showFace(tabFace(desk.frames.get(), muted, hasTitle));
  };
  desk.frames.subscribe(show);
  desk.ui.subscribe(show);
  show();
}

/**
 * Asks the person, if they were never asked; browsers want it to follow from a key or a click.
 * @returns a sentence if the browser shows none
 */
export async function askToNotify(): Promise<string | undefined> {
  if (typeof Notification === 'undefined') {
    return 'This browser shows no notifications to this page: they take https, or localhost.';
  }
  const answer = await Notification.requestPermission().catch(() => 'denied');
  if (answer === 'granted') return undefined;
  return 'The browser does not allow notifications: its settings for this page do.';
}

function isAllowed(): boolean {
  return typeof Notification !== 'undefined' && Notification.permission === 'granted';
}

function notify(client: Client, room: string, { title, text }: Told): void {
  try {
    const notification = new Notification(title, { body: text, tag: room, icon: 'icon.svg' });
    notification.onclick = () => {
      window.focus();
      client.show(room);
      notification.close();
    };
  } catch {
    // Browsers of phones offer the class, and allow it to no page.
  }
}

function showFace({ title, icon }: ReturnType<typeof tabFace>): void {
  if (document.title !== title) document.title = title;
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link && !link.href.endsWith(`/${icon}`)) link.href = icon;
}
