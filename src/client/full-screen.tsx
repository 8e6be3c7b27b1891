// The client in a terminal: joins terminal, keys, screen, Ink and surface, and takes them apart again.
import type { Client } from '../sdk/client.ts';
import type { Clock } from '../sdk/clock.ts';
import { createRowMaker } from '../sdk/rows.ts';
import { Actions } from './actions.ts';
import { copySequence } from './clipboard.ts';
import type { EditedOutside } from './desk.ts';
import { keepDrawn } from './drawing.tsx';
import { Lifetime } from './lifetime.ts';
import { type Look, lookDefaults } from './look.ts';
import { Notifier } from './notify.ts';
import { editInEditor, openOutside } from './outside.ts';
import { Pane } from './pane.ts';
import { Screen } from './screen.ts';
import { Surface } from './surface.ts';
import { Terminal } from './terminal.ts';
import { abilitiesOf } from './terminal-abilities.ts';
import type { Answer } from './terminal-answers.ts';
import { createTheme } from './theme.ts';
import type { Ground } from './themes.ts';
import { welcome } from './welcome.ts';

/** What was just sent may still be on its way when one leaves. */
const drainMs = 1000;

export function openFullScreen(client: Client, clock: Clock, address: string): void {
  const { stdin, stdout } = process;
  // A warning in the middle of the screen helps nobody.
  process.removeAllListeners('warning');
  const abilities = abilitiesOf(process.env);
  const lookOn = (ground: Ground): Look => {
    const theme = createTheme({ kind: 'auto', level: abilities.colorLevel, ground });
    return { ...lookDefaults, theme, hasLinks: abilities.hasLinks };
  };
  const tools = {
    look: lookOn(abilities.ground),
    address,
    makeRows: createRowMaker((atMs) => -new Date(atMs).getTimezoneOffset()),
    pane: new Pane(),
  };
  const screen = new Screen(client, clock, tools, stdout.columns, stdout.rows);
  const surface = new Surface(stdout.columns, stdout.rows, (output) => terminal.write(output));
  const onAnswer = (answer: Answer): void => {
    if (answer.type !== 'ground') return;
    tools.look = lookOn(answer.ground);
    screen.update((ui) => ({ ...ui }));
  };
  const terminal = new Terminal(stdin, stdout, (keys) => actions.press(keys), {
    ...abilities,
    onAnswer,
  });
  const lifetime = new Lifetime({
    // With no connection there is nobody to say goodbye to.
    stop: () =>
      client.stop({ drainMs: client.getState().connection.status === 'live' ? drainMs : 0 }),
    restore: () => {
      surface.pause();
      terminal.leave();
    },
    retake: () => {
      terminal.enter();
      surface.resume();
      fit();
    },
  });
  const program = {
    quit: () => void lifetime.leave(0),
    suspend: () => lifetime.suspend(),
    redraw: () => {
      surface.forget();
      screen.draw();
    },
    editOutside: (text: string, done: (outcome: EditedOutside) => void) => {
      void lifetime.lend(async () => done(await editInEditor(text, process.env)));
    },
    copy: (text: string) => {
      const sequence = copySequence(text, abilities.multiplexer);
      if (sequence !== undefined) terminal.write(sequence);
      return sequence !== undefined;
    },
    open: (url: string) => {
      openOutside(url, process.env, (why) => client.notice(why, 'problem'));
    },
  };
  const actions = new Actions(screen, program, (delayMs, run) => clock.setTimer(delayMs, run));
  const fit = (): void => {
    const { columns, rows } = stdout;
    surface.resize(columns, rows);
    screen.update((ui) => ({ ...ui, columns, rows }));
  };
  const notifier = new Notifier(client.getState(), {
    settings: () => ({ bell: true, notify: 'auto', notifyCommand: [], muted: new Set() }),
    abilities,
    focus: () => screen.ui.terminalFocus,
    now: () => clock.now(),
    write: (output) => terminal.write(output),
    onProblem: (text) => client.notice(text, 'problem'),
  });

  stdout.on('resize', fit);
  welcome(client);
  client.subscribe(() => notifier.follow(client.getState()));
  client.start();
  terminal.enter();
  keepDrawn(screen, surface, stdout);
  lifetime.watch();
}
