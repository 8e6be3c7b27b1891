// Colours: one per name by a stable hash, readable on dark and on light; none where none are wanted.
import chalk, { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';

/** Paints text; what it is given must already be safe. */
export type Paint = (text: string) => string;

export interface Theme {
  /** The colour of a person, the same on every screen. */
  readonly name: (name: string) => Paint;
  readonly strong: Paint;
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
  /** What stands between backticks or fences. */
  readonly code: Paint;
  readonly link: Paint;
  /** What somebody said before, repeated. */
  readonly quote: Paint;
  /** A whole line of the message that keys act on; must be seen without colours too. */
  readonly selected: Paint;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** Hues apart enough to be told from one another, in degrees. */
const hueCount = 18;

// With a relative luminance in this band a colour has a contrast of at least 3.5 to 1 against white
// and against a dark background (#1e1e1e) alike.
export const luminanceBand = { lowest: 0.172, highest: 0.248 } as const;
const luminance = 0.21;

/** How many colours the terminal has, by chalk; none where NO_COLOR is set, which chalk itself does not ask. */
export function colorLevel(env: Readonly<Record<string, string | undefined>>): ColorSupportLevel {
  return env.NO_COLOR ? 0 : chalk.level;
}

/** The theme for a terminal with so many colours. */
export function themeFor(level: ColorSupportLevel): Theme {
  const paint = new Chalk({ level });
  const names = namePaints(paint, level);
  // A terminal of 16 colours has its own idea of each; the others get one that both grounds bear.
  const hued = (hue: number, plain: ChalkInstance): ChalkInstance =>
    level < 2 ? plain : paint.rgb(...ofLuminance(hue, luminance));
  const mention = hued(320, paint.magenta).bold;
  return {
    name: (name) => names[hashOf(name) % names.length] ?? paint.bold,
    strong: paint.bold,
    dim: paint.dim,
    accent: hued(200, paint.cyan),
    good: hued(130, paint.green),
    warning: hued(35, paint.yellow),
    bad: hued(0, paint.red),
    mention,
    badge: hued(200, paint.cyan),
    alert: mention,
    code: hued(160, paint.green),
    link: paint.underline,
    quote: paint.dim,
    selected: new Chalk({ level: level === 0 ? 1 : level }).inverse,
  };
}

function namePaints(paint: ChalkInstance, level: ColorSupportLevel): Paint[] {
  if (level === 0) return [(text) => text];
  if (level === 1)
    return [paint.red, paint.green, paint.yellow, paint.blue, paint.magenta, paint.cyan];
  if (level === 2) return ansiPalette().map((code) => paint.ansi256(code));
  return truePalette().map(([red, green, blue]) => paint.rgb(red, green, blue));
}

/** The colours of the 256 that are bright enough, dark enough and not grey, by hue. */
export function ansiPalette(): number[] {
  const codes = Array.from({ length: 216 }, (_, index) => index + 16);
  return codes.filter((code) => {
    const rgb = ansiRgb(code);
    const light = luminanceOf(rgb);
    const isReadable = light >= luminanceBand.lowest && light <= luminanceBand.highest;
    return isReadable && Math.max(...rgb) - Math.min(...rgb) >= 95;
  });
}

/** A colour for each hue, all of them equally bright. */
export function truePalette(): Rgb[] {
  return Array.from({ length: hueCount }, (_, index) =>
    ofLuminance((index * 360) / hueCount, luminance),
  );
}

/** The colour cube of 256-colour terminals, codes 16 to 231. */
export function ansiRgb(code: number): Rgb {
  const steps = [0, 95, 135, 175, 215, 255];
  const place = code - 16;
  const at = (divisor: number): number => steps[Math.floor(place / divisor) % 6] ?? 0;
  return [at(36), at(6), at(1)];
}

/** The relative luminance of WCAG 2. */
export function luminanceOf(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ofLuminance(hue: number, wanted: number): Rgb {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 16; round += 1) {
    const middle = (low + high) / 2;
    if (luminanceOf(fromHsl(hue, middle)) < wanted) low = middle;
    else high = middle;
  }
  return fromHsl(hue, low);
}

function fromHsl(hue: number, lightness: number, saturation = 0.6): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (offset: number): number => {
    const turn = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))));
  };
  return [part(0), part(8), part(4)];
}

/** FNV-1a of the name as it is compared, so that case makes no difference. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name.toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
