// What the environment tells of a terminal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Abilities,
  abilitiesOf,
  type Environment,
} from '../../src/client/terminal-abilities.ts';

type Case = readonly [what: string, env: Environment, expected: Partial<Abilities>];

const cases: readonly Case[] = [
  [
    'nothing known',
    { TERM: 'xterm-256color' },
    { hasLinks: false, hasTitle: false, ground: 'unknown', notification: 'none', canBeAsked: true },
  ],
  ['kitty', { TERM: 'xterm-kitty' }, { hasLinks: true, hasTitle: true, notification: 'osc9' }],
  ['foot', { TERM: 'foot' }, { hasLinks: true, notification: 'osc777' }],
  [
    'iTerm',
    { TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' },
    { hasLinks: true, notification: 'osc9' },
  ],
  [
    'Windows Terminal',
    { TERM: 'xterm-256color', WT_SESSION: 'x' },
    { hasLinks: true, notification: 'osc9' },
  ],
  [
    'GNOME Terminal',
    { TERM: 'xterm-256color', VTE_VERSION: '6800' },
    { hasLinks: true, notification: 'osc777' },
  ],
  ['an old VTE', { TERM: 'xterm-256color', VTE_VERSION: '4600' }, { hasLinks: false }],
  ['links by wish', { TERM: 'xterm', FORCE_HYPERLINK: '1' }, { hasLinks: true }],
  ['no links by wish', { TERM: 'xterm-kitty', FORCE_HYPERLINK: '0' }, { hasLinks: false }],
  [
    'tmux 3.3 in kitty',
    {
      TERM: 'tmux-256color',
      TMUX: '/t',
      TERM_PROGRAM: 'tmux',
      TERM_PROGRAM_VERSION: '3.3a',
      KITTY_WINDOW_ID: '1',
    },
    { multiplexer: 'tmux', hasLinks: false, notification: 'none', hasTitle: false },
  ],
  [
    'tmux 3.4',
    { TERM: 'screen-256color', TMUX: '/t', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.4' },
    { multiplexer: 'tmux', hasLinks: true },
  ],
  [
    'screen in kitty',
    { TERM: 'screen.xterm-kitty', STY: '1', COLORTERM: 'truecolor' },
    { multiplexer: 'screen', hasLinks: false, colorLevel: 2 },
  ],
  ['the Linux console', { TERM: 'linux' }, { canBeAsked: false, hasSigns: false, ground: 'dark' }],
  ['Emacs', { TERM: 'eterm-color', INSIDE_EMACS: '29' }, { canBeAsked: false }],
  [
    'macOS Terminal',
    { TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' },
    { canBeAsked: false },
  ],
  ['NO_COLOR', { TERM: 'xterm', NO_COLOR: '1' }, { colorLevel: 0 }],
  ['NO_COLOR that is empty', { TERM: 'xterm', NO_COLOR: '' }, { colorLevel: 3 }],
  ['a terminal without colours', { TERM: 'vt220' }, { colorLevel: 0 }],
  ['a light background', { TERM: 'rxvt', COLORFGBG: '0;default;15' }, { ground: 'light' }],
  ['a dark background', { TERM: 'rxvt', COLORFGBG: '15;0' }, { ground: 'dark' }],
  [
    'a background by its own name',
    { TERM: 'rxvt', COLORFGBG: '15;default' },
    { ground: 'unknown' },
  ],
  ['no UTF-8', { TERM: 'xterm', LANG: 'en_US.ISO-8859-1' }, { hasSigns: false }],
  [
    'the C locale over another',
    { TERM: 'xterm', LC_ALL: 'C', LANG: 'C.UTF-8' },
    { hasSigns: false },
  ],
  ['no locale', { TERM: 'xterm' }, { hasSigns: true }],
];

for (const [what, env, expected] of cases) {
  test(`${what}: ${JSON.stringify(expected)}`, () => {
    const abilities = abilitiesOf(env, 3);
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(abilities[name as keyof Abilities], value, name);
    }
  });
}
