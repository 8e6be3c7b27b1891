// The one way onto the screen for text from others: what could drive or disorder a terminal is shown, not sent.

const tab = '    ';

/** Marks above this many on one base are cut: they would run into the lines above and below. */
const maxMarks = 8;

// Everything that a terminal acts on, or that takes part in a line without being seen. What is
// harmless in its place (a joiner inside an emoji, a variation selector or a colour of skin behind its
// base) is let through by `isInPlace`.
const suspect =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/gu;
const anySuspect = new RegExp(suspect.source, 'u');
const plain = /^[\x20-\x7e]*$/;

// At the start of a text these would join what the layout has put before it.
const joinsBackward = /^[\p{M}\u200c\u200d]/u;
// Written in parts, a syllable is as wide as its parts on some terminals.
const hangulParts = /[\u1100-\u11ff]+/gu;
const anyHangulPart = /[\u1100-\u11ff]/;
/** What people join to one picture, a family with all its colours included. */
const tooManyJoined =
  /(?:\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*\u200d){5}(?=\p{Extended_Pictographic})/gu;
const tooManyMarks = new RegExp(`(\\p{M}{${maxMarks}})\\p{M}+`, 'gu');

const zeroWidthNonJoiner = 0x200c;
const zeroWidthJoiner = 0x200d;
const beforeJoiner =
  /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Script=Arabic}|\p{M}|\p{Lo})$/u;
// Not as one class: Chromium 156 finds nothing beyond U+FFFF with a class before `$`.
const beforeSelector = /(?:\p{Emoji}|\p{Extended_Pictographic}|\p{Script=Han}|\p{Sm})$/u;
const beforeModifier = /\p{Emoji_Modifier_Base}\ufe0f?$/u;
const beforeTag = /(?:\u{1f3f4}|[\u{e0020}-\u{e007e}])$/u;

/**
 * `text` without anything that a terminal would act on.
 *
 * - No C0, C1, DEL, bidirectional control, line separator, lone surrogate or invisible character
 *   out of its place is left; each is shown instead (`␛`, `\u{202e}`).
 * - A tab becomes spaces. A newline is shown as `␊`: split lines before (`safeLines`).
 * - The result never joins what stands before it on the screen.
 */
export function safeText(text: string): string {
  if (plain.test(text)) return text;
  const whole = anyHangulPart.test(text) ? withSyllables(text) : text;
  const shown = anySuspect.test(whole) ? withSuspectsShown(whole) : whole;
  const bounded = shown.replace(tooManyMarks, '$1…').replace(tooManyJoined, '$&…');
  return joinsBackward.test(bounded) ? `\u25cc${bounded}` : bounded;
}

/** The lines of a text of several, each made safe. */
export function safeLines(text: string): string[] {
  return text.split('\n').map(safeText);
}

function withSyllables(text: string): string {
  return text.replace(hangulParts, (parts) => parts.normalize('NFC'));
}

/** From the left, so that what has been shown is no longer what a joiner or selector stands behind. */
function withSuspectsShown(text: string): string {
  let shown = '';
  let end = 0;
  for (const match of text.matchAll(suspect)) {
    const before = shown + text.slice(end, match.index);
    shown = before + showUnlessInPlace(match[0], before.slice(-3));
    end = match.index + match[0].length;
  }
  return shown + text.slice(end);
}

function showUnlessInPlace(character: string, before: string): string {
  if (character === '\t') return tab;
  const codePoint = character.codePointAt(0) ?? 0;
  return isInPlace(codePoint, before) ? character : show(codePoint);
}

function isInPlace(codePoint: number, before: string): boolean {
  if (codePoint === zeroWidthJoiner || codePoint === zeroWidthNonJoiner)
    return beforeJoiner.test(before);
  if (isBetween(codePoint, 0x1f3fb, 0x1f3ff)) return beforeModifier.test(before);
  if (isBetween(codePoint, 0xfe00, 0xfe0f)) return beforeSelector.test(before);
  if (isBetween(codePoint, 0xe0100, 0xe01ef)) return /\p{Script=Han}$/u.test(before);
  if (isBetween(codePoint, 0xe0020, 0xe007f)) return beforeTag.test(before);
  return false;
}

function show(codePoint: number): string {
  if (codePoint < 0x20) return String.fromCodePoint(0x2400 + codePoint);
  return codePoint === 0x7f ? '\u2421' : `\\u{${codePoint.toString(16)}}`;
}

const isBetween = (value: number, low: number, high: number): boolean =>
  value >= low && value <= high;
