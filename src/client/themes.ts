// What each theme assumes of the terminal's background, and how bright its colours are upon it.
import type { Band } from './palette.ts';

/** What is known of the terminal's background. */
export type Ground = 'dark' | 'light' | 'unknown';

/** Relative luminances, from 0 (black) to 1 (white). */
export interface Shades {
  /** What has a hue. */
  readonly luminance: number;
  /** The same where only 256 colours are to choose from. */
  readonly band: Band;
  /** The grey of secondary text. */
  readonly secondary: number;
  readonly rule: number;
  /** What lies behind the selected line. */
  readonly selected?: number;
}

type ShadesName = Ground | 'contrastDark' | 'contrastLight';

// The dark grounds are black to #1e1e1e, the light ones white to Solarized's #fdf6e3. On them, and behind
// a selected line, text has a contrast of at least 4.5 to 1, in the themes of high contrast 7 to 1. Of
// an unknown ground the text is in the middle: at least 3.5 to 1 against white and #1e1e1e alike.
export const grounds: Readonly<Record<ShadesName, Shades>> = {
  dark: {
    luminance: 0.4,
    band: { lowest: 0.31, highest: 0.65 },
    secondary: 0.34,
    rule: 0.12,
    selected: 0.027,
  },
  light: {
    luminance: 0.125,
    band: { lowest: 0.03, highest: 0.132 },
    secondary: 0.12,
    rule: 0.45,
    selected: 0.775,
  },
  unknown: {
    luminance: 0.21,
    band: { lowest: 0.172, highest: 0.248 },
    secondary: 0.21,
    rule: 0.21,
  },
  contrastDark: {
    luminance: 0.6,
    band: { lowest: 0.52, highest: 0.9 },
    secondary: 0.65,
    rule: 0.35,
    selected: 0.027,
  },
  contrastLight: {
    luminance: 0.06,
    band: { lowest: 0.01, highest: 0.066 },
    secondary: 0.05,
    rule: 0.15,
    selected: 0.775,
  },
};

export type BasicColor = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

/** The colours that people choose, where there are but these. */
export const basicOf: ReadonlyMap<string, BasicColor> = new Map([
  ['red', 'red'],
  ['orange', 'yellow'],
  ['yellow', 'yellow'],
  ['green', 'green'],
  ['teal', 'cyan'],
  ['cyan', 'cyan'],
  ['blue', 'blue'],
  ['purple', 'magenta'],
  ['pink', 'magenta'],
]);

export interface BasicColors {
  readonly names: readonly BasicColor[];
  readonly accent: BasicColor;
  readonly good: BasicColor;
  readonly warning: BasicColor;
  readonly code: BasicColor;
}

// As most terminals show them blue is lost on black, and green, yellow and cyan are lost on white.
export const basicColors: Readonly<Record<Ground, BasicColors>> = {
  dark: {
    names: ['red', 'green', 'yellow', 'magenta', 'cyan'],
    accent: 'cyan',
    good: 'green',
    warning: 'yellow',
    code: 'yellow',
  },
  light: {
    names: ['red', 'blue', 'magenta'],
    accent: 'blue',
    good: 'blue',
    warning: 'red',
    code: 'blue',
  },
  unknown: {
    names: ['red', 'green', 'magenta', 'cyan'],
    accent: 'cyan',
    good: 'green',
    warning: 'red',
    code: 'cyan',
  },
};
