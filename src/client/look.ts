// How things look to the person: the theme, and how rows are made.

import type { Theme } from './theme.ts';
import type { TimeFormat } from './time-format.ts';

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

/** To somebody who set nothing, in a terminal of which nothing is known. */
export const lookDefaults = { hasLinks: false, times: 'HH:mm', names: 'right' } as const;
