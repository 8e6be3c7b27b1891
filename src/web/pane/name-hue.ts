// Which colour a name has: what its profile says, or one of a few hues, the same on every page; style/names.css has them.
import { type colours, foldName } from '../../protocol/index.ts';
import type { State } from '../../sdk/state.ts';
import { hashOf } from '../../ui/name-hash.ts';

/** As many as can be told apart, and read on every ground. */
export const hueCount = 12;

/** The class of the name's colour. @param colour as the person chose it */
export function hueOf(name: string, colour?: string): string {
  return classOfColour(colour) ?? `hue-${hashOf(name) % hueCount}`;
}

/** The same, as far as the chat knows what the person chose. */
export function hueIn({ colours: chosen }: State, name: string): string {
  return hueOf(name, chosen.size === 0 ? undefined : chosen.get(foldName(name)));
}

/** The hue that each colour of a profile is here. */
const huesOfColours: Readonly<Record<string, number>> = {
  red: 0,
  orange: 1,
  yellow: 2,
  green: 4,
  teal: 5,
  cyan: 6,
  blue: 7,
  purple: 9,
  pink: 11,
} satisfies Record<(typeof colours)[number], number>;

/** Undefined: it is none that is known. */
export function classOfColour(colour = ''): string | undefined {
  return Object.hasOwn(huesOfColours, colour) ? `hue-${huesOfColours[colour]}` : undefined;
}
