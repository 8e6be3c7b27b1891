// What people can choose about the client: one table, from which /set, the file, completion and the document come.
import {
  choice,
  count,
  fallbacksOf,
  onOff,
  type Preference,
  type PreferenceTable,
  program,
  quietHours,
  rooms,
  type ValuesOf,
} from '../ui/preference-kinds.ts';

/** All preferences, in the order in which /set shows them. */
export const preferenceTable = {
  theme: choice(
    ['auto', 'dark', 'light', 'contrast', 'mono'],
    'auto',
    'the look; auto takes dark or light by the terminal’s background',
  ),
  colors: choice(
    ['auto', 'none', '16', '256', 'true'],
    'auto',
    'how many colours; auto asks the environment, NO_COLOR included',
  ),
  times: choice(
    ['HH:mm', 'HH:mm:ss', 'h:mm a', 'h:mm:ss a', 'none'],
    'HH:mm',
    'how the time of a message is written',
  ),
  names: choice(['right', 'left'], 'right', 'the side of their column on which names stand'),
  sidebar: choice(
    ['auto', 'on', 'off'],
    'auto',
    'the list of rooms and people; auto folds it away where the screen is narrow',
  ),
  presence: onOff(true, 'shows who came and who left'),
  links: choice(
    ['auto', 'on', 'off'],
    'auto',
    'links that the terminal can open (OSC 8); auto: where it is known to',
  ),
  bell: onOff(true, 'rings when somebody names you or writes to you alone'),
  notify: choice(
    ['auto', 'off', 'osc9', 'osc777'],
    'auto',
    'notifications by the terminal; auto: as far as it is known to show them',
  ),
  notify_command: program('a program to run for a notification'),
  mute: rooms('rooms that neither ring nor notify'),
  quiet: quietHours('the hours in which nothing rings or notifies, by the clock where you are'),
  emoji: onOff(true, 'sends :tada: as 🎉'),
  ask_paste: count(5, 'a paste of so many lines asks before it is sent; 0: none does'),
  mouse: onOff(false, 'the wheel scrolls; text is then selected with Shift held'),
  title: onOff(true, 'names the room, and what is new, in the title of the window'),
} as const satisfies PreferenceTable;

export type PreferenceName = keyof typeof preferenceTable;

/** Their values, by the names that they have in the file. */
export type Preferences = ValuesOf<typeof preferenceTable>;

export const preferenceNames = Object.keys(preferenceTable) as readonly PreferenceName[];

export const defaultPreferences: Preferences = fallbacksOf(preferenceTable);

export function isPreference(name: string): name is PreferenceName {
  return Object.hasOwn(preferenceTable, name);
}

/** The row of a preference, where its kind does not matter. */
export function preferenceOf(name: PreferenceName): Preference<unknown> {
  return preferenceTable[name];
}

/** Whether a room, by the name that it has on the wire, neither rings nor notifies. */
export function isMuted({ mute }: Preferences, room: string): boolean {
  return mute.includes(room);
}
