// How things look to the person: the theme, and how rows are made, by what they prefer and the terminal can.
import type { ColorSupportLevel } from 'chalk';
import { foldName } from '../protocol/index.ts';
import type { TimeFormat } from '../ui/time-format.ts';
import type { Preferences } from './preferences.ts';
import type { Abilities } from './terminal-abilities.ts';
import { createTheme, type Theme } from './theme.ts';
import type { Ground } from './themes.ts';

export interface Look {
  readonly theme: Theme;
  /** The terminal follows links (OSC 8). */
  readonly hasLinks: boolean;
  readonly times: TimeFormat;
  /** The side of their column that names stand at. */
  readonly names: 'left' | 'right';
  /** How wide that column is, where somebody wants another than the screen suggests; 0: none. */
  readonly nameWidth?: number;
}

/** @param colours that people chose, by their folded names */
export type LookMaker = (preferences: Preferences, ground: Ground, colours?: Colours) => Look;

type Colours = ReadonlyMap<string, string>;

const none: Colours = new Map();

const levels: Readonly<Record<Exclude<Preferences['colors'], 'auto'>, ColorSupportLevel>> = {
  none: 0,
  '16': 1,
  '256': 2,
  true: 3,
};

/** The same look as long as none of them changes: what was made for it is kept. */
export function createLookMaker(abilities: Pick<Abilities, 'colorLevel' | 'hasLinks'>): LookMaker {
  let last: { preferences: Preferences; ground: Ground; colours: Colours; look: Look } | undefined;
  return (preferences, ground, colours = none) => {
    const isSame = last?.preferences === preferences && last.ground === ground;
    if (isSame && last?.colours === colours) return last.look;
    const { theme: kind, colors, links, times, names } = preferences;
    const level = colors === 'auto' ? abilities.colorLevel : levels[colors];
    const hasLinks = links === 'auto' ? abilities.hasLinks : links === 'on';
    const theme = withChosen(createTheme({ kind, level, ground }), colours);
    const look = { theme, hasLinks, times, names };
    last = { preferences, ground, colours, look };
    return look;
  };
}

/** Who chose a colour has it where it can be read. */
function withChosen(theme: Theme, colours: Colours): Theme {
  if (colours.size === 0) return theme;
  const chosenBy = (name: string) => {
    const colour = colours.get(foldName(name));
    return colour === undefined ? undefined : theme.chosen(colour);
  };
  return { ...theme, name: (name) => chosenBy(name) ?? theme.name(name) };
}
