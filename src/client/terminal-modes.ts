// The terminal's modes that the client changes: how each is set, and how it is put back.

export interface Mode {
  readonly name: string;
  readonly set: string;
  readonly reset: string;
}

/** Empties the screen, cursor at its top. */
export const wiped = '\u001b[H\u001b[2J';

/** What is between these is drawn at once, by terminals that know it. */
export const frameStart = '\u001b[?2026h';
export const frameEnd = '\u001b[?2026l';

const privateMode = (name: string, number: number): Mode => ({
  name,
  set: `\u001b[?${number}h`,
  reset: `\u001b[?${number}l`,
});

/** With the cursor kept, as 1049 does; what was on the screen before comes back. */
export const alternateScreen: Mode = privateMode('alternate screen', 1049);

/** Where there is no other screen to go back to, the shell begins on an empty one. */
const nothingLeft: Mode = { name: 'nothing left on the screen', set: '', reset: wiped };

/** The cursor's shape is left alone: it is the person's own. */
export const hiddenCursor: Mode = {
  name: 'hidden cursor',
  set: '\u001b[?25l',
  reset: '\u001b[?25h',
};

const noWrap: Mode = {
  // A line that the terminal thinks wider than we do is cut at the edge instead of pushing the rest down.
  name: 'no wrapping at the edge',
  set: '\u001b[?7l',
  reset: '\u001b[?7h',
};

const plainStyle: Mode = { name: 'plain style', set: '', reset: '\u001b[0m' };

export const screenModes: readonly Mode[] = [
  alternateScreen,
  nothingLeft,
  hiddenCursor,
  { name: 'no open frame', set: '', reset: frameEnd },
];

/** Set in this order, put back in the opposite one. */
export const inputModes: readonly Mode[] = [
  plainStyle,
  noWrap,
  privateMode('bracketed paste', 2004),
  privateMode('focus reports', 1004),
  // Terminals that know it tell when their background changes between dark and light.
  privateMode('colour scheme reports', 2031),
];

/** Otherwise some terminals send arrow keys for the wheel, which would call back history. */
export const noWheelArrows: Mode = {
  name: 'no arrow keys for the wheel',
  set: '\u001b[?1007l',
  reset: '\u001b[?1007h',
};

/** The wheel, told as sequences of its own; the terminal's own selection then needs Shift. */
export const mouse: Mode = {
  name: 'mouse',
  set: '\u001b[?1000h\u001b[?1006h',
  reset: '\u001b[?1006l\u001b[?1000l',
};

/** Kitty's protocol: keys that would look alike are told apart (1), with what Shift makes of them (4). */
export const kittyKeyboard: Mode = {
  name: 'kitty keyboard',
  set: '\u001b[>5u',
  reset: '\u001b[<u',
};

/** The title that was there before comes back. */
export const windowTitle: Mode = {
  name: 'window title',
  set: '\u001b[22;0t',
  reset: '\u001b[23;0t',
};

/** @param title has been made safe */
export const titled = (title: string): string => `\u001b]2;${title}\u001b\\`;

export function allSet(modes: readonly Mode[]): string {
  return modes.map(({ set }) => set).join('');
}

export function allReset(modes: readonly Mode[]): string {
  return modes
    .toReversed()
    .map(({ reset }) => reset)
    .join('');
}
