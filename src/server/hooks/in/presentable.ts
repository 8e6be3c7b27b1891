// What somebody else's program wrote, as it may stand in a message: bounded, and shown where it would act.
import { checkContent, isRefusal, limits } from '../../../protocol/index.ts';

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const turns = /[\u202a-\u202e\u2066-\u2069]/g;
/** Shown in place of what has no sign of its own. */
const unknown = '\ufffd';
const deletePicture = '\u2421';

/** Nothing is refused for its characters: a text that can't be said as it is is said as near to it as can be. */
export function presentable(text: string, most: number = limits.maxContentLength): string {
  const plain = text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, pictureOf);
  return cut(plain.trimEnd(), most).split('\n').map(withoutOpenTurns).join('\n');
}

/** The same on one line, for what stands among other words. */
export function oneLine(text: string, most: number): string {
  return presentable(text.replace(/[\s\u2028\u2029]+/g, ' ').trim(), most);
}

/** In code points, with a sign that something is missing. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // So long a beginning holds as many code points for certain; a body may be much longer.
  const points = [...text.slice(0, 2 * most + 2)];
  if (points.length <= most) return text;
  return `${points
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
}

/** Unicode has a picture for each of the old control characters, and none for the newer ones. */
function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? deletePicture : unknown;
}

/** What turns the direction of a line stays where it is turned back in it. */
function withoutOpenTurns(line: string): string {
  if (line.search(turns) === -1 || !isRefusal(checkContent('text', line))) return line;
  return line.replace(turns, unknown);
}
