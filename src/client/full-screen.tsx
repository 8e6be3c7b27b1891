// The client in a terminal: joins terminal, keys, screen, Ink and surface, and takes them apart again.
import type { Client } from '../sdk/client.ts';
import type { Clock } from '../sdk/clock.ts';
import { systemOffset } from '../sdk/node/clock.ts';
import { createRowMaker } from '../sdk/rows.ts';
import type { OwnActions, PasswordWish } from '../ui/own-commands.ts';
import { titleOf } from '../ui/title.ts';
import { Actions } from './actions.ts';
import { copySequence } from './clipboard.ts';
import type { Program } from './desk.ts';
import { keepDrawn } from './drawing.tsx';
import type { KeptAccount } from './kept-account.ts';
import { tellLastWords } from './last-words.ts';
import { Lifetime } from './lifetime.ts';
import { createLookMaker } from './look.ts';
import { Notifier, notifySettings } from './notify.ts';
import { OpenRooms } from './open-rooms.ts';
import { editInEditor, openOutside } from './outside.ts';
import type { Prompt } from './overlay.ts';
import { openOwnFiles } from './own-files.ts';
import { Pane } from './pane.ts';
import { PasswordDialog } from './password-dialog.ts';
import { Screen } from './screen.ts';
import { withPlainSigns } from './signs.ts';
import { Surface } from './surface.ts';
import { Terminal } from './terminal.ts';
import { type Abilities, abilitiesOf } from './terminal-abilities.ts';
import type { Answer } from './terminal-answers.ts';
import { welcome } from './welcome.ts';

/** What was just sent may still be on its way when one leaves. */
const drainMs = 1000;

/** Which rooms to open, and where that is kept. */
export interface RoomsKept {
  readonly first: string;
  readonly kept: readonly string[];
  readonly path: string;
}

/** Where the server is, and what of the person's account is kept for it. */
export interface Place {
  readonly address: string;
  /** Nobody between can read along. */
  readonly isPrivate: boolean;
  readonly account: KeptAccount;
}

