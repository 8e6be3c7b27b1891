// Which colour a name has: one of a few hues, the same on every page; style/names.css has the colours.
import { hashOf } from '../../ui/name-hash.ts';

/** As many as can be told apart, and read on every ground. */
export const hueCount = 12;

/** The class of the name's colour. */
export function hueOf(name: string): string {
  return `hue-${hashOf(name) % hueCount}`;
}
