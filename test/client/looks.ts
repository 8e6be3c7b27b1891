// Looks for tests: plain, so that lines can be compared as text, or with so many colours.
import type { ColorSupportLevel } from 'chalk';
import { createTheme, type Paint, type Theme } from '../../src/client/theme.ts';

/** With no colours nothing at all is painted. */
export function themeFor(level: ColorSupportLevel): Theme {
  return level === 0 ? plainTheme : createTheme({ kind: 'auto', level });
}

/** To somebody who set nothing, in a terminal of which nothing is known. */
export const lookDefaults = { hasLinks: false, times: 'HH:mm', names: 'right' } as const;

const plain: Paint = (text) => text;

const plainTheme: Theme = {
  name: () => plain,
  chosen: () => undefined,
  strong: plain,
  dim: plain,
  accent: plain,
  good: plain,
  warning: plain,
  bad: plain,
  mention: plain,
  badge: plain,
  alert: plain,
  rule: plain,
  code: plain,
  link: plain,
  quote: plain,
  selected: plain,
};
