// Every sequence that the client itself sends to a terminal; whatever else comes was somebody else's.

import { questions } from '../../src/client/terminal-answers.ts';
import * as modes from '../../src/client/terminal-modes.ts';
import { tokensOf } from '../support/terminal-tokens.ts';

const style =
  '(?:[0-9]|2[1-9]|[34][0-79]|9[0-7]|10[0-7]|[34]8;5;\\d{1,3}|[34]8;2;\\d{1,3};\\d{1,3};\\d{1,3})';
/** Printable ASCII without a semicolon, and only what a browser or a mail program opens. */
const address = '(?:https?:\\/\\/|mailto:)[!-:<-~]+';

const styles: readonly RegExp[] = [
  new RegExp(`^\\u001b\\[(?:${style}(?:;${style})*)?m$`),
  new RegExp(`^\\u001b\\]8;id=[0-9A-Za-z]+;${address}\\u001b\\\\$`, 'i'),
  /^\u001b\]8;;\u001b\\$/,
];

/** Colours and links: none where nothing is painted. */
export const isStyle: ReadonlySet<RegExp> = new Set(styles);

/** What draws: frames, the cursor's place, styles. */
export const drawing: readonly RegExp[] = [
  /^\u001b\[\?(?:2026|25)[hl]$/,
  /^\u001b\[(?:\d{1,4}(?:;\d{1,4})?)?H$/,
  /^\u001b\[\d{1,4}G$/,
  /^\u001b\[K$/,
  ...styles,
];

const { inputModes, screenModes, noWheelArrows, kittyKeyboard, windowTitle, wiped } = modes;
const others = [...inputModes, ...screenModes, noWheelArrows, kittyKeyboard, windowTitle];
const fixed = [modes.allSet(others), modes.allReset(others), wiped, questions].join('');
const fixedTokens = new Set(tokensOf(fixed).map(({ text }) => text));

/** All of it, in a terminal that nobody needs to be called to. */
export const own: readonly RegExp[] = [
  ...drawing,
  ...[...fixedTokens].map(exactly),
  /^\u001b\]2;[^\p{Cc}]* – partyline\u001b\\$/u,
];

function exactly(token: string): RegExp {
  return new RegExp(`^${token.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
}
