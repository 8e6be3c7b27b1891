// What people can choose about the page: one table, from which /set, completion and what the browser keeps come.
import type { KeyChoices } from '../ui/keymap.ts';
import {
  choice,
  count,
  fallbacksOf,
  onOff,
  type PreferenceTable,
  quietHours,
  rooms,
  type ValuesOf,
} from '../ui/preference-kinds.ts';
import { timeFormats } from '../ui/time-format.ts';

/** In the order in which /set shows them; what the terminal has too is called as there. */
export const preferenceTable = {
  theme: choice(['auto', 'light', 'dark'], 'auto', 'the look; auto takes that of your system'),
  times: choice(timeFormats, 'HH:mm', 'how the time of a message is written'),
  sidebar: onOff(true, 'the lists of rooms and people beside the messages'),
  presence: onOff(true, 'shows who came and who left'),
  bell: onOff(false, 'a sound when somebody names you or writes to you alone'),
  notify: onOff(true, 'notifications of the same, as far as the browser allows; on asks it'),
  mute: rooms('rooms that neither sound nor notify'),
  quiet: quietHours('the hours in which nothing sounds or notifies, by the clock where you are'),
  emoji: onOff(true, 'sends :tada: as 🎉'),
  ask_paste: count(5, 'a paste of so many lines asks before it is sent; 0: none does'),
  title: onOff(true, 'names the room, and what is new, in the title of the tab'),
} as const satisfies PreferenceTable;

export type PreferenceName = keyof typeof preferenceTable;

export type Preferences = ValuesOf<typeof preferenceTable>;

const names = Object.keys(preferenceTable) as readonly PreferenceName[];

export const defaultPreferences: Preferences = fallbacksOf(preferenceTable);

export function isPreference(name: string): name is PreferenceName {
  return Object.hasOwn(preferenceTable, name);
}

/** Whether a room, by the name that it has on the wire, neither sounds nor notifies. */
export function isMuted({ mute }: Preferences, room: string): boolean {
  return mute.includes(room);
}

/** What a person has chosen. */
export interface Choices {
  readonly preferences: Preferences;
  /** What the keymap is made from, beside the page's own. */
  readonly keys: KeyChoices;
}

export const noChoices: Choices = { preferences: defaultPreferences, keys: {} };

/** Undefined: as ever. What can't be that changes nothing. */
export function withPreference(choices: Choices, name: PreferenceName, value: unknown): Choices {
  const { fallback, read } = preferenceTable[name];
  // What was read once reads again: a value is a kind's own word, or a list or number of them.
  const wanted = value === undefined ? fallback : read(value);
  if (wanted === undefined) return choices;
  return { ...choices, preferences: { ...choices.preferences, [name]: wanted } };
}

/** Characters: no choices come near, and what is longer is not from here. */
const maxKept = 64 * 1024;

/** Choices as the browser keeps them; what is damaged, or of another version, is as if it was not there. */
export function readChoices(kept: string | null): Choices {
  const { preferences, keys } = asTable(parsed(kept)) ?? {};
  const given = Object.entries(asTable(preferences) ?? {});
  const chosen = given.reduce(
    (choices, [name, value]) =>
      isPreference(name) ? withPreference(choices, name, value) : choices,
    noChoices,
  );
  return { ...chosen, keys: asTable(keys) ?? {} };
}

/** Only what is not as ever; undefined: too long to be kept. */
export function writeChoices({ preferences, keys }: Choices): string | undefined {
  const changed = names.filter((name) => !isSame(preferences[name], defaultPreferences[name]));
  const table = Object.fromEntries(changed.map((name) => [name, preferences[name]]));
  const kept = JSON.stringify({ preferences: table, keys });
  return kept.length <= maxKept ? kept : undefined;
}

function parsed(kept: string | null): unknown {
  if (kept === null || kept.length > maxKept) return undefined;
  try {
    return JSON.parse(kept);
  } catch {
    return undefined;
  }
}

function asTable(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isTable ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
