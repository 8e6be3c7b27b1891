// The names of keys: by what terminals send for each.

/** By the last letter of a sequence. */
export const finals: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  E: 'center',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  Z: 'shift-tab',
  M: 'enter',
  I: 'focus-in',
  O: 'focus-out',
};

/** By the number before a `~`. */
export const numbers: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};

/** Control characters that have a key of their own. */
export const controls: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\0': 'ctrl-space',
  '\u001c': 'ctrl-\\',
  '\u001d': 'ctrl-]',
  '\u001e': 'ctrl-^',
  '\u001f': 'ctrl-_',
};

/** The modifiers of a sequence: one more than the sum of shift 1, alt 2, ctrl 4, meta 8. */
export function modifiers(parameter: string | undefined): string {
  const bits = Math.max(0, Number.parseInt(parameter ?? '1', 10) - 1 || 0);
  return (bits & 4 ? 'ctrl-' : '') + (bits & 10 ? 'alt-' : '') + (bits & 1 ? 'shift-' : '');
}
