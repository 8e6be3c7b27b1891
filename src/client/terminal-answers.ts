// What the client asks the terminal, and what the answers mean.
import { contrastOf, luminanceOf, type Rgb } from './palette.ts';
import type { Ground } from './themes.ts';

export type Answer =
  | { readonly type: 'ground'; readonly ground: Ground }
  /** The terminal has the kitty keyboard protocol. */
  | { readonly type: 'keyboard' }
  /** The wheel sends arrow keys on the alternate screen; `isOn`: so it was set when asked. */
  | { readonly type: 'wheelArrows'; readonly isOn: boolean }
  /** Answers to all questions before have come, or never will. */
  | { readonly type: 'fence' };

const askBackground = '\u001b]11;?\u001b\\';
const askKeyboard = '\u001b[?u';
const askWheelArrows = '\u001b[?1007$p';
// Every terminal says what kind it is, and answers in order.
const askKind = '\u001b[c';

export const questions = askBackground + askKeyboard + askWheelArrows + askKind;

/** How long answers may take; later ones count too, but no longer change how keys are read. */
export const questionMs = 5_000;

const background = /^\u001b\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?![\da-f])/i;
const scheme = /^\u001b\[\?997;([12])n$/;
const wheelArrows = /^\u001b\[\?1007;([0-4])\$y$/;

/** Undefined: nothing that was asked. */
export function answerOf(reply: string): Answer | undefined {
  const color = background.exec(reply);
  if (color !== null) return { type: 'ground', ground: groundOf(rgbOf(color.slice(1))) };
  const told = scheme.exec(reply);
  if (told !== null) return { type: 'ground', ground: told[1] === '1' ? 'dark' : 'light' };
  const wheel = wheelArrows.exec(reply);
  if (wheel !== null) return { type: 'wheelArrows', isOn: wheel[1] === '1' };
  if (/^\u001b\[\?\d+u$/.test(reply)) return { type: 'keyboard' };
  return /^\u001b\[\?[\d;]*c$/.test(reply) ? { type: 'fence' } : undefined;
}

/** Of one to four digits, all of them a share of the highest. */
function rgbOf(parts: readonly string[]): Rgb {
  const [red = 0, green = 0, blue = 0] = parts.map(
    (part) => (255 * Number.parseInt(part, 16)) / (16 ** part.length - 1),
  );
  return [red, green, blue];
}

/** Dark is what white is better read on. */
function groundOf(rgb: Rgb): Ground {
  const luminance = luminanceOf(rgb);
  return contrastOf(luminance, 1) > contrastOf(luminance, 0) ? 'dark' : 'light';
}
