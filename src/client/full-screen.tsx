// The client in a terminal: joins terminal, keys, screen and Ink, and takes them apart again.
import { type Instance, render, type TerminalSuspension } from 'ink';
import type { Client } from '../sdk/client.ts';
import type { Clock } from '../sdk/clock.ts';
import { createRowMaker } from '../sdk/rows.ts';
import { Actions } from './actions.ts';
import { App } from './app.tsx';
import { Lifetime } from './lifetime.ts';
import { openOwnFiles } from './own-files.ts';
import { Pane } from './pane.ts';
import { Screen } from './screen.ts';
import { slimOutput } from './slim-output.ts';
import { Terminal } from './terminal.ts';
import { colorLevel, themeFor } from './theme.ts';
import { welcome } from './welcome.ts';

// Arrivals are bundled by `Screen`; Ink itself must not hold a key back.
const maxFps = 1000;

/** What was just sent may still be on its way when one leaves. */
const drainMs = 1000;

export function openFullScreen(client: Client, clock: Clock, address: string): void {
  const { stdin, stdout } = process;
  // A warning in the middle of the screen helps nobody.
  process.removeAllListeners('warning');
  const tools = {
    theme: themeFor(colorLevel(process.env)),
    address,
    makeRows: createRowMaker((atMs) => -new Date(atMs).getTimezoneOffset()),
    pane: new Pane(),
  };
  const screen = new Screen(client, clock, tools, stdout.columns, stdout.rows);
  const files = openOwnFiles(screen, client, clock, process.env, address);
  process.on('exit', files.flush);
  const terminal = new Terminal(stdin, stdout, (keys) => actions.press(keys));
  let suspend: () => Promise<TerminalSuspension>;
  let suspension: TerminalSuspension | undefined;

  const redraw = (): void => {
    app.clear();
    terminal.wipe();
    screen.forget();
    app.rerender(root());
  };
  const lifetime = new Lifetime({
    // With no connection there is nobody to say goodbye to.
    stop: () =>
      client.stop({ drainMs: client.getState().connection.status === 'live' ? drainMs : 0 }),
    restore: () => putBack(app, terminal),
    release: async () => {
      terminal.leave();
      suspension = await suspend();
    },
    retake: async () => {
      terminal.enter();
      await suspension?.resume();
      redraw();
    },
  });
  const program = {
    quit: () => void lifetime.leave(0),
    suspend: () => void lifetime.suspend(),
    redraw,
    own: files.own,
  };
  const actions = new Actions(screen, program, (delayMs, run) => clock.setTimer(delayMs, run));
  const root = () => <App screen={screen} onReady={onReady} />;
  const onReady = (how: () => Promise<TerminalSuspension>): void => {
    suspend = how;
  };

  stdout.on('resize', () => {
    screen.update((ui) => ({ ...ui, columns: stdout.columns, rows: stdout.rows }));
  });
  welcome(client, files.problems);
  client.start();
  const app = render(root(), {
    alternateScreen: true,
    exitOnCtrlC: false,
    incrementalRendering: true,
    interactive: true,
    maxFps,
    patchConsole: false,
    stdout: slimOutput(stdout),
  });
  terminal.enter();
  lifetime.watch();
}

function putBack(app: Instance, terminal: Terminal): void {
  try {
    app.unmount();
    terminal.leave();
  } catch {
    terminal.abandon();
  }
}