export function openFullScreen(client: Client, clock: Clock, place: Place, rooms: RoomsKept): void {
  const { address, account } = place;
  const { stdin, stdout } = process;
  const size = sizeOf(stdout);
  // A warning in the middle of the screen helps nobody.
  process.removeAllListeners('warning');
  const abilities = abilitiesOf(process.env);
  const tools = {
    lookFor: createLookMaker(abilities),
    address,
    makeRows: createRowMaker(systemOffset),
    pane: new Pane(),
  };
  const screen = new Screen(client, clock, tools, size.columns, size.rows);
  screen.update((ui) => ({ ...ui, ground: abilities.ground }));
  const askPassword = askingFor({ client, clock, screen }, place);
  const files = openOwnFiles(screen, client, clock, process.env, address, askPassword);
  process.on('exit', files.flush);
  process.on('exit', () => account.release());
  client.subscribe(() => account.see(client.getKept()));
  const surface = new Surface(
    size.columns,
    size.rows,
    (output) => terminal.write(output),
    abilities.hasSigns ? undefined : withPlainSigns,
  );
  const onAnswer = (answer: Answer): void => {
    if (answer.type !== 'ground') return;
    screen.update((ui) => ({ ...ui, ground: answer.ground }));
  };
  const terminal = new Terminal(stdin, stdout, (keys) => actions.press(keys), {
    ...abilities,
    onAnswer,
  });
  const lifetime = new Lifetime({
    // With no connection there is nobody to say goodbye to.
    stop: async () => {
      // Another run could not come back to it: nobody keeps its token.
      if (account.isLeftBehind(client.getKept())) await client.logOut();
      return client.stop({ drainMs: client.getState().connection.status === 'live' ? drainMs : 0 });
    },
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
  const parts = { client, screen, surface, terminal, lifetime, abilities };
  const program = programFor(parts, files.own);
  const actions = new Actions(screen, program, (delayMs, run) => clock.setTimer(delayMs, run));
  const fit = (): void => {
    const { columns, rows } = size;
    surface.resize(columns, rows);
    screen.update((ui) => ({ ...ui, columns, rows }));
  };
  stdout.on('resize', fit);
  welcome(client, files.problems);
  tellLastWords(client);
  keepNotified(parts, clock);
  keepRooms(client, screen, rooms);
  client.start();
  terminal.enter();
  keepDrawn(screen, surface, size);
  keepTitled(parts);
  lifetime.watch();
}

/** What the rest of this file joins. */
interface Parts {
  readonly client: Client;
  readonly screen: Screen;
  readonly surface: Surface;
  readonly terminal: Terminal;
  readonly lifetime: Lifetime;
  readonly abilities: Abilities;
}

/** For a password: over the messages, unseen. */
function askingFor(
  { client, clock, screen }: Pick<Parts, 'client' | 'screen'> & { readonly clock: Clock },
  { address, isPrivate, account }: Place,
): (wish: PasswordWish) => true {
  const parts = {
    client,
    readableTo: isPrivate ? undefined : address,
    show: (overlay: Prompt | undefined) => screen.update((ui) => ({ ...ui, overlay })),
    later: (delayMs: number, run: () => void) => clock.setTimer(delayMs, run),
    done: () => account.claim(client.getKept()),
  };
  return (wish) => {
    new PasswordDialog(parts, wish);
    return true;
  };
}

/** Those of the last time, and which they are by now for the next one. */
function keepRooms(client: Client, screen: Screen, { first, kept, path }: RoomsKept): void {
  for (const room of [...kept, first]) client.show(room);
  const openRooms = new OpenRooms(path, kept);
  screen.subscribe(() => openRooms.see(client.getState()));
}

function programFor(parts: Parts, own: OwnActions): Program {
  const { client, screen, surface, terminal, lifetime, abilities } = parts;
  return {
    own,
    quit: () => void lifetime.leave(0),
    suspend: () => lifetime.suspend(),
    redraw: () => {
      surface.forget();
      screen.draw();
    },
    editOutside: (text, done) => {
      void lifetime.lend(async () => done(await editInEditor(text, process.env)));
    },
    copy: (text) => {
      const sequence = copySequence(text, abilities.multiplexer);
      if (sequence !== undefined) terminal.write(sequence);
      return sequence !== undefined;
    },
    open: (url) => openOutside(url, process.env, (why) => client.notice(why, 'problem')),
  };
}

function keepNotified({ client, screen, terminal, abilities }: Parts, clock: Clock): void {
  const notifier = new Notifier(client.getState(), {
    settings: () => notifySettings(screen.ui.preferences),
    abilities,
    focus: () => screen.ui.terminalFocus,
    now: () => clock.now(),
    offset: systemOffset,
    write: (output) => terminal.write(output),
    onProblem: (text) => client.notice(text, 'problem'),
  });
  client.subscribe(() => notifier.follow(client.getState()));
}

/** The window's title, and whether the mouse is told of: what belongs to the terminal, but to no row of it. */
function keepTitled({ client, screen, terminal }: Parts): void {
  let title = '';
  const follow = (): void => {
    const { preferences } = screen.ui;
    terminal.setMouse(preferences.mouse);
    const wanted = titleOf(client.getState(), new Set(preferences.mute));
    if (!preferences.title || wanted === title) return;
    title = wanted;
    terminal.setTitle(wanted);
  };
  screen.subscribe(follow);
  follow();
}

/** A terminal that does not say how large it is (a serial line, some containers) is taken for a usual one. */
function sizeOf(stdout: { readonly columns: number; readonly rows: number }) {
  return {
    get columns(): number {
      return stdout.columns || 80;
    },
    get rows(): number {
      return stdout.rows || 24;
    },
  };
}
