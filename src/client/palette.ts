// Colours as numbers: how bright they are, how well they stand on a ground, which of them to give to names.

export type Rgb = readonly [red: number, green: number, blue: number];

/** How bright a colour may be, as relative luminance from 0 to 1. */
export interface Band {
  readonly lowest: number;
  readonly highest: number;
}

/** Hues apart enough to be told from one another, in degrees. */
const hueCount = 18;

/** The same hue for the same name in every theme; where the terminal has few colours two may share one. */
export const nameHues: readonly number[] = Array.from(
  { length: hueCount },
  (_, index) => (index * 360) / hueCount,
);

/** Of the colours that people choose by their names; how bright each is, is the theme's. */
export const chosenHues: ReadonlyMap<string, number> = new Map([
  ['red', 0],
  ['orange', 30],
  ['yellow', 55],
  ['green', 125],
  ['teal', 165],
  ['cyan', 190],
  ['blue', 220],
  ['purple', 270],
  ['pink', 325],
]);

/** Of the colours of a 256-colour terminal those that a name may have: less than this and it is a grey. */
const leastChroma = 80;

const cubeCodes: readonly number[] = Array.from({ length: 216 }, (_, index) => index + 16);
const greyCodes: readonly number[] = Array.from({ length: 24 }, (_, index) => index + 232);

/** The code of 256 that is of this hue and within the band. */
export function ansiOfHue(hue: number, band: Band): number {
  const wanted = hueVector(ofHue(hue, (band.lowest + band.highest) / 2));
  const fitting = cubeCodes.filter((code) => {
    const rgb = ansiRgb(code);
    return isWithin(luminanceOf(rgb), band) && Math.max(...rgb) - Math.min(...rgb) >= leastChroma;
  });
  const distance = (code: number): number => apart(hueVector(ansiRgb(code)), wanted);
  return nearest(fitting, distance);
}

/** The grey of 256 that is nearest to this luminance. */
export function ansiGrey(luminance: number): number {
  return nearest(greyCodes, (code) => Math.abs(luminanceOf(ansiRgb(code)) - luminance));
}

/** A 256-colour terminal's own table, codes 16 to 255: a cube of colours, then greys. */
export function ansiRgb(code: number): Rgb {
  if (code >= 232) {
    const grey = 8 + (code - 232) * 10;
    return [grey, grey, grey];
  }
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

/** The contrast of WCAG 2 between two luminances: from 1 (none) to 21. */
export function contrastOf(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** The colour of this hue that is as bright as wanted. */
export function ofHue(hue: number, luminance: number, saturation = 0.6): Rgb {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 16; round += 1) {
    const middle = (low + high) / 2;
    if (luminanceOf(fromHsl(hue, middle, saturation)) < luminance) low = middle;
    else high = middle;
  }
  return fromHsl(hue, low, saturation);
}

export function greyOf(luminance: number): Rgb {
  return ofHue(0, luminance, 0);
}

const isWithin = (value: number, { lowest, highest }: Band): boolean =>
  value >= lowest && value <= highest;

/** A colour without its brightness: how far its parts are from one another. */
function hueVector([red, green, blue]: Rgb): Rgb {
  const mean = (red + green + blue) / 3;
  const length = Math.hypot(red - mean, green - mean, blue - mean) || 1;
  return [(red - mean) / length, (green - mean) / length, (blue - mean) / length];
}

const apart = (one: Rgb, other: Rgb): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

function nearest(codes: readonly number[], distance: (code: number) => number): number {
  return codes.reduce((best, code) => (distance(code) < distance(best) ? code : best));
}

function fromHsl(hue: number, lightness: number, saturation: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (offset: number): number => {
    const turn = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))));
  };
  return [part(0), part(8), part(4)];
}
