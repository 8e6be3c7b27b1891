// What of a program's output is text: colours, moves of the cursor and other controls are left out.

const st = '(?:\\x1b\\\\|\\x9c|\\x07)';
/** The sequences of ECMA-48, each whole; a string that does not end takes the rest of its line with it. */
const sequences = new RegExp(
  [
    // OSC, DCS, SOS, PM, APC: titles, links, pictures.
    `(?:\\x1b[\\]PX^_]|[\\x9d\\x90\\x98\\x9e\\x9f])[^\\x1b\\x07\\x9c]*(?:${st})?`,
    // CSI: colours, moves.
    '(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]?',
    // The rest: character sets, keypads, resets.
    '\\x1b[ -/]*[0-~]?',
  ].join('|'),
  'g',
);
const anyControl = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/;
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;
/** A character, struck over: bold and underlined text as `man` and `nroff` print it. */
const struckOver = /[^\x08]\x08/gu;
const directions = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * One line as a terminal would show it in the end: of what a carriage return has overwritten the last is left.
 * So no output is refused for how it looks, nor for a direction that it does not turn back.
 */
export function textOfLine(line: string): string {
  const upright = line.replace(directions, '');
  if (!anyControl.test(upright)) return upright;
  const bare = upright.replace(sequences, '').replace(/\r+$/, '');
  const last = bare.slice(bare.lastIndexOf('\r') + 1);
  return last.replace(struckOver, '').replace(controls, '');
}
