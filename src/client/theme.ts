// What is painted how: the roles that text has on the screen, and a paint for each, by theme and terminal.
import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import { hashOf } from '../ui/name-hash.ts';
import { ansiGrey, ansiOfHue, chosenHues, greyOf, nameHues, ofHue } from './palette.ts';
import { basicColors, basicOf, type Ground, grounds, type Shades } from './themes.ts';

/** Paints text; what it is given must already be safe. */
export type Paint = (text: string) => string;

/** What is told by a colour is told by a word or a sign beside it too: there are screens without colours. */
export interface Theme {
  /** The colour of a person, the same on every screen. */
  readonly name: (name: string) => Paint;
  /** The colour that somebody chose, as it can be read here; undefined: it can't, or there is no such. */
  readonly chosen: (colour: string) => Paint | undefined;
  readonly strong: Paint;
  /** What is there to be looked up, not read: times, counts, explanations. */
  readonly dim: Paint;
  readonly accent: Paint;
  readonly good: Paint;
  readonly warning: Paint;
  readonly bad: Paint;
  /** One's own name, said by somebody. */
  readonly mention: Paint;
  /** How much is new in a room. */
  readonly badge: Paint;
  /** The same where one was named. */
  readonly alert: Paint;
  /** Lines that divide the screen; they may be faint, since nobody reads them. */
  readonly rule: Paint;
  readonly code: Paint;
  readonly link: Paint;
  /** What a reply answers. */
  readonly quote: Paint;
  /** A whole line that is chosen; painted over the other roles. */
  readonly selected: Paint;
}

export const themeKinds = ['auto', 'dark', 'light', 'contrast', 'mono'] as const;
export type ThemeKind = (typeof themeKinds)[number];

export interface ThemeWish {
  readonly kind: ThemeKind;
  readonly level: ColorSupportLevel;
  /** What the terminal's background is; `dark` and `light` say it themselves. */
  readonly ground?: Ground | undefined;
}

/** The theme for a wish, as near to it as the terminal's colours come. */
export function createTheme({ kind, level, ground = 'unknown' }: ThemeWish): Theme {
  if (kind === 'mono' || level === 0) return styledTheme((text, paint) => paint.dim(text));
  const stands = kind === 'dark' || kind === 'light' ? kind : ground;
  if (kind === 'contrast') {
    // No colour has a contrast of 7 to 1 against black and white alike: the terminal's own has.
    if (stands === 'unknown' || level === 1) return styledTheme((text) => text);
    return coloredTheme(level, grounds[stands === 'dark' ? 'contrastDark' : 'contrastLight']);
  }
  return level === 1 ? basicTheme(stands) : coloredTheme(level, grounds[stands]);
}

const plain: Paint = (text) => text;

/** Bold, underlined, reversed and faint; no colours. */
function styledTheme(faint: (text: string, paint: ChalkInstance) => string): Theme {
  const paint = new Chalk({ level: 1 });
  const dim: Paint = (text) => faint(text, paint);
  return {
    name: () => paint.bold,
    chosen: () => undefined,
    strong: paint.bold,
    dim,
    accent: paint.bold,
    good: plain,
    warning: paint.bold,
    bad: paint.bold.underline,
    mention: paint.bold.underline,
    badge: paint.bold,
    alert: paint.bold.inverse,
    rule: dim,
    code: paint.bold,
    link: paint.underline,
    quote: dim,
    selected: paint.inverse,
  };
}

/** The colours that every terminal has by name, and that each shows as its owner likes. */
function basicTheme(ground: Ground): Theme {
  const paint = new Chalk({ level: 1 });
  const colors = basicColors[ground];
  const names = colors.names.map((name) => paint[name]);
  const accent = paint[colors.accent];
  const mention = paint.magenta.bold;
  return {
    name: (name) => names[hashOf(name) % names.length] ?? plain,
    chosen: (colour) => {
      const basic = basicOf.get(colour);
      return basic !== undefined && colors.names.includes(basic) ? paint[basic] : undefined;
    },
    strong: paint.bold,
    // Bright black is the background's own colour in some palettes, and faint is as hard to read in others.
    dim: plain,
    accent,
    good: paint[colors.good],
    warning: paint[colors.warning],
    bad: paint.red.bold,
    mention,
    badge: accent,
    alert: mention,
    rule: paint.dim,
    code: paint[colors.code],
    link: accent.underline,
    quote: plain,
    selected: paint.inverse,
  };
}

function coloredTheme(level: ColorSupportLevel, shades: Shades): Theme {
  const paint = new Chalk({ level });
  const hued = (hue: number): ChalkInstance =>
    level === 2
      ? paint.ansi256(ansiOfHue(hue, shades.band))
      : paint.rgb(...ofHue(hue, shades.luminance));
  const grey = (luminance: number): ChalkInstance =>
    level === 2 ? paint.ansi256(ansiGrey(luminance)) : paint.rgb(...greyOf(luminance));
  const names = nameHues.map(hued);
  const dim = grey(shades.secondary);
  const mention = hued(320).bold;
  return {
    name: (name) => names[hashOf(name) % names.length] ?? paint.bold,
    chosen: (colour) => {
      const hue = chosenHues.get(colour);
      return hue === undefined ? undefined : hued(hue);
    },
    strong: paint.bold,
    dim,
    accent: hued(200),
    good: hued(130),
    warning: hued(35),
    bad: hued(0),
    mention,
    badge: hued(200),
    alert: mention,
    rule: grey(shades.rule),
    code: hued(265),
    link: hued(215).underline,
    quote: dim,
    selected: selectedPaint(level, shades.selected),
  };
}

/** Without a known ground there is no colour that lies quietly behind everything: reversed, it can't be missed. */
function selectedPaint(level: ColorSupportLevel, luminance: number | undefined): Paint {
  const paint = new Chalk({ level });
  if (luminance === undefined) return paint.inverse;
  return level === 2 ? paint.bgAnsi256(ansiGrey(luminance)) : paint.bgRgb(...greyOf(luminance));
}
