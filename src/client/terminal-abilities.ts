// What the terminal can do, as far as the environment tells.
import chalk, { type ColorSupportLevel } from 'chalk';
import type { Ground } from './themes.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A program between client and terminal that reads what is sent to it. */
export type Multiplexer = 'none' | 'tmux' | 'screen';

export interface Abilities {
  readonly colorLevel: ColorSupportLevel;
  /** What the environment says of the background; the terminal's own answer is better. */
  readonly ground: Ground;
  /** Questions are answered or swallowed, not shown. */
  readonly canBeAsked: boolean;
  /** OSC 8. */
  readonly hasLinks: boolean;
  /** Its window's title can be set, and put back. */
  readonly hasTitle: boolean;
  /** How it shows a notification by itself; the bell it has in any case. */
  readonly notification: 'none' | 'osc9' | 'osc777';
  readonly multiplexer: Multiplexer;
  /** Letters beyond ASCII and the signs of `signs.ts` can be drawn. */
  readonly hasSigns: boolean;
}

/**
 * What is not known to be there counts as missing.
 * @param detected colours as chalk counts them
 */
export function abilitiesOf(
  env: Environment,
  detected: ColorSupportLevel = chalk.level,
): Abilities {
  const multiplexer = multiplexerOf(env);
  const program = terminalPrograms.find(({ isIt }) => isIt(env));
  const isDirect = multiplexer === 'none';
  return {
    colorLevel: colorLevel(env, detected),
    ground: groundOf(env),
    canBeAsked: !isSimple(env),
    hasLinks: hasLinks(env, multiplexer, program),
    hasTitle: isDirect && program !== undefined,
    notification: (isDirect && program?.notification) || 'none',
    multiplexer,
    hasSigns: isUtf8(env) && env.TERM !== 'linux',
  };
}

interface TerminalProgram {
  readonly isIt: (env: Environment) => boolean;
  readonly notification?: 'osc9' | 'osc777';
  readonly hasNoLinks?: true;
}

const program =
  (...names: readonly string[]) =>
  ({ TERM_PROGRAM = '' }: Environment): boolean =>
    names.includes(TERM_PROGRAM);

const term =
  (pattern: RegExp) =>
  ({ TERM = '' }: Environment): boolean =>
    pattern.test(TERM);

// Over ssh only TERM comes along. One that starts a shell in another inherits its variables, so those
// that say most stand first.
const terminalPrograms: readonly TerminalProgram[] = [
  { isIt: term(/^xterm-kitty/), notification: 'osc9' },
  { isIt: term(/^xterm-ghostty/), notification: 'osc9' },
  { isIt: term(/^wezterm/), notification: 'osc9' },
  { isIt: term(/^foot/), notification: 'osc777' },
  { isIt: term(/^alacritty/) },
  { isIt: term(/^rxvt-unicode/), notification: 'osc777', hasNoLinks: true },
  { isIt: program('iTerm.app', 'WezTerm', 'ghostty'), notification: 'osc9' },
  { isIt: program('vscode') },
  { isIt: ({ WT_SESSION }) => Boolean(WT_SESSION), notification: 'osc9' },
  { isIt: ({ VTE_VERSION }) => Number(VTE_VERSION) >= 5000, notification: 'osc777' },
  { isIt: ({ KONSOLE_VERSION }) => Number(KONSOLE_VERSION) >= 201_200 },
];

/** The first tmux that passes links on. */
const tmuxWithLinks = [3, 4] as const;

function hasLinks(
  env: Environment,
  multiplexer: Multiplexer,
  known: TerminalProgram | undefined,
): boolean {
  const { FORCE_HYPERLINK: forced } = env;
  if (forced) return forced !== '0';
  if (multiplexer === 'screen') return false;
  if (multiplexer === 'none') return known !== undefined && known.hasNoLinks !== true;
  if (env.TERM_PROGRAM !== 'tmux') return false;
  const [major = 0, minor = 0] = (env.TERM_PROGRAM_VERSION ?? '').split('.').map(Number.parseFloat);
  return major > tmuxWithLinks[0] || (major === tmuxWithLinks[0] && minor >= tmuxWithLinks[1]);
}

/** NO_COLOR goes before all; chalk itself does not ask for it. */
function colorLevel(env: Environment, detected: ColorSupportLevel): ColorSupportLevel {
  if (env.NO_COLOR || /^vt\d|-m(?:ono)?$/.test(env.TERM ?? '')) return 0;
  // Screen reads a true colour's numbers as styles of their own, blinking among them.
  return multiplexerOf(env) === 'screen' && detected === 3 ? 2 : detected;
}

function multiplexerOf(env: Environment): Multiplexer {
  if (env.TMUX || env.TERM?.startsWith('tmux')) return 'tmux';
  // Over ssh TMUX does not come along, and older tmux call themselves screen too.
  return env.STY || env.TERM?.startsWith('screen') ? 'screen' : 'none';
}

/** The last number is the background's: of the 16 colours 7 and those from 9 on are light. */
function groundOf({ COLORFGBG = '', TERM }: Environment): Ground {
  if (TERM === 'linux') return 'dark';
  const told = /;(\d{1,2})$/.exec(COLORFGBG)?.[1];
  if (told === undefined) return 'unknown';
  const color = Number(told);
  return color === 7 || (color > 8 && color < 16) ? 'light' : 'dark';
}

/** Terminals that show what they do not understand, or whose keyboard answers never reach us whole. */
function isSimple({ TERM = '', TERM_PROGRAM, INSIDE_EMACS }: Environment): boolean {
  if (TERM_PROGRAM === 'Apple_Terminal' || INSIDE_EMACS) return true;
  return TERM === '' || /^(?:dumb|linux|cons25|eterm|vt52|unknown|sun)/.test(TERM);
}

function isUtf8({ LC_ALL, LC_CTYPE, LANG }: Environment): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  // Without any word on it the machine's own default counts, which today is UTF-8.
  return locale === '' || /utf-?8/i.test(locale);
}
