// How who listens is called when somebody names them: as on the screen, but by what they type, as nothing else says where they look.
import type { Client } from '../../sdk/client.ts';
import { systemClock, systemOffset } from '../../sdk/node/clock.ts';
import { Notifier, type NotifyTools, notifySettings } from '../notify.ts';
import type { Preferences } from '../preferences.ts';
import { abilitiesOf, type Environment } from '../terminal-abilities.ts';
import type { TerminalFocus } from '../ui.ts';

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface CalledParts {
  readonly preferences: () => Preferences;
  /** By `now`; undefined: nothing was typed. */
  readonly typedMs: () => number | undefined;
  readonly now: () => number;
  readonly stdout: Output;
  readonly env: Environment;
  readonly onProblem: (text: string) => void;
}

/** Who has typed a line is at it for so long: what is answered to them is said aloud, and called out by nothing more. */
const hereMs = 20_000;

export function keepCalled(client: Client, parts: Omit<CalledParts, 'now' | 'onProblem'>): void {
  const { now } = systemClock;
  const onProblem = (text: string): void => client.notice(text, 'problem');
  const notifier = new Notifier(client.getState(), calledTools({ ...parts, now, onProblem }));
  client.subscribe(() => notifier.follow(client.getState()));
}

/**
 * Where the terminal has the focus it is not asked: the answer would come among what is typed. A terminal that
 * shows what it does not understand, and what is no terminal, gets no sequences.
 */
export function calledTools(parts: CalledParts): NotifyTools {
  const { preferences, typedMs, now, stdout, env, onProblem } = parts;
  const isTerminal = stdout.isTTY === true;
  const isSilent = isTerminal ? {} : { bell: false };
  const isSimple = isTerminal && env.TERM !== 'dumb' ? {} : ({ notify: 'off' } as const);
  return {
    settings: () => ({ ...notifySettings(preferences()), ...isSilent, ...isSimple }),
    abilities: abilitiesOf(env),
    focus: () => focusSince(typedMs(), now()),
    now,
    offset: systemOffset,
    write: (output) => void stdout.write(output),
    onProblem,
  };
}

function focusSince(typedMs: number | undefined, nowMs: number): TerminalFocus {
  return typedMs !== undefined && nowMs - typedMs < hereMs ? 'unknown' : 'elsewhere';
}
