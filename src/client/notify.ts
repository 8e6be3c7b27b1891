// Tells the person what was said to them while they look elsewhere: by bell, by the terminal, by a program.
import type { OffsetMinutes } from '../sdk/local-time.ts';
import type { State } from '../sdk/state.ts';
import { type Attention, attentions } from '../ui/attention.ts';
import { notificationOf } from '../ui/notification.ts';
import { isQuietAt, type QuietHours } from '../ui/quiet-hours.ts';
import { safeText } from '../ui/safe-text.ts';
import { bell, notificationSequence } from './notification-text.ts';
import { NotifyCommand } from './notify-command.ts';
import type { Preferences } from './preferences.ts';
import type { Abilities } from './terminal-abilities.ts';
import type { TerminalFocus } from './ui.ts';

export interface NotifySettings {
  readonly bell: boolean;
  readonly notify: 'auto' | 'off' | 'osc9' | 'osc777';
  /** A program and its arguments; empty: none. */
  readonly notifyCommand: readonly string[];
  /** Rooms, as on the wire. */
  readonly muted: ReadonlySet<string>;
  readonly quiet: QuietHours;
}

export interface NotifyTools {
  readonly settings: () => NotifySettings;
  readonly abilities: Pick<Abilities, 'notification' | 'multiplexer'>;
  readonly focus: () => TerminalFocus;
  readonly now: () => number;
  readonly offset: OffsetMinutes;
  /** To the terminal, past what is drawn: it changes nothing on the screen. */
  readonly write: (output: string) => void;
  readonly onProblem: (text: string) => void;
}

const betweenBellsMs = 1_000;
/** What is preferred, as far as it is about this. */
export function notifySettings(preferences: Preferences): NotifySettings {
  const { bell, notify, notify_command: notifyCommand, mute, quiet } = preferences;
  return { bell, notify, notifyCommand, muted: new Set(mute), quiet };
}

/** A reconnect brings pages of many rooms; that is one event. */
const betweenCaughtUpMs = 10_000;
const betweenCommandsMs = 3_000;

export class Notifier {
  readonly #tools: NotifyTools;
  readonly #command: NotifyCommand;
  #state: State;
  #lastBellAt = Number.NEGATIVE_INFINITY;
  #lastCaughtUpAt = Number.NEGATIVE_INFINITY;
  #lastCommandAt = Number.NEGATIVE_INFINITY;

  constructor(state: State, tools: NotifyTools) {
    this.#state = state;
    this.#tools = tools;
    this.#command = new NotifyCommand(tools.onProblem);
  }

  /** To be called with each state in turn. */
  follow(state: State): void {
    const before = this.#state;
    this.#state = state;
    const { focus, settings, now, offset } = this.#tools;
    const { muted, quiet } = settings();
    if (focus() === 'here' || isQuietAt(quiet, now(), offset)) return;
    const news = attentions(before, state, muted);
    const [first] = news.filter(({ isCaughtUp }) => !isCaughtUp);
    const told = first ?? news[0];
    if (told !== undefined) this.#tell(told);
  }

  #tell(attention: Attention): void {
    const { settings, focus, now } = this.#tools;
    const at = now();
    if (attention.isCaughtUp && at - this.#lastCaughtUpAt < betweenCaughtUpMs) return;
    if (attention.isCaughtUp) this.#lastCaughtUpAt = at;
    if (at - this.#lastBellAt < betweenBellsMs) return;
    this.#lastBellAt = at;
    if (settings().bell) this.#tools.write(bell);
    // Who may be looking at the screen hears of it, and no more.
    if (focus() === 'unknown') return;
    this.#show(attention);
    this.#run(attention, at);
  }

  #show(attention: Attention): void {
    const { settings, abilities, write } = this.#tools;
    const { notify } = settings();
    const how = notify === 'auto' ? abilities.notification : notify;
    if (how === 'off' || how === 'none') return;
    write(notificationSequence(notificationOf(attention), how, abilities.multiplexer));
  }

  #run(attention: Attention, at: number): void {
    const { notifyCommand } = this.#tools.settings();
    if (notifyCommand.length === 0 || at - this.#lastCommandAt < betweenCommandsMs) return;
    this.#lastCommandAt = at;
    const about = { sender: safeText(attention.sender), room: safeText(attention.room) };
    this.#command.run(notifyCommand, notificationOf(attention), about);
  }
}
