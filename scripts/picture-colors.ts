// The colours of the picture: dark windows that stand out on a white page and on a dark one.

export const colors = {
  window: '#14171c',
  title: '#1d2128',
  frame: '#3a414c',
  text: '#d8dee6',
  caption: '#9aa4b1',
  button: '#3a414c',
} as const;

/** The sixteen that a terminal has names for. */
const named = [
  ...['#2b303b', '#e5646b', '#7fb86a', '#d9b25c', '#6a9fe0', '#b98ad6', '#5fb3b3', '#c3cad4'],
  ...['#6b7480', '#f28b90', '#9bcf87', '#ecca7d', '#8bb8f0', '#cfa6e6', '#83cccc', '#ffffff'],
];

/** A cell's colour as the terminal gives it; undefined: the default one. */
export function colorOf(isRgb: boolean, isPalette: boolean, value: number): string | undefined {
  if (isRgb) return hex([value >> 16, (value >> 8) & 255, value & 255]);
  if (!isPalette) return undefined;
  return named[value] ?? (value < 232 ? ofCube(value - 16) : ofGreys(value - 232));
}

/** So much of one colour over another, as a terminal draws what is dim. */
export function mixed(color: string, ground: string, share: number): string {
  const over = partsOf(ground);
  return hex(partsOf(color).map((part, at) => part * share + (over[at] ?? 0) * (1 - share)));
}

function ofCube(place: number): string {
  const steps = [0, 95, 135, 175, 215, 255];
  return hex([36, 6, 1].map((divisor) => steps[Math.floor(place / divisor) % 6] ?? 0));
}

function ofGreys(place: number): string {
  return hex([1, 1, 1].map(() => 8 + 10 * place));
}

function partsOf(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}
